package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code scar cost}: tables of layers, corrections, calibration. */
class CostCommandTest extends CommandTest {
  @Test
  void tablesOfLayersAreEvaluated() throws IOException {
    Path table = folder.resolve("layers.csv");
    String row = "m,conv1,CONV,1,64,3,7,7,230,230,2,2,1";
    Files.writeString(
        table, "model,layer,type,N,K,C,R,S,Y,X,strideY,strideX,groups_or_depthwise\n" + row + "\n");
    String[] settings = {
      "cost",
      "--layers",
      table.toString(),
      "--format",
      "csv",
      "--dataflow",
      "kcp_ws",
      "--pes",
      "4096",
      "--noc-bandwidth",
      "32",
      "--noc-latency",
      "1",
      "--offchip-bandwidth",
      "1000000000"
    };
    assertThat(scar(settings)).as(err.toString()).isZero();
    assertThat(out.toString()).contains(row + ",kcp_ws,4096,32,1,1000000000,740395,118013952,");
    assertThat(scar("cost", "--layers", table.toString(), "--dataflow", "kcp_w")).isEqualTo(2);
  }

  @Test
  void theCalibrationPageIsWhatTheCommandPrints() throws IOException {
    assertThat(scar("cost", "--calibration")).isZero();
    Path page = Path.of("src/site/markdown/calibration.md");
    String text = Files.readString(page);
    int from = text.indexOf("<!-- calibration: begin -->\n") + 28;
    int to = text.indexOf("<!-- calibration: end -->");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(page, text.substring(0, from) + out + text.substring(to));
    } else {
      assertThat(text.substring(from, to)).isEqualTo(out.toString());
    }
  }

  @Test
  void correctionsAreCompared() {
    assertThat(scar("cost", "sc6", "--model", "hrvit", "--compare")).isZero();
    assertThat(out.toString()).contains("last_unit", "layers on types change");
  }
}
