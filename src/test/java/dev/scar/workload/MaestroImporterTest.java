package dev.scar.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaestroImporterTest {
  private static List<ImportedModel> read(String text) {
    return MaestroImporter.parse("nets.m", text);
  }

  private static final String TWO =
      """
      // eye tracking
      Network seg {
      FPS: 60
      Layer conv1 {
        Type: CONV
        Dimensions: { N: 1, K: 32, C: 3, Y: 160, X: 100, R: 3, S: 3 }
      }
      Layer conv1 { Type: DSCONV Stride { X: 2, Y: 2 } Dimensions { K: 1, C: 32, R: 3, S: 3, Y: 158, X: 98 } }
      }
      Network gaze {
      Dependency: {
        seg
      }
      Probability: 0.25
      FPS: 30
      Layer up { Type: TRCONV Dimensions { K: 8, C: 32, R: 2, S: 2, Y: 10, X: 12 }
        Dataflow { TemporalMap(Sz(R),Sz(R)) R; Cluster(8, P); SpatialMap(1,1) Y'; }
      }
      Layer add { Type: DSCONV Dimensions { K: 1, C: 8, R: 1, S: 1, Y: 20, X: 24 } }
      Layer grouped { Type: NGCONV Dimensions { G: 4, K: 2, C: 2, R: 3, S: 3, Y: 20, X: 24 } }
      Layer small { Type: CONV Dimensions { K: 9, C: 8, R: 5, S: 5, Y: 3, X: 18 } }
      Layer fc { Type: GEMM Dimensions { M: 1, N: 10, K: 486 } }
      }
      """;

  @Test
  void networksWithTheirExtensions() {
    List<ImportedModel> networks = read(TWO);
    assertThat(networks).hasSize(2);
    ImportedModel seg = networks.get(0);
    assertThat(seg.model().name()).isEqualTo("seg");
    assertThat(seg.batch()).isEqualTo(60);
    assertThat(seg.probability()).isEqualTo(1);
    assertThat(seg.dependencies()).isEmpty();
    assertThat(seg.notes())
        .containsExactly(
            "layer conv1_2: is called so, since its name is taken or not one that files may have");
    ImportedModel gaze = networks.get(1);
    assertThat(gaze.batch()).isEqualTo(30);
    assertThat(gaze.probability()).isEqualTo(0.25);
    assertThat(gaze.dependencies()).containsExactly("seg");
    assertThat(gaze.notes())
        .containsExactly(
            "layer small: the kernel 5x5 is larger than its map; padded by 1 rows and 0 columns");
  }

  @Test
  void layersAreAChainWithTheShapesAsPrinted() {
    List<ImportedModel> networks = read(TWO);
    Model seg = networks.get(0).model();
    assertThat(seg.layer(0).shape())
        .isEqualTo(new LayerShape(LayerKind.CONV, 32, 3, 3, 3, 160, 100, 1, 1, 0, 0, 1, 1));
    assertThat(seg.layer(0).modelInputElements()).isEqualTo(3L * 160 * 100);
    assertThat(seg.layer(1).shape())
        .isEqualTo(new LayerShape(LayerKind.DEPTHWISE, 32, 32, 3, 3, 158, 98, 2, 2, 0, 0, 32, 1));
    assertThat(seg.layer(1).producers()).containsExactly(0);
    Model gaze = networks.get(1).model();
    assertThat(gaze.layers())
        .extracting(l -> l.shape().kind())
        .containsExactly(
            LayerKind.TRANSPOSED, LayerKind.ADD, LayerKind.GROUPED, LayerKind.CONV, LayerKind.GEMM);
    assertThat(gaze.layer(0).outputElements()).isEqualTo(8L * 20 * 24);
    assertThat(gaze.layer(1).weightElements()).isZero();
    assertThat(gaze.layer(2).shape().k()).isEqualTo(8);
    assertThat(gaze.layer(2).macs()).isEqualTo(8L * 2 * 9 * 18 * 22);
    assertThat(gaze.layer(3).shape().outputY()).isEqualTo(1);
    assertThat(gaze.layer(4).macs()).isEqualTo(4860);
  }

  @Test
  void aFileIsReadAsAWhole(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("two.m"), TWO);
    assertThat(new MaestroImporter().read(InputFile.of(file)))
        .extracting(n -> n.model().layers().size())
        .containsExactly(2, 5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Network a { } | line 1 (the end) follows a network without layers
          Layer a { } | line 1 (Layer) stands where "Network" is expected
          Network a { Layer b { Type: POOL Dimensions { K: 1 } } } | line 1 (POOL) is not a type that can be imported; there are CONV, FC, TRCONV, DSCONV, NGCONV, GEMM and BMM
          Network a { Layer b { Dimensions { K: 1 } } } | line 1 (b) has no Type
          Network a { Layer b { Type: CONV Dimensions { K: 1 } } } | line 1 (b) has no dimension C
          Network a { Layer b { Type: CONV Dimensions { K: x } } } | line 1 (x) is not a whole number
          Network a { Layer b { Type: CONV Dimensions { K: 0 } } } | line 1 (0) is outside 1 to 2147483647
          Network a { Layer b { Type: CONV Dimensions { Q: 1 } } } | line 1 (Q) is not a dimension
          Network a { Layer b { Type: CONV Dimensions { K: 1, K: 2 } } } | line 1 (}) follows dimension K, which is given twice
          Network a { Probability: 2 } | line 1 (2) is not a probability
          Network a { Layer b { Type: CONV | line 1 (the end) does not belong in a layer
          Network a { Layer b { Dataflow { x | line 1 (the end) stands inside a Dataflow block that is not closed
          Network a { Layer b { Type: CONV Dimensions { K: 2147483647 C: 2147483647 R: 1 S: 1 Y: 2147483647 X: 1 } } } | line 1 (b) has sizes beyond 2^63
          """)
  void whatDoesNotBelongIsToldWithItsLine(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InputException.class)
        .message()
        .startsWith("nets.m: " + message + ".");
  }

  private static Layer only(String layers) {
    List<Layer> all = read("Network a { " + layers + " }").get(0).model().layers();
    return all.get(all.size() - 1);
  }

  @Test
  void theBatchOfAllLayersIsTheScenarios() {
    String layer =
        "Layer u { Type: CONV Dimensions { N: 16, K: 8, C: 8, R: 1, S: 1, Y: 4, X: 4 } }";
    ImportedModel one = read("Network a { " + layer + " }").get(0);
    assertThat(one.batch()).isEqualTo(16);
    assertThat(one.model().macs()).isEqualTo(1024);
    assertThat(read("Network a { FPS: 3 " + layer + layer + " }").get(0).batch()).isEqualTo(48);
    assertThatThrownBy(() -> read("Network a { FPS: 62501 " + layer + " }"))
        .hasMessageStartingWith("nets.m: line 1 (a) has 1000016 samples");
  }

  @Test
  void aBatchThatDiffersGoesIntoTheRowsOfItsLayer() {
    String other = "Layer o { Type: CONV Dimensions { K: 8, C: 8, R: 1, S: 1, Y: 4, X: 4 } }";
    Layer whole =
        only(
            other
                + "Layer f { Type: CONV Dimensions { N: 128 K: 64 C: 1 R: 1 S: 32 Y: 1 X: 32 } }");
    assertThat(whole.shape()).isEqualTo(LayerShape.product(LayerKind.GEMM, 128, 64, 32, 1));
    assertThat(whole.macs()).isEqualTo(128L * 64 * 32);
    Layer rows =
        only(other + "Layer f { Type: CONV Dimensions { N: 3 K: 64 C: 8 R: 1 S: 2 Y: 5 X: 7 } }");
    assertThat(rows.macs()).isEqualTo(3L * 64 * 8 * 2 * 5 * 6);
    assertThatThrownBy(
            () ->
                only(
                    other
                        + "Layer f { Type: CONV Dimensions { N: 3 K: 6 C: 8 R: 3 S: 3 Y: 5 X: 7 } }"))
        .hasMessageStartingWith("nets.m: line 1 (f) has N = 3 where other layers differ");
  }

  @Test
  void channelsOfGroupsAreCheckedAgainstTheirProducer() {
    String before = "Layer p { Type: CONV Dimensions { K: 128, C: 64, R: 1, S: 1, Y: 16, X: 16 } }";
    String sizes = "R: 3, S: 3, Y: 16, X: 16 } }";
    Layer total =
        only(before + "Layer g { Type: NGCONV Dimensions { G: 32, K: 4, C: 128, " + sizes);
    assertThat(total.shape().c()).isEqualTo(128);
    assertThat(total.shape().k()).isEqualTo(128);
    assertThat(total.weightElements()).isEqualTo(4608);
    assertThat(total.macs()).isEqualTo(14L * 14 * 4608);
    Layer each = only(before + "Layer g { Type: NGCONV Dimensions { G: 32, K: 4, C: 4, " + sizes);
    assertThat(each.shape()).isEqualTo(total.shape());
    ImportedModel neither =
        read("Network a { "
                + before
                + "Layer g { Type: NGCONV Dimensions { G: 32 K: 4 C: 5 "
                + sizes
                + "}")
            .get(0);
    assertThat(neither.model().layer(1).shape().c()).isEqualTo(160);
    assertThat(neither.notes()).hasSize(1);
  }

  @Test
  void constantsAndEqualRepetitionsAreRead() {
    Model model =
        read("Constant Len 128;\nConstant Heads 2;\nNetwork a { Layer u { Type: CONV Dimensions"
                + " { K: 8, N: 1, N: 1, C: Len, R: 1, S: 1, Y: Len, X: Heads } } }")
            .get(0)
            .model();
    assertThat(model.macs()).isEqualTo(262_144);
    assertThatThrownBy(() -> read("Constant Len x; Network a { }"))
        .hasMessageStartingWith("nets.m: line 1 (x) is not a whole number.");
    assertThatThrownBy(() -> read("Constant Len 3;")).hasMessageContaining("(the end)");
  }

  /** By hand: (y − 1) · stride + R − 2 · pad rows. */
  @ParameterizedTest
  @CsvSource({"2,2,0,20", "4,2,1,20", "3,3,0,30", "5,3,1,30", "4,4,0,40", "8,4,2,40", "3,1,1,10"})
  void upConvolutionsMakeTheirMapAsManyTimesLarger(int kernel, int stride, int pad, int rows) {
    LayerShape shape =
        only("Layer u { Type: TRCONV Stride { X: %2$d, Y: %2$d } Dimensions { K: 1 C: 1 R: %1$d S: %1$d Y: 10 X: 10 } }"
                .formatted(kernel, stride))
            .shape();
    assertThat(shape.rows().before()).isEqualTo(pad);
    assertThat(shape.outputY()).isEqualTo(rows);
    assertThat(shape.outputX()).isEqualTo(rows);
  }

  @Test
  void namesBecomeSuchAsFilesMayHaveAndNotesAreSummed() {
    StringBuilder layers = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      layers.append("Layer x#").append("y".repeat(200)).append(" { Type: CONV Dimensions {");
      layers.append(" K: 8 C: 8 R: 3 S: 3 Y: 1 X: 1 } }");
    }
    ImportedModel model = read("Network a#b { " + layers + " }").get(0);
    assertThat(model.model().name()).isEqualTo("a-b");
    assertThat(model.model().layers())
        .allMatch(layer -> layer.name().matches("[A-Za-z0-9][A-Za-z0-9._:/+-]{0,99}"));
    assertThat(model.notes()).hasSize(2);
    assertThat(model.notes().get(0)).contains("and 297 more");
    assertThatThrownBy(() -> read("\nNetwork é { }")).hasMessageContaining("line 2");
    assertThatThrownBy(
            () -> read("\nNetwork é { Layer u { Type: GEMM Dimensions { M: 1 N: 1 K: 1 } } }"))
        .hasMessageStartingWith("nets.m: line 2 (é) gives no name for a file.");
    String one = "Network a { Layer u { Type: GEMM Dimensions { M: 1 N: 1 K: 1 } } }\n";
    assertThat(read(one.repeat(64))).hasSize(64);
    assertThatThrownBy(() -> read(one.repeat(65)))
        .hasMessageStartingWith("nets.m: line 65 (a) is one of more than 64 networks.");
  }

  @Test
  void linesAreCounted() {
    assertThatThrownBy(() -> read("// one\nNetwork a {\r\n\nFPS: fast }"))
        .hasMessageStartingWith("nets.m: line 4 (fast) is not a whole number.");
  }
}
