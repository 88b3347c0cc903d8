package dev.scar.cli;

import dev.scar.plan.Plan;
import dev.scar.plan.PlanBuilder;
import dev.scar.report.RunOrigin;
import dev.scar.run.Inputs;
import dev.scar.schedule.Execution;
import dev.scar.schedule.Schedule;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scar replay}: replays a schedule file. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description =
        "Replays a schedule file, also a hand-written one, and compares it with its prediction.",
    footer = {"", "Example: scar replay traces/sc4-het-sides-3x3/schedule.json --packet \"1 KiB\""})
final class ReplayCommand implements Callable<Integer> {
  private static final String SCHEDULE = "scheduleSha256";

  /** The file may be laid out otherwise than the one that the run writes, and has that hash. */
  private static final String GIVEN_SCHEDULE = "givenScheduleSha256";

  @Parameters(paramLabel = "SCHEDULE.json", description = "A schedule file.")
  Path file = Path.of("");

  @Option(
      names = "--scenario",
      paramLabel = "SCENARIO",
      completionCandidates = Names.Scenarios.class,
      description = "Used instead of the scenario that the schedule names: a name, or a file.")
  @Nullable String scenarioName;

  @Option(
      names = "--topology",
      paramLabel = "TOPOLOGY",
      completionCandidates = Names.Topologies.class,
      description = "Used instead of the package that the schedule names: a name, or a file.")
  @Nullable String topologyName;

  @Option(
      names = "--cost-db",
      paramLabel = "FILE.csv",
      description =
          "Layer costs from a table instead of the cost model: model, layer, chiplet_type, cycles, energy.")
  @Nullable Path costDatabase;

  @Option(
      names = "--execution",
      paramLabel = "sequential|overlapped",
      description =
          "Used instead of what the schedule says: whether a chiplet loads, computes and sends one after another or side by side.")
  @Nullable Execution execution;

  @Mixin CommonOptions common = new CommonOptions();
  @Mixin RunOutput output = new RunOutput();
  @Mixin ReplaySettings settings = new ReplaySettings();
  @Mixin TraceSettings tracing = new TraceSettings();
  @Mixin FlowSettings flow = new FlowSettings();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    common.refuseFormatOfNothing(spec.commandLine().getParseResult());
    tracing.range();
    Inputs inputs = Home.inputs();
    Schedule read = inputs.schedule(file, scenarioName, topologyName);
    Schedule schedule = execution == null ? read : read.executed(execution);
    Plan plan = new PlanBuilder(inputs.costs(costDatabase, schedule.scenario())).build(schedule);
    String scenario = schedule.scenario().name();
    String topology = schedule.chipletPackage().name();
    Map<String, String> made = new LinkedHashMap<>();
    made.put("version", Version.current());
    made.put("scenario", scenario);
    made.put("layerLists", schedule.scenario().shapes());
    made.put("topology", topology);
    made.put("costs", costDatabase == null ? "maestro" : costDatabase.toString());
    made.put("schedule", file.getFileName().toString());
    if (execution != null) {
      made.put("execution", execution.toString());
      made.put("executionFrom", "option");
    }
    inputs
        .hashes()
        .forEach((what, hash) -> made.put(what.equals(SCHEDULE) ? GIVEN_SCHEDULE : what, hash));
    return new ReplayRun(
            common,
            output,
            settings,
            tracing,
            flow.flowControl(schedule.chipletPackage(), spec.commandLine().getErr()),
            spec.commandLine().getOut(),
            spec.commandLine().getErr())
        .run(
            plan,
            "replay-" + scenario + "-" + topology,
            inputs,
            new RunOrigin(
                RerunCommand.ofReplay(spec.commandLine().getParseResult(), inputs), made, null));
  }
}
