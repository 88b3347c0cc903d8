package dev.scar.cli;

import dev.scar.files.Library;
import dev.scar.report.WorkloadReport;
import dev.scar.workload.Scenario;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scar workload}: lists what ships, or checks and describes one. */
@Command(
    name = "workload",
    mixinStandardHelpOptions = true,
    description = {
      "Without an argument: lists the scenarios of workloads/. With one: checks it and describes its models (layers, tensor edges, "
          + "MACs, weights)."
    },
    footer = {"", "Example: scar workload sc4"},
    subcommands = WorkloadImportCommand.class)
final class WorkloadCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "SCENARIO", description = "A name, or a file.")
  @Nullable String scenario;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Inputs inputs = Inputs.open();
    if (scenario == null) {
      inputs
          .names(Library.Shelf.SCENARIOS)
          .forEach(name -> out.println(name + "  " + inputs.scenario(name).title()));
    } else {
      Scenario read = inputs.scenario(scenario);
      out.print(WorkloadReport.of(read, inputs.published(read)));
      out.flush();
    }
    return 0;
  }
}
