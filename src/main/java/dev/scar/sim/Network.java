package dev.scar.sim;

import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.DramInterface;
import dev.scar.hardware.NopLink;
import dev.scar.plan.Path;
import dev.scar.plan.Resource;
import dev.scar.plan.Resources;
import dev.scar.trace.LogDetail;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * The components of a package, numbered links, DRAMs, ejection ports, chiplets, and which of them
 * can feed which.
 *
 * <p>The inputs of a link out of node n, and of n's ejection port, are the links into n, the DRAMs
 * at n and the injection port of n's chiplet; those of a DRAM are the links into its nodes and the
 * injection ports there. They are ordered by component ordinal, an injection port counting as its
 * chiplet; ties in time are broken in that order.
 */
public final class Network {
  private final ChipletPackage chipletPackage;
  private final Resources resources;
  private final long packetBytes;
  private final int linkCount;
  private final int dramCount;
  private final List<Component> components = new ArrayList<>();
  private final List<List<Integer>> inputsOf = new ArrayList<>();
  private final int[] chipletIndexOf;

  public Network(
      ChipletPackage chipletPackage, Resources resources, long packetBytes, LogDetail detail) {
    if (packetBytes < 1) {
      throw new IllegalArgumentException("packets have at least one byte");
    }
    this.chipletPackage = chipletPackage;
    this.resources = resources;
    this.packetBytes = packetBytes;
    this.linkCount = chipletPackage.nop().links().size();
    this.dramCount = chipletPackage.drams().size();
    List<Chiplet> chiplets = chipletPackage.chiplets();
    this.chipletIndexOf = new int[chipletPackage.nop().nodeCount()];
    Arrays.fill(chipletIndexOf, -1);
    for (int c = 0; c < chiplets.size(); c++) {
      chipletIndexOf[chiplets.get(c).node()] = c;
    }
    List<List<Integer>> intoNode = sourcesByNode();
    for (NopLink link : chipletPackage.nop().links()) {
      addLink(resources.link(link.ordinal()), intoNode.get(link.from()), detail);
    }
    for (int dram = 0; dram < dramCount; dram++) {
      addDram(dram, intoNode, detail);
    }
    for (Chiplet chiplet : chiplets) {
      addLink(resources.ejection(chiplet.node()), intoNode.get(chiplet.node()), detail);
    }
    for (Chiplet chiplet : chiplets) {
      inputsOf.add(List.of());
      components.add(new ChipletModel(components.size(), chiplet.node(), detail));
    }
  }

  /**
   * For every node the ordinals of what can bring packets to it: links into it, DRAMs at it, its
   * chiplet; ascending.
   */
  private List<List<Integer>> sourcesByNode() {
    List<TreeSet<Integer>> sources = new ArrayList<>();
    for (int node = 0; node < chipletPackage.nop().nodeCount(); node++) {
      sources.add(new TreeSet<>());
      if (chipletIndexOf[node] >= 0) {
        sources.get(node).add(chipletOrdinal(node));
      }
    }
    for (NopLink link : chipletPackage.nop().links()) {
      sources.get(link.to()).add(link.ordinal());
    }
    for (DramInterface dramInterface : chipletPackage.dramInterfaces()) {
      sources.get(dramInterface.node()).add(linkCount + dramInterface.dram());
    }
    return sources.stream().map(List::copyOf).toList();
  }

  private void addLink(Resource resource, List<Integer> inputs, LogDetail detail) {
    inputsOf.add(inputs);
    components.add(new LinkModel(components.size(), resource.ordinal(), inputs.size(), detail));
  }

  private void addDram(int dram, List<List<Integer>> intoNode, LogDetail detail) {
    TreeSet<Integer> inputs = new TreeSet<>();
    for (DramInterface dramInterface : chipletPackage.dramInterfaces()) {
      if (dramInterface.dram() == dram) {
        inputs.addAll(intoNode.get(dramInterface.node()));
      }
    }
    for (Chiplet chiplet : chipletPackage.chiplets()) {
      if (chipletPackage.nearestDram(chiplet.node()).dram() == dram) {
        inputs.add(chipletOrdinal(chiplet.node()));
      }
    }
    inputsOf.add(List.copyOf(inputs));
    components.add(
        new DramModel(components.size(), resources.dram(dram).ordinal(), inputs.size(), detail));
  }

  public ChipletPackage chipletPackage() {
    return chipletPackage;
  }

  public Resources resources() {
    return resources;
  }

  /** By ordinal. */
  public List<Component> components() {
    return List.copyOf(components);
  }

  public int componentCount() {
    return components.size();
  }

  /** Ordinal of the first chiplet. */
  public int firstChiplet() {
    return linkCount + dramCount + chipletPackage.chiplets().size();
  }

  /** Ordinal of the first ejection port. */
  public int firstEjection() {
    return linkCount + dramCount;
  }

  /** The resource that a link, DRAM or ejection port component models. */
  public Resource resourceOf(int component) {
    return resources.get(((ServerModel) components.get(component)).resource());
  }

  /** Ordinal of the chiplet at a node. */
  public int chipletOrdinal(int node) {
    return firstChiplet() + chipletIndexOf[node];
  }

  ChipletModel chipletAt(int ordinal) {
    return (ChipletModel) components.get(ordinal);
  }

  ChipletModel chiplet(int node) {
    return (ChipletModel) components.get(chipletOrdinal(node));
  }

  /** Compiles a path. */
  SimPath compile(Path path, int requestingNode) {
    int length = path.length();
    int[] component = new int[length];
    int[] input = new int[length];
    int source = chipletOrdinal(requestingNode);
    for (int p = 0; p < length; p++) {
      Resource resource = path.resources().get(p);
      component[p] = componentOf(resource);
      if (component[p] >= 0) {
        input[p] = inputsOf.get(component[p]).indexOf(source);
        source = component[p];
      }
    }
    return new SimPath(path, component, input, packetBytes);
  }

  /** Ordinal of the component that models a resource; −1 for an injection port. */
  public int componentOf(Resource resource) {
    return switch (resource.kind()) {
      case LINK -> resource.index();
      case DRAM -> linkCount + resource.index();
      case EJECTION -> firstEjection() + chipletIndexOf[resource.index()];
      case INJECTION -> -1;
    };
  }
}
