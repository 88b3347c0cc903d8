package dev.scar.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.workload.MaestroNetworkReader.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaestroNetworkReaderTest {
  private static List<Network> read(String text) {
    return new MaestroNetworkReader().parse("nets.m", text);
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
    List<Network> networks = read(TWO);
    assertThat(networks).hasSize(2);
    Network seg = networks.get(0);
    assertThat(seg.model().name()).isEqualTo("seg");
    assertThat(seg.framesPerSecond()).isEqualTo(60);
    assertThat(seg.probability()).isEqualTo(1);
    assertThat(seg.dependencies()).isEmpty();
    assertThat(seg.notes()).containsExactly("a further layer conv1 is called conv1_2");
    Network gaze = networks.get(1);
    assertThat(gaze.framesPerSecond()).isEqualTo(30);
    assertThat(gaze.probability()).isEqualTo(0.25);
    assertThat(gaze.dependencies()).containsExactly("seg");
    assertThat(gaze.notes())
        .containsExactly(
            "layer small: the kernel 5x5 is larger than its map; padded by 1 rows and 0 columns");
  }

  @Test
  void layersAreAChainWithTheShapesAsPrinted() {
    List<Network> networks = read(TWO);
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
    assertThat(new MaestroNetworkReader().read(InputFile.of(file)))
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
          Network a { Layer b { Type: POOL Dimensions { K: 1 } } } | line 1 (POOL) is not a type that can be imported; there are CONV, TRCONV, DSCONV, NGCONV and GEMM
          Network a { Layer b { Dimensions { K: 1 } } } | line 1 (b) has no Type
          Network a { Layer b { Type: CONV Dimensions { K: 1 } } } | line 1 (b) has no dimension C
          Network a { Layer b { Type: CONV Dimensions { K: x } } } | line 1 (x) is not a whole number
          Network a { Layer b { Type: CONV Dimensions { K: 0 } } } | line 1 (0) is outside 1 to 2147483648
          Network a { Layer b { Type: CONV Dimensions { Q: 1 } } } | line 1 (Q) is not a dimension
          Network a { Layer b { Type: CONV Dimensions { K: 1, K: 2 } } } | line 1 (}) follows dimension K, which is given twice
          Network a { Probability: 2 } | line 1 (2) is not a probability
          Network a { Layer b { Type: CONV | line 1 (the end) does not belong in a layer
          Network a { Layer b { Dataflow { x | line 1 (the end) stands inside a Dataflow block that is not closed
          Network a { Layer b { Type: CONV Dimensions { K: 2147483648 C: 2147483648 R: 1 S: 1 Y: 2147483648 X: 1 } } } | line 1 (b) has sizes beyond 2^63
          """)
  void whatDoesNotBelongIsToldWithItsLine(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InputException.class)
        .message()
        .startsWith("nets.m: " + message + ".");
  }

  @Test
  void linesAreCounted() {
    assertThatThrownBy(() -> read("// one\nNetwork a {\r\n\nFPS: fast }"))
        .hasMessageStartingWith("nets.m: line 4 (fast) is not a whole number.");
  }
}
