package dev.scar.plan;

import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.DramInterface;
import dev.scar.hardware.NopLink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which resources of a package can feed which.
 *
 * <p>A link out of node n, and n's ejection port, are fed by the links into n, the DRAMs at n and
 * the injection port of n's chiplet; a DRAM by the links into its nodes, the injection ports there,
 * and those of the chiplets that it serves, whose requests it takes; an injection port by itself.
 * In ascending order of links, DRAMs, injection ports; ties in time are broken in that order.
 */
public final class Wiring {
  private final ChipletPackage chipletPackage;
  private final Resources resources;
  private final List<List<Resource>> inputs = new ArrayList<>();
  private final Map<Resource.Kind, List<Resource>> ofKind = new EnumMap<>(Resource.Kind.class);

  Wiring(ChipletPackage chipletPackage, Resources resources) {
    this.chipletPackage = chipletPackage;
    this.resources = resources;
    List<Set<Resource>> intoNode = intoNodes();
    for (Resource resource : resources.all()) {
      Set<Resource> feeding =
          switch (resource.kind()) {
            case LINK -> intoNode.get(chipletPackage.nop().links().get(resource.index()).from());
            case EJECTION -> intoNode.get(resource.index());
            case DRAM -> intoDram(resource.index(), intoNode);
            case INJECTION -> Set.of(resource);
          };
      inputs.add(List.copyOf(feeding));
      ofKind.computeIfAbsent(resource.kind(), kind -> new ArrayList<>()).add(resource);
    }
  }

  private static Set<Resource> ordered() {
    return new TreeSet<>(Comparator.comparingInt(Resource::ordinal));
  }

  private List<Set<Resource>> intoNodes() {
    List<Set<Resource>> sources = new ArrayList<>();
    for (int node = 0; node < chipletPackage.nop().nodeCount(); node++) {
      sources.add(ordered());
    }
    for (NopLink link : chipletPackage.nop().links()) {
      sources.get(link.to()).add(resources.link(link.ordinal()));
    }
    for (DramInterface dramInterface : chipletPackage.dramInterfaces()) {
      sources.get(dramInterface.node()).add(resources.dram(dramInterface.dram()));
    }
    for (Chiplet chiplet : chipletPackage.chiplets()) {
      sources.get(chiplet.node()).add(resources.injection(chiplet.node()));
    }
    return sources;
  }

  private Set<Resource> intoDram(int dram, List<Set<Resource>> intoNode) {
    Set<Resource> sources = ordered();
    for (DramInterface dramInterface : chipletPackage.dramInterfaces()) {
      if (dramInterface.dram() == dram) {
        sources.addAll(intoNode.get(dramInterface.node()));
      }
    }
    for (Chiplet chiplet : chipletPackage.chiplets()) {
      if (chipletPackage.nearestDram(chiplet.node()).dram() == dram) {
        sources.add(resources.injection(chiplet.node()));
      }
    }
    return sources;
  }

  public ChipletPackage chipletPackage() {
    return chipletPackage;
  }

  public Resources resources() {
    return resources;
  }

  /** What feeds a resource; its inputs are numbered in this order. */
  public List<Resource> inputs(Resource resource) {
    return inputs.get(resource.ordinal());
  }

  /** The resources of one kind, ascending. */
  public List<Resource> all(Resource.Kind kind) {
    return Collections.unmodifiableList(ofKind.getOrDefault(kind, List.of()));
  }
}
