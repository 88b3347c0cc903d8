package dev.scar.cli;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.files.OutputFolder;
import dev.scar.workload.MaestroNetworkReader;
import dev.scar.workload.ModelWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
  @Parameters(paramLabel = "FILE.m", description = "The listing.")
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
      defaultValue = "het-sides-3x3",
      description = "The scenario's default package (default: ${DEFAULT-VALUE}).")
  String topology = "het-sides-3x3";

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Home.inputs().topology(topology);
    List<MaestroNetworkReader.Network> networks =
        new MaestroNetworkReader().read(InputFile.of(file));
    String title = String.valueOf(file.getFileName());
    String scenario = plain(title.contains(".") ? title.substring(0, title.indexOf('.')) : title);
    List<String> names = new ArrayList<>();
    Set<String> taken = new HashSet<>(Set.of(scenario));
    for (MaestroNetworkReader.Network network : networks) {
      String name = plain(network.model().name());
      for (int copy = 2; !taken.add(name); copy++) {
        name = plain(network.model().name()) + "-" + copy;
      }
      names.add(name);
    }
    Set<String> ours = new HashSet<>();
    taken.forEach(name -> ours.add(name + ".json"));
    try (OutputFolder folder = OutputFolder.create(out, overwrite, ours)) {
      for (int m = 0; m < names.size(); m++) {
        MaestroNetworkReader.Network network = networks.get(m);
        String name = names.get(m);
        folder.write(name + ".json", stream -> ModelWriter.write(network, name, title, stream));
      }
      folder.write(
          scenario + ".json",
          stream -> ModelWriter.writeScenario(scenario, title, topology, networks, names, stream));
      folder.publish();
    }
    PrintWriter printed = spec.commandLine().getOut();
    for (int m = 0; m < names.size(); m++) {
      printed.println(
          "  "
              + names.get(m)
              + ": "
              + networks.get(m).model().layers().size()
              + " layers, "
              + networks.get(m).notes().size()
              + " notes");
    }
    printed.println("  scenario: " + Home.shown(out.resolve(scenario + ".json")));
    printed.flush();
    return 0;
  }

  /** A name that files may have. */
  private static String plain(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[.-]+", "");
    if (plain.isEmpty()) {
      throw new InputException(
          new InputProblem("FILE.m", "", name, "gives no name for a file", ""));
    }
    return plain;
  }
}
