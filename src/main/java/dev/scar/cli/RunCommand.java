package dev.scar.cli;

import dev.scar.report.SearchReport;
import dev.scar.search.SearchResult;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code scar run}: schedules a scenario, replays the schedule, and shows predicted beside
 * simulated.
 */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description =
        "Schedules a scenario on a package, replays the schedule, and compares predicted with simulated.",
    footer = {"", "Example: scar run sc4 --topology het-sides-3x3 --objective edp"})
final class RunCommand implements Callable<Integer> {
  @Mixin SearchSettings search = new SearchSettings();
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin ReplaySettings settings = new ReplaySettings();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Inputs inputs = Inputs.open();
    SearchSettings.Problem problem = search.read(inputs);
    SearchResult result = search.search(problem, inputs, common, err);
    String scenario = problem.scenario().name();
    String topology = problem.chipletPackage().name();
    if (!common.quiet && common.format == CommonOptions.Format.TABLE) {
      out.println(
          SearchReport.of(problem.scenario(), problem.chipletPackage(), result, search.explain));
    }
    return new ReplayRun(common, settings, out, err)
        .run(
            result.best().plan(),
            new RunFolder(inputs.home()),
            scenario + "-" + topology,
            search.scenario,
            search.topology == null ? problem.scenario().defaultPackage() : search.topology,
            search.inputs(problem, common));
  }
}
