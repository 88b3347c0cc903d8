package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code scar workload}: listings of others. */
class WorkloadCommandTest extends CommandTest {
  @Test
  void listingsOfMaestroBecomeWorkloadsThatRun() throws IOException {
    Path listing = folder.resolve("nets.m");
    Files.writeString(
        listing,
        """
        Network one {
          FPS: 3
          Layer CONV1 { Type: CONV Stride { X: 2, Y: 2 } Dimensions { K: 16, C: 3, R: 7, S: 7, Y: 30, X: 30 } }
          Layer DW { Type: DSCONV Dimensions { K: 1, C: 16, R: 3, S: 3, Y: 12, X: 12 } }
        }
        Network two {
          Layer FC { Type: GEMM Dimensions { M: 1, N: 10, K: 64 } }
        }
        """);
    Path target = folder.resolve("mine");
    assertThat(scar("workload", "import", listing.toString(), "--out", target.toString()))
        .as(err.toString())
        .isZero();
    String scenario = target.resolve("nets.json").toString();
    assertThat(scar("workload", scenario)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("one", "two");
    assertThat(scar("run", scenario, "--quiet", "--out", folder.resolve("r").toString()))
        .as(err.toString())
        .isZero();
    Files.writeString(listing, "Network one { Layer A { Type: CONVV } }");
    assertThat(
            scar("workload", "import", listing.toString(), "--out", folder.resolve("n").toString()))
        .isEqualTo(2);
    assertThat(folder.resolve("n")).doesNotExist();
  }

  @Test
  void networksOfOnnxBecomeModelsThatSayWhatIsApproximate() {
    Path target = folder.resolve("onnx");
    String file = "src/test/resources/import/sample.onnx";
    String[] command = {"workload", "import", file, "--out", target.toString()};
    assertThat(scar(command)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("sample", "3 layers, batch 1");
    String model = target.resolve("sample.json").toString();
    assertThat(scar("workload", "--model", target.resolve("sample-2.json").toString()))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .contains("1 dilated layers", "sizes of neighbouring layers are not compared");
    assertThat(scar("workload", model)).as(err.toString()).isZero();
    assertThat(scar("workload", "import", file, "--out", target.toString(), "--dim", "n=0"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--dim n (0) is not a size");
  }
}
