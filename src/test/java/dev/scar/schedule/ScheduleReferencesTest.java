package dev.scar.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.files.InputException;
import dev.scar.run.Inputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the names of scenario and package in a schedule file stand for. */
class ScheduleReferencesTest {
  private static final Path SAMPLE = Path.of("traces/sample/schedule.json");

  @TempDir Path folder;

  private Schedule read(Path file) {
    return new Inputs(Path.of("")).schedule(file, null, null);
  }

  @Test
  void aScheduleThatIsCalledLikeItsScenarioOrPackageDoesNotFindItself() throws IOException {
    for (String name : new String[] {"motivational", "het-sides-3x3-one-dram"}) {
      Path file = folder.resolve(name + ".json");
      Files.copy(SAMPLE, file);
      assertThat(read(file).scenario().name()).isEqualTo("motivational");
      assertThat(read(file).chipletPackage().name()).isEqualTo("het-sides-3x3-one-dram");
      Files.delete(file);
    }
  }

  @Test
  void aFileBesideItComesBeforeTheShippedOne() throws IOException {
    Path file = folder.resolve("mine.json");
    Files.copy(SAMPLE, file);
    Files.writeString(folder.resolve("motivational.json"), "{}");
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(folder.resolve("motivational.json").toString());
  }
}
