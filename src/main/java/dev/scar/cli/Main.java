package dev.scar.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

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
      "Exit code: 0 done, 1 failed, 2 bad input or usage."
    },
    subcommands = {
      RunCommand.class,
      ScheduleCommand.class,
      SweepCommand.class,
      GrowthCommand.class,
      ReproduceCommand.class,
      ValidateCommand.class,
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
  private Main() {}

  /** Numbers are printed alike everywhere, whatever the user's country. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int exit = commandLine(out, err).execute(args);
    out.flush();
    err.flush();
    System.exit(exit);
  }

  /** The command line as the launcher runs it; tests run it too. */
  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    CommandLine line = new CommandLine(new Main());
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(new Failures());
    line.setParameterExceptionHandler(new UsageErrors());
    return line;
  }
}
