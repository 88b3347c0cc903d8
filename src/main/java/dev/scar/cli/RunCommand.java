package dev.scar.cli;

import dev.scar.plan.Plan;
import dev.scar.report.RunOrigin;
import dev.scar.report.SearchReport;
import dev.scar.report.TableFormat;
import dev.scar.run.Inputs;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import dev.scar.sim.FlowControl;
import dev.scar.sim.ReplayOptions;
import dev.scar.study.Validation;
import dev.scar.trace.LogDetail;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
  @Range(least = 1, most = MOST_VALIDATED)
  @Idle(beside = {"--quiet", "--format=csv", "--format=json", "--no-barrier"})
  @Option(
      names = "--validate",
      paramLabel = "K",
      description =
          "Replay the best K schedules, and compare the order by prediction with the order by simulation.")
  @Nullable Integer validate;

  @Mixin SearchSettings search = new SearchSettings();
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin RunOutput output = new RunOutput();
  @Mixin ReplaySettings settings = new ReplaySettings();
  @Mixin TraceSettings tracing = new TraceSettings();
  @Mixin FlowSettings flow = new FlowSettings();
  @Spec CommandSpec spec = CommandSpec.create();

  private static final int MOST_VALIDATED = 1000;

  @Override
  public Integer call() {
    common.refuseFormatOfNothing(spec.commandLine().getParseResult());
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    tracing.range();
    Inputs inputs = Home.inputs();
    output.folder(inputs, "run").check();
    SearchSettings.Problem problem = search.read(inputs);
    FlowControl control = flow.flowControl(problem.chipletPackage(), err);
    search.barrier = !tracing.noBarrier;
    search.anneal.packetBytes = settings.packetBytes;
    SearchResult result = search.search(problem, inputs, common, err, ranked());
    if (validate != null) {
      validate(result, control, out);
    }
    Plan chosen = result.best().plan();
    String scenario = problem.scenario().name();
    String topology = problem.chipletPackage().name();
    if (!common.quiet && common.format == TableFormat.TABLE) {
      out.println(
          SearchReport.of(problem.scenario(), problem.chipletPackage(), result, search.explain));
    }
    RunOrigin story =
        new RunOrigin(
            RerunCommand.of(spec.commandLine().getParseResult(), inputs),
            search.inputs(problem, inputs.hashes()),
            result);
    return new ReplayRun(common, output, settings, tracing, control, out, err)
        .run(chosen, scenario + "-" + topology, inputs, story);
  }

  private void validate(SearchResult result, FlowControl control, PrintWriter out) {
    Validation validation =
        Validation.of(
            result.ranked().subList(0, Math.min(ranked(), result.ranked().size())),
            result.objective(),
            settings.engine(common.threads),
            new ReplayOptions(settings.packetBytes, LogDetail.OFF, (window, ps) -> {}, control));
    if (!common.quiet && common.format == TableFormat.TABLE) {
      out.println(validation.text(result.objective().label()));
    }
  }

  /** How many schedules the search is to return. */
  private int ranked() {
    if (validate == null) {
      return SearchOptions.DEFAULT.ranked();
    }
    return validate;
  }
}
