package dev.scar.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.cost.MaestroCostModel;
import dev.scar.files.InputException;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.ChipletType;
import dev.scar.report.RunReport;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.ScheduleWriter;
import dev.scar.search.SearchOptions;
import dev.scar.workload.Layer;
import dev.scar.workload.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dataflow beside a topology is known wherever the topology is. */
class DataflowFilesTest {
  private static final Path HOME = Path.of(System.getProperty("scar.home", "."));
  private static final Path SHIPPED =
      Path.of("src/main/resources/dev/scar/cost/dataflows").toAbsolutePath();

  @TempDir Path folder;

  private Path topology(String name, String dataflow, String like) throws IOException {
    Path own = Files.createDirectories(folder.resolve(name));
    Files.copy(SHIPPED.resolve(like + ".m"), own.resolve(dataflow + ".m"));
    return Files.writeString(
        own.resolve(name + ".json"),
        """
        {"format": "scar-topology-1", "name": "%s", "extends": "motivational-2x2",
         "chipletTypes": {"shi": {"dataflow": "%s"}}}
        """
            .formatted(name, dataflow));
  }

  private static ChipletType shi(ChipletPackage read) {
    return read.chiplets().stream()
        .map(c -> c.type())
        .filter(t -> t.name().equals("shi"))
        .findFirst()
        .orElseThrow();
  }

  /** It costs what the shipped one costs whose text it has, and the run's folder has a copy. */
  @Test
  void aRunKeepsIt() throws IOException {
    Path file = topology("own", "mine", "koy_os");
    Scar scar = new Scar(HOME);
    ChipletPackage own = scar.inputs().topology(file.toString());
    Scenario scenario = scar.inputs().scenario("motivational");
    Layer layer = scenario.models().get(0).model().layer(0);
    ChipletType type = shi(own);
    ChipletType same =
        new ChipletType(
            "same",
            "koy_os",
            type.pes(),
            type.l2Bytes(),
            type.clockHz(),
            type.nocElementsPerCycle(),
            type.nocHopLatencyCycles(),
            type.offChipElementsPerCycle(),
            type.energy());
    assertThat(scar.inputs().costs().cost(layer, type))
        .isEqualTo(MaestroCostModel.shipped().cost(layer, same));
    assertThat(scar.inputs().hashes()).containsKey("dataflowSha256:mine");

    Schedule found = scar.schedule(scenario, own, SearchOptions.PAPER).best().plan().schedule();
    RunReport here = scar.replay(found, RunOptions.DEFAULT);
    Path schedule = folder.resolve("own/found.json");
    try (var out = Files.newOutputStream(schedule)) {
      ScheduleWriter.write(found, "motivational", "own", out);
    }
    new Scar(HOME).writeRun(schedule, RunOptions.DEFAULT, folder.resolve("run"));
    assertThat(folder.resolve("run/inputs/topology/mine.m"))
        .hasSameTextualContentAs(SHIPPED.resolve("koy_os.m"));
    Scar elsewhere = new Scar(HOME);
    Files.delete(folder.resolve("own/mine.m"));
    Schedule copy = elsewhere.schedule(folder.resolve("run/schedule.json"));
    assertThat(elsewhere.replay(copy, RunOptions.DEFAULT).simulatedPs())
        .isEqualTo(here.simulatedPs());
  }

  @Test
  void twoOfOneNameAreRefused() throws IOException {
    Inputs inputs = new Inputs(HOME);
    inputs.topology(topology("one", "mine", "koy_os").toString());
    String other = topology("other", "mine", "kcp_ws").toString();
    assertThatThrownBy(() -> inputs.topology(other))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("other/mine.m")
        .hasMessageContaining("packages call both mine");
  }

  @Test
  void oneThatIsNotThereIsRefusedWhereItIsNamed() throws IOException {
    Path file = topology("own", "mine", "koy_os");
    Files.delete(folder.resolve("own/mine.m"));
    assertThatThrownBy(() -> new Inputs(HOME).topology(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has no known dataflow \"mine\"");
    Files.writeString(folder.resolve("own/mine.m"), "Dataflow {\n nonsense\n}\n");
    assertThatThrownBy(() -> new Inputs(HOME).topology(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("own/mine.m");
  }
}
