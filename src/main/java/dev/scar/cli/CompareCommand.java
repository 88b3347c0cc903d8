package dev.scar.cli;

import dev.scar.files.InputFile;
import dev.scar.plan.Plan;
import dev.scar.plan.PlanBuilder;
import dev.scar.report.Column;
import dev.scar.report.Figure;
import dev.scar.report.FigureTable;
import dev.scar.report.RunOrigin;
import dev.scar.report.SummaryReader;
import dev.scar.report.Table;
import dev.scar.run.Inputs;
import dev.scar.run.Robustness;
import dev.scar.schedule.Schedule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scar compare}: runs side by side. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description =
        "Runs side by side: what they were made from, latency, energy, windows, models, links and DRAM.",
    footer = {"", "Example: scar compare traces/sc4-het-sides-3x3 traces/sc4-simba-nvd-3x3"})
final class CompareCommand implements Callable<Integer> {
  @Parameters(
      arity = "2..*",
      paramLabel = "RUN",
      description = "Folders of runs, or their summary.json.")
  List<Path> runs = List.of();

  @Idle(beside = {"--format=csv", "--format=json"})
  @Option(names = "--all", description = "Also rows in which the runs are equal.")
  boolean all;

  @Mixin TraceCommand.CommonFormat format = new TraceCommand.CommonFormat();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    SummaryReader reader = new SummaryReader();
    List<String> names = new ArrayList<>();
    List<SummaryReader.Summary> summaries = new ArrayList<>();
    for (Path run : runs) {
      summaries.add(reader.read(InputFile.in(run, "summary.json")));
      names.add(name(run, names));
    }
    List<List<Figure>> figures = summaries.stream().map(SummaryReader.Summary::figures).toList();
    List<Map<String, String>> origins =
        summaries.stream().map(SummaryReader.Summary::inputs).toList();
    FigureTable table = new FigureTable(names, origins, figures);
    format.print(
        spec.commandLine().getOut(),
        table,
        () ->
            inputs(names, summaries)
                + "\n"
                + why(names, summaries)
                + orders(names, summaries)
                + table.text(all));
    return 0;
  }

  /** Why each differs from the first one, or does not; nothing for those that do not know. */
  private static String why(List<String> names, List<SummaryReader.Summary> summaries) {
    StringBuilder text = new StringBuilder();
    summaries
        .get(0)
        .makespan()
        .ifPresent(
            first -> {
              for (int run = 1; run < names.size(); run++) {
                String name = names.get(run);
                summaries
                    .get(run)
                    .makespan()
                    .ifPresent(
                        other -> text.append(other.why(name, first, names.get(0))).append('\n'));
              }
            });
    return text.isEmpty() ? "" : text.append('\n').toString();
  }

  /**
   * Whether the order against the first one is that of parameters a tenth off, where schedules are
   * at hand.
   */
  private String orders(List<String> names, List<SummaryReader.Summary> summaries) {
    List<Optional<Plan>> plans = new ArrayList<>();
    for (int run = 0; run < runs.size(); run++) {
      plans.add(plan(runs.get(run), summaries.get(run).inputs()));
    }
    StringBuilder text = new StringBuilder();
    for (int run = 1; run < runs.size(); run++) {
      if (plans.get(0).isPresent() && plans.get(run).isPresent()) {
        text.append(
                new Robustness(plans.get(0).get(), plans.get(run).get())
                    .text(names.get(run), names.get(0)))
            .append('\n');
      }
    }
    return text.toString();
  }

  /** The plan of a run's folder; none if only the summary was given, or costs were of a table. */
  private static Optional<Plan> plan(Path run, Map<String, String> made) {
    Path schedule = run.resolve("schedule.json");
    if (!Files.isRegularFile(schedule) || !"maestro".equals(made.get("costs"))) {
      return Optional.empty();
    }
    Inputs inputs = Home.inputs();
    Schedule read = inputs.schedule(schedule, null, null);
    Plan plan = new PlanBuilder(inputs.costs(null, read.scenario())).build(read);
    return Optional.of("none".equals(made.get("barrier")) ? plan.withoutBarrier() : plan);
  }

  /** The last part of the path; numbered if two are the same. */
  private static String name(Path run, List<String> taken) {
    Path last = run.toAbsolutePath().normalize().getFileName();
    String name = String.valueOf(last);
    String unique = name;
    for (int i = 2; taken.contains(unique); i++) {
      unique = name + " (" + i + ")";
    }
    return unique;
  }

  /** In what the runs differ by where they come from. */
  private static String inputs(List<String> names, List<SummaryReader.Summary> summaries) {
    Set<String> keys = new LinkedHashSet<>();
    summaries.forEach(summary -> keys.addAll(summary.inputs().keySet()));
    List<Column<String>> columns = new ArrayList<>();
    columns.add(Column.text("made from", RunOrigin::words));
    for (int run = 0; run < names.size(); run++) {
      Map<String, String> inputs = summaries.get(run).inputs();
      columns.add(Column.<String>text(names.get(run), inputs::get).absent("–"));
    }
    return new Table<>(columns)
        .text(
            keys.stream()
                .filter(
                    key -> summaries.stream().map(s -> s.inputs().get(key)).distinct().count() > 1)
                .toList());
  }
}
