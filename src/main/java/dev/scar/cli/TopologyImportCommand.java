package dev.scar.cli;

import dev.scar.files.InputFile;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.TopologyImporters;
import dev.scar.run.GeneratedTopology;
import dev.scar.run.TopologyImport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scar topology import}: networks of other tools as topology files. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Reads another tool's network and writes a topology file; what the network does not say comes from a preset.",
    footer = {
      "",
      "Example: scar topology import network.anynet --chiplets N,S --out mine.json && scar topology mine.json"
    })
final class TopologyImportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The other tool's file.")
  Path file = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "FILE.json",
      required = true,
      description = "The topology file; its name without .json becomes the package's.")
  Path out = Path.of("");

  @Option(names = "--overwrite", description = "Replace FILE.json.")
  boolean overwrite;

  @Option(
      names = "--as",
      paramLabel = "KIND",
      completionCandidates = Kinds.class,
      description =
          "What FILE is: ${COMPLETION-CANDIDATES} (default: as its name and first words say).")
  @Nullable String kind;

  @Option(
      names = "--chiplets",
      paramLabel = "PATTERN",
      description =
          "Words of the preset, repeated from chiplet to chiplet: N, S, or N,N,S ... (default: ${DEFAULT-VALUE}).")
  String pattern = GeneratedTopology.DEFAULT.pattern();

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description =
          "The file that has all that FILE does not say (default: ${DEFAULT-VALUE}). Where FILE counts cycles, its latency of a link is a cycle.")
  String preset = GeneratedTopology.DEFAULT.preset();

  @Option(
      names = "--dram",
      paramLabel = "NODES",
      split = ",",
      description =
          "The nodes with a DRAM interface, such as 0,3 (default: the first and the last node with a chiplet).")
  List<Integer> dram = new ArrayList<>();

  @Option(
      names = "--routing",
      paramLabel = "NAME",
      description = "shortest-path or up-down (default: ${DEFAULT-VALUE}).")
  String routing = TopologyImport.ROUTING;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ChipletPackage read =
        new TopologyImport(
                InputFile.of(file), Optional.ofNullable(kind), pattern, preset, dram, routing)
            .write(Home.inputs(), out, overwrite);
    spec.commandLine().getOut().println(TopologyGenerateCommand.written(out, read));
    return 0;
  }

  /** The words for kinds of files. */
  static final class Kinds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return TopologyImporters.kinds().iterator();
    }
  }
}
