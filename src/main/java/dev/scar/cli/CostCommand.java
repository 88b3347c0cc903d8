package dev.scar.cli;

import dev.scar.cost.MaestroCostModel;
import dev.scar.files.InputException;
import dev.scar.files.InputProblem;
import dev.scar.files.Spelling;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletType;
import dev.scar.report.CostReport;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scar cost}: what every layer costs on the chiplet types of a package. */
@Command(
    name = "cost",
    mixinStandardHelpOptions = true,
    description =
        "Prints cycles, energy and utilization of every layer of a scenario's models on each chiplet type of a package.",
    footer = {"", "Example: scar cost sc4 --model resnet-50 --topology het-sides-3x3"})
final class CostCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "SCENARIO",
      defaultValue = "sc4",
      description = "A name, or a file (default: ${DEFAULT-VALUE}).")
  String scenario = "sc4";

  @Option(names = "--model", paramLabel = "ID", description = "Only this model of the scenario.")
  @Nullable String model;

  @Option(
      names = "--topology",
      paramLabel = "TOPOLOGY",
      description = "Where the chiplet types come from (default: the scenario's).")
  @Nullable String topology;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Inputs inputs = Inputs.open();
    Scenario read = inputs.scenario(scenario);
    List<ChipletType> types =
        inputs.topology(topology == null ? read.defaultPackage() : topology).chiplets().stream()
            .map(Chiplet::type)
            .distinct()
            .toList();
    List<String> ids = read.models().stream().map(ScenarioModel::id).toList();
    if (model != null && !ids.contains(model)) {
      throw new InputException(
          new InputProblem(
              "--model",
              "",
              model,
              "is not a model of scenario " + read.name(),
              Spelling.advice(model, ids)));
    }
    MaestroCostModel costs = MaestroCostModel.shipped();
    for (ScenarioModel each : read.models()) {
      if (model == null || model.equals(each.id())) {
        out.println(CostReport.of(each, types, costs));
      }
    }
    return 0;
  }
}
