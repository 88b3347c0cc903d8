package dev.scar.hardware;

import dev.scar.files.NodeReader;
import dev.scar.units.Bandwidth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads where DRAM hangs on the network, and what it is able to do. */
final class DramReader {
  private static final String SIDES = "sides";

  private final NodeReader dram;
  private final NodeReader nodes;
  private final NopGraph graph;
  private DramTiming timing = DramTiming.IDEAL;
  private final List<Dram> drams = new ArrayList<>();
  private final List<DramInterface> interfaces = new ArrayList<>();

  DramReader(NodeReader root, NopGraph graph) {
    this.dram = root.at("dram");
    this.nodes = root.at("nodes");
    this.graph = graph;
  }

  List<Dram> drams() {
    return drams;
  }

  List<DramInterface> interfaces() {
    return interfaces;
  }

  /** Reads everything; what is sound afterwards can be asked for. */
  void read() {
    if (!dram.isPresent()) {
      return;
    }
    Bandwidth bandwidth = LinkSpecReader.bandwidth(dram.at("bandwidth"));
    long latencyPs = LinkSpecReader.latencyPs(dram.at("latency"));
    timing = timing();
    boolean shared = dram.at("sharing").textOr("interface").equals("package");
    if (shared) {
      drams.add(new Dram(0, bandwidth, latencyPs, timing));
    }
    NodeReader written = dram.at("interfaces");
    if (!written.isList()) {
      for (int node : sides(written)) {
        add(node, shared, new LinkSpec(bandwidth, latencyPs));
      }
      return;
    }
    List<NodeReader> entries = written.items();
    if (entries.isEmpty()) {
      written.problem("is empty: nothing can be loaded", "Name a node, or write \"sides\".");
    }
    Set<Integer> taken = new LinkedHashSet<>();
    for (NodeReader entry : entries) {
      NodeReader place = entry.isObject() ? entry.at("node") : entry;
      int node = place.count(0, graph.nodeCount() - 1);
      if (place.isSound() && !taken.add(node)) {
        place.problem("has an interface already", "Give that one the bandwidth of both.");
      }
      LinkSpec own = new LinkSpec(bandwidth, latencyPs);
      if (entry.isObject()) {
        if (shared && (entry.has("bandwidth") || entry.has("latency"))) {
          entry.problem("has properties of its own, but all interfaces share one DRAM", "");
        }
        own = LinkSpecReader.over(entry, own);
      }
      if (place.isSound()) {
        add(node, shared, own);
      }
    }
  }

  /** What keeps all of them from their peak; a file that says nothing means nothing. */
  private DramTiming timing() {
    NodeReader share = dram.at("efficiency");
    double efficiency = share.isPresent() ? share.number() : 1;
    long turnaroundPs = time("turnaround");
    long intervalPs = time("refreshInterval");
    long refreshPs = time("refreshTime");
    if ((intervalPs == 0) != (refreshPs == 0) || refreshPs > intervalPs / 2) {
      dram.at(refreshPs == 0 ? "refreshInterval" : "refreshTime")
          .problem(
              "is not the time of a refresh and an interval of at least twice that",
              "Maybe write \"refreshInterval\": \"7.8 us\", \"refreshTime\": \"350 ns\".");
    }
    return dram.build(() -> new DramTiming(efficiency, turnaroundPs, intervalPs, refreshPs))
        .orElse(DramTiming.IDEAL);
  }

  private long time(String key) {
    NodeReader place = dram.at(key);
    return place.isPresent() ? LinkSpecReader.latencyPs(place) : 0;
  }

  private void add(int node, boolean shared, LinkSpec spec) {
    if (!shared) {
      drams.add(new Dram(drams.size(), spec.bandwidth(), spec.latencyPs(), timing));
    }
    interfaces.add(new DramInterface(interfaces.size(), node, drams.size() - 1));
  }

  /** The first and the last node of each row, by node. */
  private Set<Integer> sides(NodeReader written) {
    String word = written.text();
    if (!written.isSound()) {
      return Set.of();
    }
    if (!word.equals(SIDES)) {
      written.problem("is neither a list of nodes nor \"" + SIDES + "\"", "Maybe write \"sides\".");
      return Set.of();
    }
    TreeMap<Integer, List<Integer>> rows = new TreeMap<>();
    for (int node = 0; node < graph.nodeCount(); node++) {
      Optional<NopGraph.Position> position = graph.position(node);
      if (position.isPresent()) {
        rows.computeIfAbsent(position.get().row(), row -> new ArrayList<>()).add(node);
      }
    }
    if (rows.isEmpty()) {
      nodes.problem(
          "do not say where they are, but DRAM is at the sides",
          "Give them places, \"at\": [row, column], or name the interfaces, such as [0, 3].");
    }
    Set<Integer> ends = new TreeSet<>();
    for (List<Integer> row : rows.values()) {
      row.sort(Comparator.comparingInt(node -> graph.position(node).orElseThrow().column()));
      ends.add(row.get(0));
      ends.add(row.get(row.size() - 1));
    }
    return ends;
  }
}
