package dev.scar.cli;

import dev.scar.analysis.ContentionBound;
import dev.scar.analysis.Prediction;
import dev.scar.cost.MaestroCostModel;
import dev.scar.hardware.ChipletPackage;
import dev.scar.report.TableFormat;
import dev.scar.report.TextTable;
import dev.scar.run.Inputs;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.search.Objective;
import dev.scar.search.ScarScheduler;
import dev.scar.search.SearchOptions;
import dev.scar.sim.ReplayOptions;
import dev.scar.trace.LogDetail;
import dev.scar.workload.Scenario;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Does a search that scores with the contention-aware estimate find schedules that simulate better?
 * The same evolutionary search is run with and without it, and both best schedules are replayed.
 */
final class AwareComparison {
  private final Inputs inputs;
  private final Objective objective;
  private final CommonOptions common;
  private final ReplaySettings settings;
  private final Function<Scenario, ExecutionPolicy> execution;
  private final Progress progress;

  AwareComparison(
      Inputs inputs,
      Objective objective,
      CommonOptions common,
      ReplaySettings settings,
      Function<Scenario, ExecutionPolicy> execution,
      Progress progress) {
    this.inputs = inputs;
    this.objective = objective;
    this.common = common;
    this.settings = settings;
    this.execution = execution;
    this.progress = progress;
  }

  /** One schedule: what it was predicted, estimated and simulated to score. */
  private record Outcome(double predicted, double estimated, double simulated) {}

  /** Prints a row per scenario and package; the exit code. */
  int print(List<String> names, Function<Scenario, List<String>> packages, PrintWriter out) {
    TextTable table =
        new TextTable(
            "scenario",
            "package",
            ">predicted",
            ">simulated",
            ">aware: predicted",
            ">estimated",
            ">simulated",
            ">aware / plain");
    StringBuilder csv =
        new StringBuilder(
            "scenario,topology,plain_predicted,plain_simulated,aware_predicted,aware_estimated,aware_simulated\n");
    for (String name : names) {
      Scenario scenario = inputs.scenario(name);
      for (String topology : packages.apply(scenario)) {
        progress.show("validate: " + name + " on " + topology);
        Outcome plain = outcome(scenario, inputs.topology(topology), false);
        Outcome aware = outcome(scenario, inputs.topology(topology), true);
        table.row(
            name,
            topology,
            number(plain.predicted()),
            number(plain.simulated()),
            number(aware.predicted()),
            number(aware.estimated()),
            number(aware.simulated()),
            String.format(Locale.ROOT, "%.3f", aware.simulated() / plain.simulated()));
        csv.append(
            String.format(
                Locale.ROOT,
                "%s,%s,%.9g,%.9g,%.9g,%.9g,%.9g%n",
                name,
                topology,
                plain.predicted(),
                plain.simulated(),
                aware.predicted(),
                aware.estimated(),
                aware.simulated()));
      }
    }
    progress.clear();
    out.print(common.format == TableFormat.CSV ? csv : table);
    out.flush();
    return 0;
  }

  private Outcome outcome(Scenario scenario, ChipletPackage chipletPackage, boolean aware) {
    SearchOptions options =
        SearchOptions.DEFAULT
            .with()
            .method(SearchOptions.Method.EVOLUTIONARY)
            .contentionAware(aware)
            .objective(objective)
            .seed(common.seed)
            .execution(execution.apply(scenario))
            .build();
    Prediction best =
        new ScarScheduler(
                MaestroCostModel.shipped(), common.threads(), () -> false, (done, all) -> {})
            .schedule(scenario, chipletPackage, options)
            .best();
    long simulated =
        settings
            .engine(common.threads())
            .replay(
                best.plan(),
                new ReplayOptions(settings.packetBytes, LogDetail.OFF, (window, ps) -> {}),
                entry -> {})
            .latencyPs();
    double energy = best.energy().totalJ();
    return new Outcome(
        objective.scorePs(best.latencyPs(), energy),
        objective.scorePs(ContentionBound.latencyPs(best), energy),
        objective.scorePs(simulated, energy));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
