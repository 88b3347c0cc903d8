package dev.scar.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Listings: what can be pasted, and what is refused with which words. */
class DataflowParserTest {
  private static final MaestroLayer LAYER =
      MaestroLayer.convolution(LayerType.CONV, 1, 1, 64, 64, 3, 3, 56, 56, 1, 1);
  private static final CostHardware HARDWARE = new CostHardware(4096, 32, 1, 1_000_000_000);

  private static LayerAnalysis evaluate(Dataflow dataflow) {
    return MaestroEvaluator.evaluate(dataflow, LAYER, HARDWARE);
  }

  @Test
  void listingsOfTheOriginalCanBePasted() {
    Dataflow pasted =
        Dataflow.parse(
            "pasted",
            """
            /* from a model
               file */
            \t\tDataflow {
            \t\t\tSpatialMap(1, 1) K;
            \t\t\tTemporalMap(64,64) C; // a comment
            \t\t\tTemporalMap(Sz(R),Sz(R)) R;  TemporalMap(Sz(S), Sz(S)) S;
            \t\t\tTemporalMap(Sz(R),1) Y;
            \t\t\tTemporalMap(Sz(S),1) X;\r
            \t\t\tCluster(64, P);
            \t\t\tSpatialMap(1,1) C;
            \t\t\tTemporalMap(Sz(R),1) Y; TemporalMap(Sz(S),1) X;
            \t\t\tTemporalMap(Sz(R),Sz(R)) R; TemporalMap(Sz(S),Sz(S)) S;
            \t\t}
            """);
    assertThat(evaluate(pasted)).isEqualTo(evaluate(Dataflows.shipped().get("kcp_ws")));
    assertThat(evaluate(pasted).cycles()).isEqualTo(132_390);
  }

  @Test
  void outputAxesAreInputTilesOfTheFilterAndOneLess() {
    String inputCentric =
        "TemporalMap(1,1) K; TemporalMap(1,1) C; SpatialMap(3,1) Y; TemporalMap(10,8) X;"
            + "TemporalMap(3,3) R; TemporalMap(3,3) S; Cluster(8); SpatialMap(3,1) X;";
    String outputCentric =
        "TemporalMap(1,1) K; TemporalMap(1,1) C; SpatialMap(1,1) Y'; TemporalMap(8,8) X\u2032;"
            + "TemporalMap(Sz(R),Sz(R)) R; TemporalMap(S,S) S; Cluster(2*(10-6)); SpatialMap(S,1) X";
    assertThat(evaluate(Dataflow.parse("a", outputCentric)))
        .isEqualTo(evaluate(Dataflow.parse("b", inputCentric)));
  }

  @Test
  void aBlockForATypeWinsOverTheGeneralOne() {
    Dataflow dataflow =
        Dataflow.parse(
            "two",
            """
            CONV, TRCONV { TemporalMap(1,1) K; SpatialMap(1,1) C }
            Dataflow { SpatialMap(1,1) C }
            """);
    assertThat(dataflow.listing(LayerType.TRCONV).groups().get(0).directives()).hasSize(2);
    assertThat(dataflow.listing(LayerType.DSCONV).groups().get(0).directives()).hasSize(1);
    Dataflow convOnly = Dataflow.parse("conv", "CONV { SpatialMap(1,1) C }");
    assertThat(convOnly.listing(LayerType.TRCONV)).isEqualTo(convOnly.listing(LayerType.CONV));
    assertThatThrownBy(() -> convOnly.listing(LayerType.NGCONV))
        .isInstanceOf(CostException.class)
        .hasMessage("dataflow conv has no listing for NGCONV layers");
  }

  @Test
  void filesAreNamedByTheirNames(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(folder.resolve("mine.m"), "TemporalMap(1,1) K;\nSpatialMap(1,1) Q;");
    assertThatThrownBy(() -> Dataflow.read(InputFile.of(file)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": line 2 (Q) is not a dimension here.");
    Files.writeString(file, "TemporalMap(1,1) K;\nSpatialMap(1,1) C;");
    Dataflows dataflows = Dataflows.shipped().withFolder(folder);
    assertThat(dataflows.names()).contains("mine", "kcp_ws");
    assertThat(evaluate(dataflows.get("mine")).cycles()).isPositive();
    assertThat(Dataflows.shipped().withFolder(folder.resolve("none")).names())
        .isEqualTo(Dataflows.shipped().names());
    assertThatThrownBy(() -> dataflows.get("kcp"))
        .isInstanceOf(CostException.class)
        .hasMessageStartingWith("(kcp) is not a dataflow");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          SpatialMap(1,1) K SpatialMap | line 1 (SpatialMap) stands where ";" is expected.
          SpatialMap(1 1) K | line 1 (1) stands where "," is expected.
          SpatialMap(1,1) | line 1 (the end) is not a dimension here.
          SpatialMap(1,x) K | line 1 (x) is not a dimension here.
          SpatialMap(1,1) K' | line 1 (K') is not a dimension here.
          Spatial(1,1) K | line 1 (Spatial) is not a directive.
          SpatialMap(1,1) $ | line 1 ($) does not belong in a listing.
          SpatialMap(1,9999999999999999999) K | line 1 (9999999999999999999) is not below 2^63.
          TemporalMap(1,1) K | line 1 (0 SpatialMap) in this level; the model evaluates levels with exactly one.
          SpatialMap(1,1) Y; SpatialMap(1,1) R | line 1 (2 SpatialMap) in this level; the model evaluates levels with exactly one.
          SpatialMap(1,1) K; TemporalMap(2,2) K | line 1 (TemporalMap(2,2) K) maps a dimension that this level maps already.
          SpatialMap(1,1) Y' | line 1 (SpatialMap(1,1) Y') needs a map of R in the same level.
          SpatialMap(1,1) K; Cluster(4,L); SpatialMap(1,1) C | line 1 (L) stands where "P" is expected.
          SpatialMap(1,1) K; Cluster(4,P) | line 1 (0 SpatialMap) in this level; the model evaluates levels with exactly one.
          CONV { SpatialMap(1,1) K | line 1 (the end) stands where ";" is expected.
          CONV { SpatialMap(1,1) K } CONV { SpatialMap(1,1) C } | line 1 (CONV) has a block before this one.
          Dataflow POOL { SpatialMap(1,1) K } | line 1 (POOL) is not a layer type.
          Dataflow { SpatialMap(1,1) K } x | line 1 (x) stands where a block is expected.
          """)
  void malformedListingsAreRefused(String listing, String message) {
    assertThatThrownBy(() -> Dataflow.parse("mine", listing))
        .isInstanceOf(InputException.class)
        .message()
        .startsWith("mine: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SpatialMap(1,1) K; TemporalMap(1,1) R | TemporalMap(1,1) R must cover R = 3 whole
          SpatialMap(1,1) R; TemporalMap(1,1) Y | SpatialMap(1,1) R must cover R = 3 whole
          SpatialMap(1,1) M | SpatialMap(1,1) M: CONV layers have no dimension M
          SpatialMap(R-3,1) K | SpatialMap(R-3,1) K: the size is 0, outside 1 to 2147483647
          SpatialMap(1,2-S) K | SpatialMap(1,2-S) K: the offset is -1, outside 1 to 2147483647
          SpatialMap(1,1) K; Cluster(8192); SpatialMap(1,1) C | 4096 processing elements are fewer than a cluster of 8192
          SpatialMap(1,1) K; Cluster(R-3); SpatialMap(1,1) C | the size of a cluster is 0, outside 1 to 2147483647
          """)
  void listingsThatDoNotFitALayerAreRefusedWithTheReason(String listing, String message) {
    Dataflow dataflow = Dataflow.parse("mine", listing);
    assertThatThrownBy(() -> evaluate(dataflow))
        .isInstanceOf(CostException.class)
        .hasMessageStartingWith("dataflow mine: " + message);
  }

  @Test
  void nestingIsBounded() {
    String deep = "SpatialMap(" + "(".repeat(5000) + "1" + ")".repeat(5000) + ",1) K";
    assertThatThrownBy(() -> Dataflow.parse("deep", deep))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is nested too deeply");
    String levels = "SpatialMap(1,1) K;" + "Cluster(1); SpatialMap(1,1) K;".repeat(8);
    assertThatThrownBy(() -> Dataflow.parse("levels", levels))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("more than 8 levels");
  }
}
