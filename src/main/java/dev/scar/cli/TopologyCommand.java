package dev.scar.cli;

import dev.scar.files.InputException;
import dev.scar.files.InputProblem;
import dev.scar.files.Library;
import dev.scar.hardware.AnynetWriter;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.DeadlockProof;
import dev.scar.hardware.RoutingVerdict.DeadlockFree;
import dev.scar.report.TopologyReport;
import dev.scar.run.Inputs;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scar topology}: lists what ships, or checks and describes one. */
@Command(
    name = "topology",
    mixinStandardHelpOptions = true,
    description = {
      "Without an argument: lists the packages of topologies/. With one: checks it and describes it (chiplets, links, DRAM, routing "
          + "verdict, diameter, bisection, load under uniform traffic)."
    },
    footer = {"", "Example: scar topology het-sides-3x3"},
    subcommands = {
      TopologyDrawCommand.class,
      TopologyGenerateCommand.class,
      TopologyImportCommand.class
    })
final class TopologyCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "TOPOLOGY", description = "A name, or a file.")
  @Nullable String topology;

  @Option(
      names = "--strict",
      description = "Refuse a package whose routes can deadlock with finite buffers (exit code 2).")
  boolean strict;

  @Option(
      names = "--anynet",
      description =
          "Print the network as a file of BookSim2's topology anynet instead, for runs beside ours.")
  boolean anynet;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Inputs inputs = Home.inputs();
    if (topology == null && anynet) {
      throw Values.refused("--anynet", "", "needs a topology");
    }
    if (topology == null) {
      inputs
          .names(Library.Shelf.TOPOLOGIES)
          .forEach(name -> out.println(name + "  " + checked(inputs.topology(name)).title()));
    } else {
      ChipletPackage read = inputs.topology(topology);
      out.print(anynet ? anynet(read) : TopologyReport.of(read));
      out.flush();
      checked(read);
    }
    return 0;
  }

  private static String anynet(ChipletPackage read) {
    try {
      return AnynetWriter.text(read);
    } catch (IllegalArgumentException e) {
      String why = e.getMessage() == null ? "" : e.getMessage();
      throw Values.refused("--anynet", read.name(), why);
    }
  }

  private ChipletPackage checked(ChipletPackage read) {
    if (strict && !(DeadlockProof.verdict(read.nop(), read.routing()) instanceof DeadlockFree)) {
      throw new InputException(
          new InputProblem(
              read.name(),
              "routing",
              read.routing().algorithm(),
              "can deadlock with finite buffers",
              "Routing \"up-down\" cannot, on any network."));
    }
    return read;
  }
}
