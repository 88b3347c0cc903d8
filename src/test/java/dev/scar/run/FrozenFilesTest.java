package dev.scar.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.cost.Correction;
import dev.scar.cost.CostModel;
import dev.scar.cost.Dataflows;
import dev.scar.cost.LayerCsvFormat;
import dev.scar.cost.MaestroCostModel;
import dev.scar.files.CsvFileReader;
import dev.scar.files.CsvRow;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblems;
import dev.scar.hardware.ChipletType.ActivityEnergy;
import dev.scar.hardware.DeadlockProof;
import dev.scar.hardware.LinkSpec;
import dev.scar.hardware.NopGraph;
import dev.scar.hardware.NopGraphs;
import dev.scar.hardware.RouteTableReader;
import dev.scar.hardware.Routing;
import dev.scar.hardware.RoutingVerdict;
import dev.scar.plan.PlanBuilder;
import dev.scar.schedule.Schedule;
import dev.scar.units.Bandwidth;
import dev.scar.workload.ImportedModel;
import dev.scar.workload.ModelImporters;
import dev.scar.workload.onnx.ImportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files of version 0.1.0, as it read them, give what it gave. {@code expected.csv} is what that
 * version printed; {@code exceptions.csv} lists each file whose result changed, with the reason.
 */
class FrozenFilesTest {
  private static final Path HOME = Path.of("src/test/resources/frozen/0.1.0").toAbsolutePath();

  private final Inputs inputs = new Inputs(HOME);

  private record Result(long latencyPs, double energyJ) {}

  private static Map<String, Result> table(String name) {
    InputProblems problems = new InputProblems();
    Map<String, Result> results = new LinkedHashMap<>();
    for (CsvRow row : CsvFileReader.read(InputFile.of(HOME.resolve(name)), problems).rows()) {
      results.put(
          row.text("schedule"),
          new Result(
              row.whole("predicted_ps", 1, Long.MAX_VALUE),
              Double.parseDouble(row.text("energy_j"))));
    }
    problems.throwIfAny();
    return results;
  }

  static List<String> schedules() {
    return List.copyOf(table("expected.csv").keySet());
  }

  private Schedule schedule(String name) {
    String plan = name.equals("costs.csv") ? "stride-free-plan" : name;
    Path file = HOME.resolve("workloads/" + plan + ".json");
    Path motivational = HOME.resolve("workloads/motivational/" + plan + ".json");
    return inputs.schedule(Files.exists(file) ? file : motivational, null, null);
  }

  private Prediction predict(String name, CostModel costs) {
    return Predictor.predict(new PlanBuilder(costs).build(schedule(name)));
  }

  private CostModel costs(String name) {
    Path table = name.equals("costs.csv") ? HOME.resolve("tables/costs.csv") : null;
    return inputs.costs(table, schedule(name).scenario());
  }

  private static void check(String name, Prediction prediction, Result expected) {
    System.out.printf("%s,%d,%s%n", name, prediction.latencyPs(), prediction.energy().totalJ());
    assertThat(prediction.latencyPs()).as(name).isEqualTo(expected.latencyPs());
    assertThat(prediction.energy().totalJ())
        .as(name)
        .isCloseTo(expected.energyJ(), within(1e-12 * expected.energyJ()));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void aScheduleCostsWhatItDid(String name) {
    Result expected = table("exceptions.csv").getOrDefault(name, table("expected.csv").get(name));
    check(name, predict(name, costs(name)), expected);
  }

  /** What has changed are the layers' costs, which a scenario can keep as they were. */
  @ParameterizedTest
  @MethodSource("schedules")
  void withTheOriginalCostsOfLayersNothingHasChanged(String name) {
    CostModel original = new MaestroCostModel(Dataflows.shipped(), Correction.NONE);
    check(
        name,
        predict(name, name.equals("costs.csv") ? costs(name) : original),
        table("expected.csv").get(name));
  }

  @Test
  void everyExceptionIsOne() {
    Map<String, Result> expected = table("expected.csv");
    table("exceptions.csv")
        .forEach((name, changed) -> assertThat(changed).as(name).isNotEqualTo(expected.get(name)));
    assertThat(expected.keySet()).containsAll(table("exceptions.csv").keySet());
  }

  @Test
  void tablesOfLayersAreEvaluatedAlike() throws IOException {
    LayerCsvFormat format =
        new LayerCsvFormat(
            Dataflows.shipped(),
            Map.of(),
            new ActivityEnergy(0.23e-12, 1.68, 18.61),
            Correction.NONE);
    String evaluated = format.write(format.read(InputFile.of(HOME.resolve("tables/layers.csv"))));
    assertThat(evaluated).isEqualTo(Files.readString(HOME.resolve("tables/layers-evaluated.csv")));
  }

  @Test
  void routesAndListingsAreRead() {
    NopGraph mesh = NopGraphs.mesh(2, 2, new LinkSpec(Bandwidth.ofBytesPerSecond(1), 1));
    Routing routes = RouteTableReader.read(InputFile.of(HOME.resolve("tables/routes.csv")), mesh);
    assertThat(routes.route(0, 3).virtualChannel(1)).isEqualTo(1);
    assertThat(DeadlockProof.verdict(mesh, routes)).isInstanceOf(RoutingVerdict.DeadlockFree.class);
    List<ImportedModel> listing =
        ModelImporters.read(InputFile.of(HOME.resolve("tables/listing.m")), ImportOptions.NONE);
    assertThat(listing.get(0).batch()).isEqualTo(2);
    assertThat(listing.get(0).model().macs()).isEqualTo(1024);
    assertThat(inputs.model("mix").notes()).hasSize(1);
  }
}
