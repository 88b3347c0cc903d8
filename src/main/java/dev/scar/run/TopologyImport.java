package dev.scar.run;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.ImportedTopology;
import dev.scar.hardware.LinkSpec;
import dev.scar.hardware.NopLink;
import dev.scar.hardware.TopologyImporter;
import dev.scar.hardware.TopologyImporters;
import dev.scar.hardware.TopologyWriter;
import dev.scar.units.Bandwidth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A topology file made of another tool's network. What the network does not say (types of chiplets,
 * the usual link, DRAM) comes from a preset.
 *
 * @param file the other tool's file
 * @param kind one of {@link TopologyImporters#kinds}; if empty, told by the file's name and first
 *     words
 * @param pattern words of the preset for the chiplets, repeated from chiplet to chiplet: {@code
 *     N,N,S}
 * @param preset the file that has all other properties
 * @param dram the nodes with a DRAM interface; if empty, the first and the last that have a chiplet
 * @param routing the name of an algorithm
 */
public record TopologyImport(
    InputFile file,
    Optional<String> kind,
    String pattern,
    String preset,
    List<Integer> dram,
    String routing) {
  /** The routing that imported networks have by default, which suits all. */
  public static final String ROUTING = "shortest-path";

  private static final LinkSpec UNKNOWN = new LinkSpec(Bandwidth.ofBytesPerSecond(1), 1);

  public TopologyImport {
    dram = List.copyOf(dram);
  }

  /**
   * Writes the topology file, after it has been read back.
   *
   * @param target its name without {@code .json} becomes the package's
   * @return the package that it describes
   * @throws InputException naming what cannot be imported, with its line
   * @throws dev.scar.files.OutputException if it cannot be written
   */
  public ChipletPackage write(Inputs inputs, Path target, boolean overwrite) {
    NewTopology made = new NewTopology(file.shown(), target, overwrite);
    TopologyImporter importer =
        kind.map(TopologyImporters::named).orElseGet(() -> TopologyImporters.accepting(file));
    NewTopology.Text bare =
        text(importer, made.name(), importer.read(file, UNKNOWN), Optional.empty());
    LinkSpec usual =
        made.read(inputs, bare).nop().links().stream()
            .findFirst()
            .map(TopologyImport::spec)
            .orElse(UNKNOWN);
    return made.write(
        inputs, text(importer, made.name(), importer.read(file, usual), Optional.of(usual)));
  }

  private static LinkSpec spec(NopLink link) {
    return new LinkSpec(link.bandwidth(), link.latencyPs());
  }

  private NewTopology.Text text(
      TopologyImporter importer, String name, ImportedTopology network, Optional<LinkSpec> usual) {
    String title = "Imported (" + importer.kind() + ")";
    List<Integer> interfaces = interfaces(network);
    return out ->
        TopologyWriter.writeImported(
            name, title, preset, network, usual, words(network), interfaces, routing, out);
  }

  private List<Integer> interfaces(ImportedTopology network) {
    List<Integer> chiplets = network.chiplets();
    if (dram.isEmpty()) {
      int first = chiplets.get(0);
      int last = chiplets.get(chiplets.size() - 1);
      return first == last ? List.of(first) : List.of(first, last);
    }
    for (int node : dram) {
      if (node < 0 || node >= network.graph().nodeCount()) {
        throw new InputException(
            new InputProblem(
                "--dram",
                "",
                String.valueOf(node),
                "is no node: they are 0 to " + (network.graph().nodeCount() - 1),
                ""));
      }
    }
    return dram;
  }

  private List<String> words(ImportedTopology network) {
    List<String> repeated = List.of(pattern.split(",", -1));
    List<String> words = new ArrayList<>(Collections.nCopies(network.graph().nodeCount(), "-"));
    for (int c = 0; c < network.chiplets().size(); c++) {
      words.set(network.chiplets().get(c), repeated.get(c % repeated.size()));
    }
    return words;
  }
}
