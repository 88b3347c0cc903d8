package dev.scar.cli;

import dev.scar.files.InputFile;
import dev.scar.run.WorkloadImport;
import dev.scar.workload.ImportedModel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scar workload import}: model listings of MAESTRO and XRBench as workload files. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Reads a listing of MAESTRO or XRBench (Network { Layer ... }) and writes a model file per network and a scenario of them; the "
            + "batch is the listing's FPS.",
    footer = {"", "Example: scar workload import nets.m --out mine && scar run mine/nets.json"})
final class WorkloadImportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The listing.")
  Path file = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the scenario and its models.")
  Path out = Path.of("");

  @Option(names = "--overwrite", description = "Replace the files in DIR.")
  boolean overwrite;

  @Option(
      names = "--topology",
      paramLabel = "TOPOLOGY",
      description = "The scenario's default package (default: ${DEFAULT-VALUE}).")
  String topology = "het-sides-3x3";

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    InputFile listing = InputFile.of(file);
    WorkloadImport imported = WorkloadImport.of(listing);
    imported.write(listing, out, overwrite, topology, Home.inputs());
    PrintWriter printed = spec.commandLine().getOut();
    for (int m = 0; m < imported.names().size(); m++) {
      ImportedModel model = imported.models().get(m);
      printed.println(
          "  "
              + imported.names().get(m)
              + ": "
              + model.model().layers().size()
              + " layers, "
              + model.notes().size()
              + " notes");
    }
    printed.println("  scenario: " + Home.shown(out.resolve(imported.scenario() + ".json")));
    printed.flush();
    return 0;
  }
}
