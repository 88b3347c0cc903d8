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
   * 384 x 1024 x 1024 + 384 x 4096 x 1024 + 8 x 3 x 9 x 8 x 8; then outputs of 54 x 54, 27 x 27 and
   * 13 x 13.
   */
  @Test
  void totalsOfListingsAreThoseWorkedOutByHand() {
    assertThat(macs("constants.m")).isEqualTo(402_653_184L + 1_610_612_736L + 13_824L);
    assertThat(macs("alexnet.csv")).isEqualTo(101_616_768L + 447_897_600L + 149_520_384L);
    assertThat(macs("products.csv")).isEqualTo(128L * 3072 * 1024 + 128L * 1024 * 1024);
  }

  private static long macs(String sample) {
    InputFile file = InputFile.of(SAMPLES.resolve(sample));
    return ModelImporters.read(file, ImportOptions.NONE).get(0).model().macs();
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
    Files.writeString(file, "a,b\n1,2\n");
    assertThatThrownBy(() -> ModelImporters.read(InputFile.of(file), ImportOptions.NONE))
        .hasMessageContaining("line 1 has not the columns of a SCALE-Sim topology");
  }
}
