package dev.scar.cli;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.files.NamedGzip;
import dev.scar.report.Figure;
import dev.scar.report.FigureTable;
import dev.scar.report.FigureWriter;
import dev.scar.report.TraceReport;
import dev.scar.trace.CriticalPath;
import dev.scar.trace.EventsReader;
import dev.scar.trace.TraceRange;
import dev.scar.trace.TraceSummary;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scar trace}: what event logs say. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    description = "Reads event logs (events.csv.gz), also huge ones.",
    subcommands = {
      TraceCommand.Summarize.class,
      TraceCommand.Diff.class,
      TraceCommand.CriticalPathCommand.class
    },
    footer = {"", "Example: scar trace critical-path traces/sc4-het-sides-3x3"})
final class TraceCommand implements Callable<Integer> {
  private static final String LOG = "events.csv.gz";
  private static final Set<String> COMPARED =
      Set.of("run", "window", "model", "chiplet", "resource");

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "Missing required subcommand: summarize, diff or critical-path");
  }

  /** The log of a run's folder, or the file itself. */
  static InputFile log(Path given) {
    return InputFile.of(Files.isDirectory(given) ? given.resolve(LOG) : given);
  }

  private static TraceSummary summary(Path given) {
    TraceSummary summary = new TraceSummary(range(given));
    EventsReader.read(log(given), summary);
    return summary;
  }

  /** The part of its run that a log was written for; all of it if no name says otherwise. */
  private static TraceRange range(Path given) {
    InputFile log = log(given);
    return TraceRange.inName(
        NamedGzip.nameIn(log).orElse(String.valueOf(log.path().getFileName())));
  }

  private static InputException partial(Path given, TraceRange range, String advice) {
    return new InputException(
        new InputProblem(
            log(given).shown(),
            "",
            "",
            "holds only a part of its run, " + TraceReport.shown(range),
            advice));
  }

  /** Where a log comes from, by the name that it carries; nothing if it is not zipped. */
  private static Map<String, String> origin(Path given) {
    return NamedGzip.nameIn(log(given)).map(name -> Map.of("log", name)).orElse(Map.of());
  }

  /** The same, as the first lines for people. */
  private static String title(Path... logs) {
    StringBuilder lines = new StringBuilder();
    for (Path given : logs) {
      origin(given).values().forEach(name -> lines.append("  ").append(name).append("\n"));
    }
    return lines.toString();
  }

  private static void atLeastOne(String option, int value) {
    if (value < 1) {
      throw new InputException(
          new InputProblem(option, "", String.valueOf(value), "must be at least 1", ""));
    }
  }

  /** {@code --format} alone. */
  static final class CommonFormat {
    @Option(
        names = "--format",
        paramLabel = "table|json|csv",
        defaultValue = "table",
        description = "What is printed (default: ${DEFAULT-VALUE}).")
    CommonOptions.Format format = CommonOptions.Format.TABLE;

    /** Prints figures, a table for people in their own words. */
    void print(PrintWriter out, FigureTable figures, Supplier<String> table) {
      out.print(
          switch (format) {
            case TABLE -> table.get();
            case JSON -> FigureWriter.write(figures);
            case CSV -> figures.csv();
          });
      out.flush();
    }
  }

  /** Statistics of one log. */
  @Command(
      name = "summarize",
      mixinStandardHelpOptions = true,
      description = "Utilisation, models, waits and the most delayed transfers of a run.")
  static final class Summarize implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "A run's folder, or an event log.")
    Path run = Path.of("");

    @Option(
        names = "--rows",
        paramLabel = "N",
        defaultValue = "10",
        description = "Most rows of a table (default: ${DEFAULT-VALUE}).")
    int rows;

    @Mixin CommonFormat format = new CommonFormat();
    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      atLeastOne("--rows", rows);
      TraceSummary summary = summary(run);
      format.print(
          spec.commandLine().getOut(),
          new FigureTable(
              List.of("value"), List.of(origin(run)), List.of(TraceReport.figures(summary))),
          () -> title(run) + TraceReport.text(summary, rows));
      return 0;
    }
  }

  /** Two logs side by side. */
  @Command(
      name = "diff",
      mixinStandardHelpOptions = true,
      description = "Two runs side by side: by window, model, chiplet, link and DRAM.")
  static final class Diff implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN", description = "A run's folder, or an event log.")
    Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "RUN", description = "Another.")
    Path second = Path.of("");

    @Option(names = "--all", description = "Also figures that are equal.")
    boolean all;

    @Mixin CommonFormat format = new CommonFormat();
    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      TraceSummary one = summary(first);
      TraceSummary other = summary(second);
      boolean alike =
          one.isWhole() ? other.isWhole() : !other.isWhole() && one.range().equals(other.range());
      if (!alike) {
        throw partial(
            one.isWhole() ? second : first,
            one.isWhole() ? other.range() : one.range(),
            "Compare logs with the same --trace-from and --trace-to.");
      }
      FigureTable table =
          new FigureTable(
              List.of("first", "second"),
              List.of(origin(first), origin(second)),
              List.of(figures(one), figures(other)));
      format.print(
          spec.commandLine().getOut(), table, () -> title(first, second) + "\n" + table.text(all));
      return 0;
    }

    private static List<Figure> figures(TraceSummary summary) {
      return TraceReport.figures(summary).stream()
          .filter(figure -> COMPARED.contains(figure.section()))
          .toList();
    }
  }

  /** What makes up the makespan. */
  @Command(
      name = "critical-path",
      mixinStandardHelpOptions = true,
      description =
          "The chain of computations and transfers that makes up the makespan, and its parts.")
  static final class CriticalPathCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "A run's folder, or an event log.")
    Path run = Path.of("");

    @Option(
        names = "--steps",
        paramLabel = "N",
        defaultValue = "20",
        description = "Most steps shown (default: ${DEFAULT-VALUE}).")
    int steps;

    @Mixin CommonFormat format = new CommonFormat();
    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      atLeastOne("--steps", steps);
      CriticalPath path = new CriticalPath();
      TraceRange range = range(run);
      long[] endPs = {0};
      EventsReader.read(
          log(run),
          row -> {
            endPs[0] = Math.max(endPs[0], row.endPs());
            path.accept(row);
          });
      if (!range.holdsAllOfARun(endPs[0])) {
        throw partial(
            run, range, "The critical path needs a log without --trace-from and --trace-to.");
      }
      List<CriticalPath.Step> found = path.steps();
      format.print(
          spec.commandLine().getOut(),
          new FigureTable(
              List.of("value"), List.of(origin(run)), List.of(TraceReport.figures(found))),
          () -> title(run) + TraceReport.text(found, steps));
      return 0;
    }
  }
}
