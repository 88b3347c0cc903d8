package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code scar workload}: listings of others. */
class WorkloadCommandTest extends CommandTest {
  /** 2 · 3 · 5 = 30 MACs are no 0.000 GMAC. */
  @Test
  void smallCountsAreShown() throws IOException {
    Path model = folder.resolve("m.json");
    Files.writeString(
        model,
        """
        {"format": "scar-model-1", "name": "m",
         "layers": [{"name": "fc", "op": "GEMM", "M": 2, "N": 3, "K": 5, "inputs": []}]}
        """);
    Path scenario = folder.resolve("s.json");
    Files.writeString(
        scenario,
        """
        {"format": "scar-scenario-1", "name": "s", "topology": "motivational-2x2",
         "models": [{"model": "m", "batch": 1}]}
        """);
    assertThat(scar("workload", scenario.toString())).as(err.toString()).isZero();
    assertThat(out.toString()).contains(" 3.00e-08 ").doesNotContain(" 0.000 ");
    assertThat(scar("cost", scenario.toString())).as(err.toString()).isZero();
    assertThat(out.toString()).contains(" 3.00e-05 ").doesNotContain(" 0.00 ");
  }

  /** What a scenario does not tell leaves no empty brackets. */
  @Test
  void aScenarioIsIntroducedByWhatItTells() throws IOException {
    String named =
        """
        {"format": "scar-scenario-1", "name": "two", "topology": "motivational-2x2",
         "models": [{"model": "motivational_gpt", "batch": 1}]}
        """;
    Path file = folder.resolve("two.json");
    Files.writeString(file, named);
    assertThat(scar("workload", file.toString())).as(err.toString()).isZero();
    assertThat(out.toString()).startsWith("  two; default package motivational-2x2\n");
    Files.writeString(file, named.replace("\"topology\"", "\"title\": \"Two\", \"topology\""));
    assertThat(scar("workload", file.toString())).as(err.toString()).isZero();
    assertThat(out.toString()).startsWith("  two: Two; default package motivational-2x2\n");
  }

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

  @Test
  void whatALayerDoesNotFollowExactlyIsSaid() throws IOException {
    Path model = folder.resolve("lstm.json");
    Files.writeString(
        model,
        """
        {"format": "scar-model-1", "name": "lstm", "layers": [
          {"name": "input", "op": "GEMM", "M": 5, "N": 24, "K": 8},
          {"name": "steps", "op": "GEMM", "M": 5, "N": 24, "K": 6, "recurrent": true, "outputs": 30, "inputs": []},
          {"name": "fc", "op": "GEMM", "M": 1, "N": 3, "K": 6, "reads": {"steps": 6}}]}
        """);
    assertThat(scar("workload", "--model", model.toString())).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("approximate: 1 recurrent layers")
        .contains("approximate: 1 layers whose products become fewer elements")
        .contains("approximate: 1 layers that read parts of tensors")
        .doesNotContain("dilated");
  }

  @Test
  void transformersAreGeneratedAndRun() {
    Path target = folder.resolve("t");
    String[] command = {
      "workload",
      "generate",
      "mixtral-8x7b",
      "--layers",
      "2",
      "--hidden",
      "256",
      "--feed-forward",
      "64",
      "--kv-heads",
      "4",
      "--vocabulary",
      "0",
      "--context",
      "15",
      "--batch",
      "4",
      "--out",
      target.toString()
    };
    assertThat(scar(command)).as(err.toString()).isZero();
    // Queries and output 2·256·256, keys and values 2·256·32 a block;
    // 8 experts of 3·256·64, 256·8 to choose, 2·256 of norms; one norm at the end.
    assertThat(out.toString())
        .contains("parameters: %,d; %,d of a token".formatted(2 * 543232 + 256, 2 * 248320 + 256))
        .contains("MACs of a sample: 1,982,464 with weights, 65,536 of attention; a token: 512,000")
        .contains("keys and values of a sample: 7.68 kB read, 512 B written")
        .contains("experts touched: 5.47 of 8");
    String scenario = target.resolve("mixtral-8x7b-s1-c15-b4.json").toString();
    assertThat(scar("run", scenario, "--effort", "1", "--no-report", "--out", folder + "/r"))
        .as(err.toString())
        .isZero();
    command[2] = "mixtral";
    assertThat(scar(command)).isEqualTo(2);
    assertThat(err.toString()).contains("'mixtral' is none of transformer, gpt-2");
    assertThat(scar("workload", "generate", "transformer", "--out", target.toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("needs --layers, --hidden, --heads and --feed-forward");
  }

  /**
   * Twelve heads of 8 elements on 9 wide vectors: queries, keys and values 3·(9·96 + 96), output
   * 96·9 + 9, feed-forward 9·4 + 4 + 4·9 + 9, two norms of 18, and one at the end.
   */
  @Test
  void headsNeedNotShareTheWidth() {
    String[] command =
        ("workload generate transformer --layers 1 --hidden 9 --heads 12 --feed-forward 4 --out "
                + folder.resolve("t"))
            .split(" ");
    assertThat(scar(command)).isEqualTo(2);
    assertThat(err.toString()).contains("head-size (0) must be 1 to");
    assertThat(scar((String.join(" ", command) + " --head-size 8").split(" ")))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("parameters: 3,892");
  }
}
