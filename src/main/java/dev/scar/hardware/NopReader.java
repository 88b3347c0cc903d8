package dev.scar.hardware;

import dev.scar.files.NodeReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the network of a package: a lattice by its size, or nodes and links written out. */
final class NopReader {
  /** The word for a node without a chiplet. */
  static final String NO_CHIPLET = "-";

  private final NodeReader root;
  private final NodeReader nop;

  NopReader(NodeReader root) {
    this.root = root;
    this.nop = root.at("nop");
  }

  /** The network, if everything that it is made of is sound. */
  Optional<NopGraph> read() {
    NodeReader shape = root.at("shape");
    String name = shape.text();
    if (!shape.isSound() || !nop.isPresent()) {
      return Optional.empty();
    }
    LinkSpec spec = LinkSpecReader.required(nop);
    if (name.equals(NopGraphs.CUSTOM)) {
      refuse(List.of("rows", "columns", "chiplets"), name);
      return custom(spec).flatMap(this::overridden);
    }
    refuse(List.of("nodes", "links"), name);
    return lattice(name, spec).flatMap(this::overridden);
  }

  private void refuse(List<String> keys, String shape) {
    for (String key : keys) {
      if (root.has(key)) {
        root.at(key).problem("does not go with shape " + shape, "");
      }
    }
  }

  private Optional<NopGraph> lattice(String shape, LinkSpec spec) {
    NodeReader pattern = root.at("chiplets");
    if (!pattern.isPresent()) {
      pattern.problem("is missing", "Write a list of rows such as \"N S N\", or one type for all.");
      return Optional.empty();
    }
    List<NodeReader> lines = pattern.items();
    int rows = size("rows", lines.size());
    int columns = size("columns", lines.isEmpty() ? 0 : PatternReader.words(lines.get(0)).size());
    if (rows == 0 || columns == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(NopGraphs.lattice(shape, rows, columns, spec));
    } catch (IllegalArgumentException e) {
      NodeReader written = root.has("rows") ? root.at("rows") : pattern;
      written.problem("is not possible: " + e.getMessage(), "");
      return Optional.empty();
    }
  }

  /** Rows or columns as written, else as the pattern has them; 0 if there are none that fit. */
  private int size(String key, int inPattern) {
    NodeReader written = root.at(key);
    if (!written.isPresent() && inPattern > 0) {
      return inPattern;
    }
    int size = written.count(1, NopGraph.MOST_NODES);
    if (!written.isSound()) {
      return 0;
    }
    if (inPattern > 0 && inPattern != size) {
      written.problem("does not agree with the pattern, which has " + inPattern, "");
      return 0;
    }
    return size;
  }

  private Optional<NopGraph> custom(LinkSpec spec) {
    List<NodeReader> nodes = root.at("nodes").items();
    if (nodes.isEmpty()) {
      root.at("nodes").problem(root.has("nodes") ? "is empty" : "is missing", "");
    }
    NopGraphBuilder graph = new NopGraphBuilder(NopGraphs.CUSTOM, 0, 0);
    Set<NopGraph.Position> places = new LinkedHashSet<>();
    for (NodeReader node : nodes) {
      Optional<NopGraph.Position> position =
          node.has("at") ? Optional.of(position(node.at("at"))) : Optional.empty();
      if (position.isPresent() && !places.add(position.get())) {
        node.at("at").problem("is the place of another node", "");
      }
      graph.node(position);
    }
    for (NodeReader link : root.at("links").items()) {
      LinkSpec own = LinkSpecReader.over(link, spec);
      ends(link, nodes.size())
          .ifPresent(
              ends ->
                  link.build(
                      () ->
                          ends.both()
                              ? graph.bothWays(ends.from(), ends.to(), own)
                              : graph.oneWay(ends.from(), ends.to(), own)));
    }
    if (!root.at("nodes").isSound() || !root.at("links").isSound() || !nop.isSound()) {
      return Optional.empty();
    }
    Optional<NopGraph> built = root.at("nodes").build(graph::build);
    return built.filter(this::isConnected);
  }

  private boolean isConnected(NopGraph graph) {
    Optional<Reach.Gap> gap = Reach.gap(graph);
    gap.ifPresent(
        g -> {
          if (root.has("links")) {
            root.at("links").problem("leave " + g, "");
          } else {
            root.at("links").problem("is missing: there is " + g, "");
          }
        });
    return gap.isEmpty();
  }

  private static NopGraph.Position position(NodeReader place) {
    List<NodeReader> two = place.items();
    return new NopGraph.Position((int) two.get(0).whole(), (int) two.get(1).whole());
  }

  /** The nodes that a link joins; both: in both directions. */
  private record Ends(int from, int to, boolean both) {}

  private static Optional<Ends> ends(NodeReader link, int nodes) {
    if (nodes == 0) {
      return Optional.empty();
    }
    boolean both = link.has("between");
    boolean either = link.has("from") || link.has("to");
    if (both == either) {
      link.problem(
          both
              ? "has both \"between\" and \"from\" or \"to\""
              : "does not say which nodes it joins",
          "\"between\": [0, 1] is a link each way, \"from\": 0, \"to\": 1 one way only.");
      return Optional.empty();
    }
    List<NodeReader> written =
        both ? link.at("between").items() : List.of(link.at("from"), link.at("to"));
    int from = written.get(0).count(0, nodes - 1);
    int to = written.get(1).count(0, nodes - 1);
    return link.isSound() ? Optional.of(new Ends(from, to, both)) : Optional.empty();
  }

  /** The same network with what {@code nop.overrides} says about single links. */
  private Optional<NopGraph> overridden(NopGraph graph) {
    List<NopLink> links = new ArrayList<>(graph.links());
    for (NodeReader override : nop.at("overrides").items()) {
      Optional<Ends> ends = ends(override, graph.nodeCount());
      if (ends.isPresent()) {
        override(override, ends.get(), graph, links);
      }
    }
    if (!nop.isSound()) {
      return Optional.empty();
    }
    List<Optional<NopGraph.Position>> positions = new ArrayList<>();
    for (int node = 0; node < graph.nodeCount(); node++) {
      positions.add(graph.position(node));
    }
    return Optional.of(
        new NopGraph(graph.shape(), graph.rows(), graph.columns(), positions, links));
  }

  private static void override(NodeReader place, Ends ends, NopGraph graph, List<NopLink> links) {
    int found = 0;
    for (NopLink link : graph.outgoing(ends.from())) {
      found += link.to() == ends.to() ? 1 : 0;
    }
    if (found == 0) {
      place.problem("is about a link that does not exist", "");
    }
    links.replaceAll(
        link -> {
          boolean there = link.from() == ends.from() && link.to() == ends.to();
          boolean back = ends.both() && link.from() == ends.to() && link.to() == ends.from();
          if (!there && !back) {
            return link;
          }
          LinkSpec own =
              LinkSpecReader.over(place, new LinkSpec(link.bandwidth(), link.latencyPs()));
          return new NopLink(
              link.ordinal(), link.from(), link.to(), own.bandwidth(), own.latencyPs());
        });
  }
}
