package dev.scar.run;

import dev.scar.cost.CostModel;
import dev.scar.cost.Dataflow;
import dev.scar.cost.Dataflows;
import dev.scar.cost.MaestroCostModel;
import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.TopologyReader;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The dataflows of all packages that were read: those that are known, and files beside topologies.
 * Safe for several threads.
 */
final class DataflowFiles {
  private final Map<String, InputFile> beside = new TreeMap<>();
  private Dataflows all;
  private MaestroCostModel costs;

  DataflowFiles(Dataflows known) {
    this.all = known;
    this.costs = new MaestroCostModel(known);
  }

  /**
   * Reads what a package names and what lies beside its file.
   *
   * @throws InputException if it cannot be evaluated, or another file of that name was read
   */
  synchronized void read(InputFile topology, ChipletPackage read) {
    Set<String> named = new LinkedHashSet<>();
    read.chiplets().stream().map(Chiplet::type).forEach(type -> named.addAll(type.dataflows()));
    for (String name : named) {
      Optional<InputFile> file = TopologyReader.dataflowBeside(topology, name);
      if (file.isPresent()) {
        add(name, file.get());
      }
    }
  }

  private void add(String name, InputFile file) {
    InputFile known = beside.get(name);
    if (known == null) {
      all = all.with(Dataflow.read(file));
      costs = new MaestroCostModel(all);
      beside.put(name, file);
    } else if (!known.text().equals(file.text())) {
      throw new InputException(
          new InputProblem(
              file.shown(),
              "",
              "",
              "is not what " + known.shown() + " is, but packages call both " + name,
              "Give one of them another name."));
    }
  }

  /** All of them. */
  synchronized Dataflows all() {
    return all;
  }

  /** What layers cost with them, whenever they were read. */
  CostModel costs() {
    return (layer, type) -> current().cost(layer, type);
  }

  private synchronized MaestroCostModel current() {
    return costs;
  }

  /** {@code dataflowSha256:NAME} of those beside topologies. */
  synchronized Map<String, String> hashes() {
    Map<String, String> hashes = new LinkedHashMap<>();
    beside.forEach((name, file) -> hashes.put("dataflowSha256:" + name, file.sha256()));
    return hashes;
  }

  /** Their texts, by the names of their files. */
  synchronized Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    beside.forEach((name, file) -> texts.put(name + ".m", file.text()));
    return texts;
  }
}
