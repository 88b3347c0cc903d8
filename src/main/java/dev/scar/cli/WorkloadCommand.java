package dev.scar.cli;

import dev.scar.files.Library;
import dev.scar.files.PlainText;
import dev.scar.report.TableFormat;
import dev.scar.report.WorkloadReport;
import dev.scar.run.Inputs;
import dev.scar.run.WorkloadFolder;
import dev.scar.workload.ImportedModel;
import dev.scar.workload.Layer;
import dev.scar.workload.LayerKind;
import dev.scar.workload.ModelFile;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
    subcommands = {WorkloadGenerateCommand.class, WorkloadImportCommand.class})
final class WorkloadCommand implements Callable<Integer> {
  private static final int MOST_NOTES = 12;

  @Idle(beside = "--model")
  @Parameters(arity = "0..1", paramLabel = "SCENARIO", description = "A name, or a file.")
  @Nullable String scenario;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "Check and describe a model instead: a name of workloads/models/, or a file.")
  @Nullable String model;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Inputs inputs = Home.inputs();
    if (model != null) {
      ModelFile file = inputs.model(model);
      ScenarioModel one =
          new ScenarioModel(file.corrected().name(), file.corrected(), 1, file.bitsPerElement());
      Scenario alone =
          new Scenario(one.id(), file.corrected().title(), file.source(), "none", List.of(one));
      out.print(
          WorkloadReport.of(
              alone, Map.of(file.corrected().name(), file.published()), TableFormat.TABLE));
      approximations(file).forEach(text -> out.println("  approximate: " + text));
      file.notes().forEach(note -> out.println("  note: " + PlainText.of(note)));
      out.flush();
    } else if (scenario == null) {
      inputs
          .names(Library.Shelf.SCENARIOS)
          .forEach(name -> out.println(name + "  " + inputs.scenario(name).title()));
    } else {
      Scenario read = inputs.scenario(scenario);
      out.print(WorkloadReport.of(read, inputs.published(read), TableFormat.TABLE));
      out.flush();
    }
    return 0;
  }

  /** What a command says about the folder that it wrote. */
  static void printWritten(WorkloadFolder written, Path out, CommandSpec of) {
    PrintWriter printed = of.commandLine().getOut();
    for (int m = 0; m < written.names().size(); m++) {
      ImportedModel model = written.models().get(m);
      printed.println(
          "  %s: %d layers, batch %d, %d notes"
              .formatted(
                  written.names().get(m),
                  model.model().layers().size(),
                  model.batch(),
                  model.notes().size()));
      model.notes().stream()
          .limit(MOST_NOTES)
          .forEach(note -> printed.println("    " + PlainText.of(note)));
    }
    printed.println("  scenario: " + Home.shown(out.resolve(written.scenario() + ".json")));
    printed.flush();
  }

  /** What the costs and the traffic of a model do not follow exactly. */
  private static List<String> approximations(ModelFile file) {
    List<String> texts = new ArrayList<>();
    if (!file.graphIsExact()) {
      texts.add("the graph: sizes of neighbouring layers are not compared");
    }
    Map<String, Predicate<Layer>> kinds = new LinkedHashMap<>();
    kinds.put(
        "dilated layers: costed on the map that their taps need without gaps",
        l -> l.shape().rows().dilation() * l.shape().columns().dilation() > 1);
    kinds.put(
        "layers that read parts of tensors: parts are taken to be different ones, and L2 holds whole tensors",
        l -> !l.parts().isEmpty());
    kinds.put(
        "layers whose products become fewer elements: how they do is free",
        l -> l.outputElements() < l.shape().outputElements());
    kinds.put(
        "recurrent layers: no step is costed before the one before it has ended",
        l -> l.shape().kind() == LayerKind.RECURRENT);
    kinds.forEach(
        (text, is) -> {
          long count = file.corrected().layers().stream().filter(is).count();
          if (count > 0) {
            texts.add(count + " " + text);
          }
        });
    return texts;
  }
}
