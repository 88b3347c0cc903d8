package dev.scar.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.scar.files.InputFile;
import dev.scar.files.Library;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped workload loads, and the models' totals are those of the reference. */
final class WorkloadFilesTest {
  private static final Path HOME = Path.of(System.getProperty("scar.home", "."));
  private static final Library LIBRARY = new Library(HOME);
  private static final ModelReader MODELS = new ModelReader();
  private static final ScenarioReader SCENARIOS = new ScenarioReader(LIBRARY);

  private static Stream<String> models() {
    return LIBRARY.names(Library.Shelf.MODELS).stream();
  }

  private static Stream<String> scenarios() {
    return LIBRARY.names(Library.Shelf.SCENARIOS).stream();
  }

  /** One line of the reference totals. */
  private record Totals(
      String model,
      long layers,
      long macs,
      long weights,
      long literalMacs,
      long literalWeights,
      long outputElements,
      long edges) {
    static Totals parse(String line) {
      String[] f = line.split(",");
      long[] n = Stream.of(f).skip(1).mapToLong(Long::parseLong).toArray();
      return new Totals(f[0], n[0], n[1], n[2], n[3], n[4], n[5], n[6]);
    }

    static Totals of(ModelFile file) {
      Model model = file.corrected();
      return new Totals(
          model.name(),
          model.layers().size(),
          model.macs(),
          model.weightElements(),
          file.literal().macs(),
          file.literal().weightElements(),
          model.layers().stream().mapToLong(Layer::outputElements).sum(),
          model.layers().stream().mapToLong(l -> l.producers().size()).sum());
    }
  }

  private static List<Totals> reference() throws IOException {
    try (InputStream in =
        WorkloadFilesTest.class.getResourceAsStream("/workloads/reference-totals.csv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().skip(1).map(Totals::parse).toList();
    }
  }

  private static ModelFile model(String name) {
    return MODELS.read(LIBRARY.find(Library.Shelf.MODELS, name));
  }

  @ParameterizedTest
  @MethodSource("models")
  void modelHasTheReferenceTotals(String name) throws IOException {
    Totals ours = Totals.of(model(name));
    System.out.printf(
        Locale.ROOT,
        "%-22s %4d layers %9.3f GMAC (literal %9.3f) %8.3f M weights (literal %8.3f) %4d edges%n",
        name,
        ours.layers(),
        ours.macs() / 1e9,
        ours.literalMacs() / 1e9,
        ours.weights() / 1e6,
        ours.literalWeights() / 1e6,
        ours.edges());
    assertThat(reference()).filteredOn(t -> t.model().equals(name)).containsExactly(ours);
  }

  @Test
  void everyReferenceModelShips() throws IOException {
    assertThat(models())
        .containsExactlyElementsOf(reference().stream().map(Totals::model).sorted().toList());
  }

  @ParameterizedTest
  @MethodSource("models")
  void modelIsNamedLikeItsFileAndHasOneBeginning(String name) {
    ModelFile file = model(name);
    assertThat(file.corrected().name()).isEqualTo(name);
    assertThat(file.source()).isNotBlank();
    assertThat(file.corrected().layer(0).readsModelInput()).isTrue();
    for (Layer layer : file.corrected().layers()) {
      assertThat(layer.readsModelInput() || !layer.producers().isEmpty()).as(layer.name()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void literalReadingChangesCostButNoTensorAndNoEdge(String name) {
    ModelFile file = model(name);
    for (int i = 0; i < file.corrected().layers().size(); i++) {
      Layer real = file.corrected().layer(i);
      Layer printed = file.literal().layer(i);
      assertThat(printed.name()).isEqualTo(real.name());
      assertThat(printed.outputElements()).isEqualTo(real.outputElements());
      assertThat(printed.modelInputElements()).isEqualTo(real.modelInputElements());
      assertThat(printed.producers()).isEqualTo(real.producers());
      assertThat(printed.shape().kind())
          .isNotEqualTo(
              !file.corrected().layers().equals(file.literal().layers())
                  ? LayerKind.DEPTHWISE
                  : null);
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void scenarioLoads(String name) {
    Scenario scenario = SCENARIOS.read(name);
    System.out.printf(
        Locale.ROOT,
        "%-14s %4d layers in %d models, %9.1f GMAC; %s; on %s%n",
        name,
        scenario.layerCount(),
        scenario.models().size(),
        scenario.models().stream().mapToDouble(m -> m.batch() * (double) m.model().macs()).sum()
            / 1e9,
        scenario.shapes(),
        scenario.defaultPackage());
    assertThat(scenario.name()).isEqualTo(name);
    assertThat(scenario.shapes()).isNotBlank();
    assertThat(scenario.defaultPackage()).isNotBlank();
  }

  @Test
  void paperScenariosHaveTheLayerCountsOfTheReference() {
    List<Integer> counts =
        Stream.of("sc1", "sc2", "sc3", "sc4", "sc5", "sc6", "sc7", "sc8", "sc9", "sc10")
            .map(name -> SCENARIOS.read(name).layerCount())
            .toList();
    assertThat(counts).containsExactly(180, 246, 246, 269, 387, 926, 469, 258, 321, 287);
  }

  @Test
  void scenario4IsTableThree() {
    Scenario scenario = SCENARIOS.read("sc4");
    assertThat(scenario.models())
        .extracting(ScenarioModel::id, m -> m.model().layers().size(), ScenarioModel::batch)
        .containsExactly(
            tuple("gpt-l", 120, 8),
            tuple("bert-l", 60, 24),
            tuple("u-net", 23, 1),
            tuple("resnet-50", 66, 32));
    assertThat(scenario.models().get(0).bitsPerElement()).isEqualTo(8);
  }

  @Test
  void scenarioChoosesTheReading() {
    Model literal = SCENARIOS.read("sc8").models().get(0).model();
    Model corrected = SCENARIOS.read("sc8-full").models().get(0).model();
    assertThat(literal.macs()).isEqualTo(14_349_939_808L);
    assertThat(corrected.macs()).isEqualTo(441_239_672L);
  }

  @Test
  void filesKeepOneLayerPerLine() throws IOException {
    for (String name : models().toList()) {
      InputFile file = LIBRARY.find(Library.Shelf.MODELS, name);
      Set<String> longLines = new TreeSet<>();
      long layerLines =
          Files.readAllLines(file.path()).stream()
              .filter(line -> line.startsWith("    {\"name\""))
              .peek(line -> longLines.addAll(line.length() > 400 ? Set.of(line) : Set.of()))
              .count();
      assertThat(layerLines).as(name).isEqualTo(model(name).corrected().layers().size());
      assertThat(longLines).isEmpty();
    }
  }
}
