package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What {@code scar cost --export} writes is what {@code --cost-db} reads. */
class CostExportTest extends CommandTest {
  @Test
  void costsGoThereAndBackUnchanged() throws IOException {
    Path table = folder.resolve("costs.csv");
    String[] asked = {"cost", "motivational", "--format", "json"};
    assertThat(scar(asked)).isZero();
    String computed = out.toString();
    assertThat(scar("cost", "motivational", "--export", table.toString())).isZero();
    assertThat(Files.readString(table)).startsWith("model,layer,chiplet_type,cycles,energy\n");
    assertThat(scar("cost", "motivational", "--format", "json", "--cost-db", table.toString()))
        .isZero();
    assertThat(figures(out.toString())).isEqualTo(figures(computed)).isNotEmpty();
    assertThat(scar("cost", "motivational", "--export", table.toString())).isEqualTo(2);
  }

  /** Without the tool's own utilisation, which a table of costs does not have. */
  private static String figures(String json) {
    return json.replaceAll("\"mappedPes\" *: *[^,\\n]*,?", "");
  }
}
