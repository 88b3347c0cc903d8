package dev.scar.cli;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.files.NamedGzip;
import dev.scar.report.CriticalPathReport;
import dev.scar.report.Figure;
import dev.scar.report.FigureTable;
import dev.scar.report.Makespan;
import dev.scar.report.TableFormat;
import dev.scar.report.TraceReport;
import dev.scar.trace.CriticalPath;
import dev.scar.trace.EventRow;
import dev.scar.trace.EventsReader;
import dev.scar.trace.TraceRange;
import dev.scar.trace.TraceSummary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
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

  /**
   * An event log.
   *
   * @param name that it carries, which says where it comes from; none if it is not zipped
   */
  private record Log(InputFile file, Optional<String> name) {
    /** The log of a run's folder, or the file itself. */
    static Log of(Path given) {
      InputFile file = InputFile.in(given, LOG);
      return new Log(file, NamedGzip.nameIn(file));
    }

    /** The summary; someone else may be told every row, too. */
    TraceSummary summary(Consumer<EventRow> other) {
      TraceSummary summary = new TraceSummary(range());
      EventsReader.read(file, summary.andThen(other));
      return summary;
    }

    /** The part of its run that it was written for; all of it if no name says otherwise. */
    TraceRange range() {
      return TraceRange.inName(name.orElse(String.valueOf(file.path().getFileName())));
    }

    InputException partial(String advice) {
      return new InputException(
          new InputProblem(
              file.shown(),
              "",
              "",
              "holds only a part of its run, " + TraceReport.shown(range()),
              advice));
    }

    Map<String, String> origin() {
      return name.map(text -> Map.of("log", text)).orElse(Map.of());
    }

    /** The origin as a line for people; nothing if there is none. */
    String title() {
      return name.map(text -> "  " + text + "\n").orElse("");
    }
  }

  /** {@code --format} alone. */
  static final class CommonFormat {
    @Option(
        names = "--format",
        paramLabel = "table|json|csv",
        description = "What is printed (default: ${DEFAULT-VALUE}).")
    TableFormat format = TableFormat.TABLE;

    /** Prints figures, a table for people in their own words. */
    void print(PrintWriter out, FigureTable figures, Supplier<String> table) {
      out.print(
          switch (format) {
            case TABLE -> table.get();
            case JSON, CSV -> figures.print(format);
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

    @Range(least = 1, most = Integer.MAX_VALUE)
    @Idle(beside = {"--format=csv", "--format=json"})
    @Option(
        names = "--rows",
        paramLabel = "N",
        description = "Most rows of a table (default: ${DEFAULT-VALUE}).")
    int rows = 10;

    @Mixin CommonFormat format = new CommonFormat();
    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      Log log = Log.of(run);
      TraceSummary summary = log.summary(row -> {});
      format.print(
          spec.commandLine().getOut(),
          new FigureTable(
              List.of("value"), List.of(log.origin()), List.of(TraceReport.figures(summary))),
          () -> log.title() + TraceReport.text(summary, rows));
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

    @Idle(beside = {"--format=csv", "--format=json"})
    @Option(names = "--all", description = "Also figures that are equal.")
    boolean all;

    @Mixin CommonFormat format = new CommonFormat();
    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      Log firstLog = Log.of(first);
      Log secondLog = Log.of(second);
      CriticalPath firstPath = new CriticalPath();
      CriticalPath secondPath = new CriticalPath();
      TraceSummary one = firstLog.summary(firstPath);
      TraceSummary other = secondLog.summary(secondPath);
      boolean alike =
          one.isWhole() ? other.isWhole() : !other.isWhole() && one.range().equals(other.range());
      if (!alike) {
        throw (one.isWhole() ? secondLog : firstLog)
            .partial("Compare logs with the same --trace-from and --trace-to.");
      }
      boolean whole = one.isWhole() && other.isWhole();
      Makespan span = Makespan.of(whole ? firstPath.steps() : List.of());
      Makespan otherSpan = Makespan.of(whole ? secondPath.steps() : List.of());
      FigureTable table =
          new FigureTable(
              List.of("first", "second"),
              List.of(firstLog.origin(), secondLog.origin()),
              List.of(figures(one, span), figures(other, otherSpan)));
      String why = whole ? otherSpan.why("second", span, "first") + "\n\n" : "";
      format.print(
          spec.commandLine().getOut(),
          table,
          () -> firstLog.title() + secondLog.title() + "\n" + why + table.text(all));
      return 0;
    }

    private static List<Figure> figures(TraceSummary summary, Makespan makespan) {
      return Stream.concat(
              makespan.figures().stream(),
              TraceReport.figures(summary).stream()
                  .filter(figure -> COMPARED.contains(figure.section())))
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

    @Range(least = 1, most = Integer.MAX_VALUE)
    @Idle(beside = {"--format=csv", "--format=json"})
    @Option(
        names = "--steps",
        paramLabel = "N",
        description = "Most steps shown (default: ${DEFAULT-VALUE}).")
    int steps = 20;

    @Mixin CommonFormat format = new CommonFormat();
    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      CriticalPath path = new CriticalPath();
      Log log = Log.of(run);
      long[] endPs = {0};
      EventsReader.read(
          log.file(),
          row -> {
            endPs[0] = Math.max(endPs[0], row.endPs());
            path.accept(row);
          });
      if (!log.range().holdsAllOfARun(endPs[0])) {
        throw log.partial("The critical path needs a log without --trace-from and --trace-to.");
      }
      String text = new CriticalPathReport(path.steps()).print(format.format, log.origin(), steps);
      PrintWriter out = spec.commandLine().getOut();
      out.print(format.format == TableFormat.TABLE ? log.title() + text : text);
      out.flush();
      return 0;
    }
  }
}
