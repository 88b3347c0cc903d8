package dev.scar.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.workload.onnx.ImportOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every importer promises; each has a listing in the folder of samples. */
class ModelImportersContractTest {
  private static final Path SAMPLES = Path.of("src/test/resources/import");

  @TempDir Path folder;

  static List<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return files.sorted().toList();
    }
  }

  @Test
  void everyImporterHasASampleThatItAloneAccepts() throws IOException {
    Set<String> used = new HashSet<>();
    for (Path sample : samples()) {
      List<String> accepting =
          ModelImporters.ALL.stream()
              .filter(importer -> importer.accepts(InputFile.of(sample)))
              .map(ModelImporter::name)
              .toList();
      assertThat(accepting).as(sample.toString()).hasSize(1);
      used.addAll(accepting);
    }
    assertThat(used).hasSameSizeAs(ModelImporters.ALL);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatIsImportedIsReadBackToTheSameLayers(Path sample) throws IOException {
    List<ImportedModel> models = ModelImporters.read(InputFile.of(sample), ImportOptions.NONE);
    for (ImportedModel imported : models) {
      Path file = folder.resolve(imported.model().name() + ".json");
      try (OutputStream out = Files.newOutputStream(file)) {
        ModelWriter.write(imported, imported.model().name(), "test", out);
      }
      ModelFile read = new ModelReader().read(InputFile.of(file));
      assertThat(read.corrected().layers()).isEqualTo(imported.model().layers());
      assertThat(read.bitsPerElement()).isEqualTo(imported.bitsPerElement());
      assertThat(read.notes()).isEqualTo(imported.notes());
    }
  }

  @Test
  void anUnknownListingIsToldWhatIsKnown() {
    assertThatThrownBy(
            () -> ModelImporters.read(InputFile.of(folder.resolve("net.h5")), ImportOptions.NONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("net.h5: is no listing that can be imported.")
        .hasMessageContaining("SCALE-Sim");
  }

  /**
   * Products M·N·K, convolutions K·C·R·S·Y'·X', of a group C of a group:
   *
   * <ul>
   *   <li>attention.m: patches 768·3·16·16·8·16, 12 heads twice 128·128·64, head 768·10.
   *   <li>eyes.m, Eyes: 16·9·50·50, depthwise 16·9·48·48, four groups 32·4·48·48 (C of a group);
   *       Gaze: each of 12·12 inputs meets 32·4·2·2 weights, and a sum of 4·24·24.
   *   <li>nets.m, first: 8·3·9·31·31, 4·8·25 for each of 31·31 inputs; second: 128·64·16·16, 32
   *       groups of 4 from 4 with 9 taps on 14·14, depthwise 128·9·12·12, a sum 128·12·12, 10·486.
   *   <li>hands.m: 32·3·9·112·112, depthwise 32·9·112·112, 64·32·112·112; 63·1024, 21·3·64.
   *   <li>g.m: 128·64·16·16 and the same groups. constants.m: 384·1024·1024, 384·4096·1024,
   *       8·3·9·8·8.
   *   <li>alexnet.csv: 96·3·121·54·54, 256·96·25·27·27, 384·256·9·13·13. products.csv: as written.
   *   <li>strided.csv: ⌊90/2⌋+1 = 46 rows, ⌊30/5⌋+1 = 7 columns, 32·110; 44 x 4 of 64·32·3;
   *       29·64·44·4.
   * </ul>
   */
  @Test
  void totalsOfListingsAreThoseWorkedOutByHand() {
    assertThat(macs("attention.m")).containsExactly(75_497_472L + 2 * 12_582_912L + 7680);
    assertThat(macs("eyes.m")).containsExactly(360_000L + 331_776 + 294_912, 73_728L + 2304);
    assertThat(macs("nets.m"))
        .containsExactly(207_576L + 768_800, 2_097_152L + 903_168 + 165_888 + 18_432 + 4860);
    assertThat(macs("hands.m"))
        .containsExactly(10_838_016L + 3_612_672 + 25_690_112, 64_512L + 4032);
    assertThat(macs("g.m")).containsExactly(2_097_152L + 903_168);
    assertThat(macs("constants.m")).containsExactly(402_653_184L + 1_610_612_736L + 13_824L);
    assertThat(macs("alexnet.csv")).containsExactly(101_616_768L + 447_897_600L + 149_520_384L);
    assertThat(macs("products.csv")).containsExactly(128L * 3072 * 1024 + 128L * 1024 * 1024);
    assertThat(macs("strided.csv")).containsExactly(1_133_440L + 1_081_344 + 326_656);
  }

  private static List<Long> macs(String sample) {
    return read(sample).stream().map(imported -> imported.model().macs()).toList();
  }

  private static List<ImportedModel> read(String sample) {
    return ModelImporters.read(InputFile.of(SAMPLES.resolve(sample)), ImportOptions.NONE);
  }

  /** N = 2 of all layers and 60 frames a second are 120 samples; BMM lacks keys and values. */
  @Test
  void whatListingsSayBesideShapesIsKeptOrTold() {
    List<ImportedModel> eyes = read("eyes.m");
    assertThat(eyes).extracting(ImportedModel::batch).containsExactly(120, 30);
    assertThat(eyes.get(1).dependencies()).containsExactly("Eyes");
    assertThat(eyes.get(1).probability()).isEqualTo(0.2);
    assertThat(eyes.get(0).notes()).contains("N = 2 of all layers is in the scenario's batch");
    assertThat(read("hands.m")).extracting(ImportedModel::batch).containsExactly(45, 45);
    assertThat(read("alexnet.csv").get(0).notes())
        .containsExactly(
            "layer Conv1: the kernel's last step does not fit its map and is left out; SCALE-Sim counts it");
    ImportedModel attention = read("attention.m").get(0);
    assertThat(attention.model().layer(1).shape())
        .isEqualTo(LayerShape.product(LayerKind.MATMUL, 128, 128, 64, 12));
    assertThat(attention.model().layer(1).namedInputs())
        .containsExactly(NamedInput.rest(2 * 12 * 128 * 64 - 768 * 128));
    assertThat(attention.notes())
        .contains("layers QK, AV: what the layer before it lacks of its operands is loaded");
    ImportedModel strided = read("strided.csv").get(0);
    assertThat(strided.batch()).isEqualTo(4);
    assertThat(strided.notes()).contains("column \"Sparsity\" is dropped");
    assertThat(strided.model().layers()).extracting(Layer::name).contains("FC--last");
  }

  /** What belongs to ONNX files is refused of others, not left out silently. */
  @Test
  void optionsOfOnnxFilesAreRefusedOfListings() {
    InputFile file = InputFile.of(SAMPLES.resolve("nets.m"));
    ImportOptions options = new ImportOptions(Map.of("batch", 2L), Map.of(), Set.of());
    assertThatThrownBy(() -> ModelImporters.read(file, options))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--dim, --shape and --data-inputs are for ONNX files");
  }

  @Test
  void convolutionsAndProductsOfScaleSim() {
    Model net =
        ModelImporters.read(InputFile.of(SAMPLES.resolve("scale.csv")), ImportOptions.NONE)
            .get(0)
            .model();
    assertThat(net.name()).isEqualTo("scale");
    assertThat(net.layer(0).macs()).isEqualTo(64L * 3 * 49 * 112 * 112);
    assertThat(net.layer(2).shape())
        .isEqualTo(new LayerShape(LayerKind.CONV, 1000, 2048, 3, 1, 1, 1, 1, 1, 1, 0, 1, 1));
    assertThat(net.layer(2).producers()).containsExactly(1);
    Model products =
        ModelImporters.read(InputFile.of(SAMPLES.resolve("products.csv")), ImportOptions.NONE)
            .get(0)
            .model();
    assertThat(products.layer(0).shape())
        .isEqualTo(LayerShape.product(LayerKind.GEMM, 128, 3072, 1024, 1));
  }

  @Test
  void badTablesAreToldWithTheirLines() throws IOException {
    Path file = folder.resolve("bad.csv");
    Files.writeString(file, "Layer, M, N, K,\na, 1, 2, x,\nb, 0, 1, 1,\n");
    assertThatThrownBy(() -> ModelImporters.read(InputFile.of(file), ImportOptions.NONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("line 2, K (x) is not a whole number")
        .hasMessageContaining("line 3, M (0) is outside 1 to 2147483647");
    Files.writeString(file, "Layer,M,N,K,Batch,Notes\na,1,2,3,4,x\nb,1,1,1,5,\n");
    assertThatThrownBy(() -> ModelImporters.read(InputFile.of(file), ImportOptions.NONE))
        .hasMessageContaining("line 3, Batch (5) differs from 4");
    Files.writeString(file, "a,b\n1,2\n");
    assertThatThrownBy(() -> ModelImporters.read(InputFile.of(file), ImportOptions.NONE))
        .hasMessageContaining("line 1 has not the columns of a SCALE-Sim topology");
  }
}
