package dev.scar.plan;

import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.Dram;
import dev.scar.hardware.NopLink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The resources of a package, numbered: links, DRAMs, injection ports, ejection ports. */
public final class Resources {
  private final ChipletPackage chipletPackage;
  private final List<Resource> all = new ArrayList<>();
  private final int dramBase;
  private final int[] injection;
  private final int[] ejection;
  private @Nullable Wiring wiring;

  public Resources(ChipletPackage chipletPackage) {
    this.chipletPackage = chipletPackage;
    Map<String, Integer> seen = new HashMap<>();
    for (NopLink link : chipletPackage.nop().links()) {
      String name = "link " + link.from() + ">" + link.to();
      int copy = seen.merge(name, 1, Integer::sum);
      all.add(
          new Resource(
              all.size(),
              Resource.Kind.LINK,
              link.ordinal(),
              copy > 1 ? name + "#" + copy : name,
              link.bandwidth()));
    }
    dramBase = all.size();
    injection = new int[chipletPackage.nop().nodeCount()];
    ejection = new int[chipletPackage.nop().nodeCount()];
    Arrays.fill(injection, -1);
    Arrays.fill(ejection, -1);
    for (Dram dram : chipletPackage.drams()) {
      all.add(
          new Resource(
              all.size(),
              Resource.Kind.DRAM,
              dram.ordinal(),
              "dram " + dram.ordinal(),
              dram.bandwidth()));
    }
    for (Chiplet chiplet : chipletPackage.chiplets()) {
      injection[chiplet.node()] = all.size();
      all.add(
          new Resource(
              all.size(),
              Resource.Kind.INJECTION,
              chiplet.node(),
              "inject " + chiplet.node(),
              chiplet.injection()));
    }
    for (Chiplet chiplet : chipletPackage.chiplets()) {
      ejection[chiplet.node()] = all.size();
      all.add(
          new Resource(
              all.size(),
              Resource.Kind.EJECTION,
              chiplet.node(),
              "eject " + chiplet.node(),
              chiplet.ejection()));
    }
  }

  public List<Resource> all() {
    return Collections.unmodifiableList(all);
  }

  /** Which of them can feed which; found once. */
  public synchronized Wiring wiring() {
    Wiring known = wiring;
    if (known == null) {
      known = new Wiring(chipletPackage, this);
      wiring = known;
    }
    return known;
  }

  public Resource get(int ordinal) {
    return all.get(ordinal);
  }

  public int size() {
    return all.size();
  }

  public Resource link(int link) {
    return all.get(link);
  }

  public Resource dram(int dram) {
    return all.get(dramBase + dram);
  }

  /** The port through which this chiplet sends and stores. */
  public Resource injection(int node) {
    return all.get(port(injection, node));
  }

  /** The port through which this chiplet receives and loads. */
  public Resource ejection(int node) {
    return all.get(port(ejection, node));
  }

  private static int port(int[] ports, int node) {
    if (node < 0 || node >= ports.length || ports[node] < 0) {
      throw new IllegalArgumentException("no enabled chiplet on node " + node);
    }
    return ports[node];
  }
}
