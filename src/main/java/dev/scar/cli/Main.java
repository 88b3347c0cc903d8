package dev.scar.cli;

import dev.scar.files.PlainWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** Entry point. */
@Command(
    name = "scar",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Schedules DNN models on multi-chiplet packages and replays the schedules.",
    description = {
      "",
      "Schedules several DNN models at once on a package of heterogeneous AI chiplets (SCAR), predicts latency and energy, and "
          + "replays the schedule in a discrete-event simulation of chiplets, NoP links and DRAM."
    },
    footer = {
      "",
      "Example: scar run sc4 --topology het-sides-3x3",
      "Exit code: 0 done (also when cut short with a result), 1 failed, 2 bad input or usage, 130 interrupted without a result."
    },
    subcommands = {
      RunCommand.class,
      ScheduleCommand.class,
      SweepCommand.class,
      GrowthCommand.class,
      ReproduceCommand.class,
      ValidateCommand.class,
      ExploreCommand.class,
      WorkerCommand.class,
      ReplayCommand.class,
      CompareCommand.class,
      TraceCommand.class,
      TopologyCommand.class,
      TrafficCommand.class,
      WorkloadCommand.class,
      CostCommand.class,
      HelpCommand.class,
      AutoComplete.GenerateCompletion.class
    })
public final class Main {
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of a failure.")
  boolean debug;

  private Main() {}

  /** Numbers are printed alike everywhere, whatever the user's country. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    StandardOutput console = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(execute(console, err, args));
  }

  /** Does what is asked; the exit code. Nothing that goes wrong passes through. */
  static int execute(StandardOutput console, PrintWriter err, String... args) {
    PrintWriter out = new PrintWriter(console, false, StandardCharsets.UTF_8);
    int exit = execute(out, err, args);
    out.flush();
    console.complaint().ifPresent(err::println);
    err.flush();
    return console.hasFailed() && exit == 0 ? Failures.FAILED : exit;
  }

  /** The same with a printer of one's own. */
  static int execute(PrintWriter out, PrintWriter err, String... args) {
    Main main = new Main();
    CommandLine line = commandLine(main, out, err);
    try {
      return line.execute(args);
    } catch (Error e) {
      return Failures.told(e, main.debug, err);
    }
  }

  /** The command line with all its commands, for those who walk it. */
  static CommandLine commandLine() {
    return commandLine(new Main(), new PrintWriter(System.out), new PrintWriter(System.err));
  }

  private static CommandLine commandLine(Main main, PrintWriter out, PrintWriter err) {
    CommandLine line = new CommandLine(main);
    line.setOut(new PrintWriter(new PlainWriter(out), true));
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    numbers(line, int.class, Integer.class, Integer::valueOf);
    numbers(line, long.class, Long.class, Long::valueOf);
    numbers(line, double.class, Double.class, Double::valueOf);
    line.setDefaultValueProvider(Values::standard);
    line.setExecutionStrategy(
        parsed -> {
          Values.check(parsed);
          return new CommandLine.RunLast().execute(parsed);
        });
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> Failures.told(failure, main.debug, err));
    line.setParameterExceptionHandler(new UsageErrors());
    return line;
  }

  /** Numbers, refused in our words. */
  private static <T> void numbers(
      CommandLine line, Class<T> primitive, Class<T> boxed, Function<String, T> parse) {
    ITypeConverter<T> converter =
        text -> {
          try {
            return parse.apply(text);
          } catch (NumberFormatException e) {
            throw new TypeConversionException(
                "(" + text + ") is not a " + (boxed == Double.class ? "" : "whole ") + "number");
          }
        };
    line.registerConverter(primitive, converter);
    line.registerConverter(boxed, converter);
  }
}
