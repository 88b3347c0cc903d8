package dev.scar.hardware;

import dev.scar.files.NodeReader;
import dev.scar.files.Spelling;
import dev.scar.units.Bandwidth;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads which chiplet sits on which node: a pattern of letters, or the list of nodes. */
final class PatternReader {
  private final NodeReader root;
  private final NopGraph graph;
  private final Map<String, ChipletType> types;
  private final List<Chiplet> chiplets = new ArrayList<>();

  PatternReader(NodeReader root, NopGraph graph, Map<String, ChipletType> types) {
    this.root = root;
    this.graph = graph;
    this.types = types;
  }

  /** The words of one row of a pattern. */
  static List<String> words(NodeReader row) {
    String text = row.text().strip();
    return text.isEmpty() ? List.of() : List.of(text.split("\\s+", -1));
  }

  /** The chiplets by node; where something is wrong, that one is missing. */
  List<Chiplet> read() {
    checkLegend();
    NodeReader nop = root.at("nop");
    Bandwidth link = LinkSpecReader.bandwidth(nop.at("bandwidth"));
    Bandwidth injection = LinkSpecReader.bandwidthOr(nop.at("injection"), link);
    Bandwidth ejection = LinkSpecReader.bandwidthOr(nop.at("ejection"), link);
    if (graph.shape().equals(NopGraphs.CUSTOM)) {
      List<NodeReader> nodes = root.at("nodes").items();
      for (int node = 0; node < nodes.size(); node++) {
        NodeReader written = nodes.get(node);
        if (written.isText()) {
          add(node, written, written.text(), injection, ejection);
        } else if (written.has("chiplet")) {
          NodeReader word = written.at("chiplet");
          Bandwidth in = LinkSpecReader.bandwidthOr(written.at("injection"), injection);
          Bandwidth out = LinkSpecReader.bandwidthOr(written.at("ejection"), ejection);
          add(node, word, word.text(), in, out);
        }
      }
    } else {
      readPattern(injection, ejection);
    }
    return disable();
  }

  private void readPattern(Bandwidth injection, Bandwidth ejection) {
    NodeReader pattern = root.at("chiplets");
    if (!pattern.isList()) {
      String word = pattern.text();
      for (int node = 0; node < graph.nodeCount() && pattern.isSound(); node++) {
        add(node, pattern, word, injection, ejection);
      }
      return;
    }
    List<NodeReader> rows = pattern.items();
    for (int row = 0; row < rows.size(); row++) {
      List<String> words = words(rows.get(row));
      if (words.size() != graph.columns()) {
        rows.get(row)
            .problem(
                "has " + words.size() + " places, not " + graph.columns(),
                "Write one word for each chiplet, \"" + NopReader.NO_CHIPLET + "\" for none.");
        continue;
      }
      for (int column = 0; column < words.size(); column++) {
        int node = row * graph.columns() + column;
        add(node, rows.get(row), words.get(column), injection, ejection);
      }
    }
  }

  private void add(
      int node, NodeReader place, String word, Bandwidth injection, Bandwidth ejection) {
    if (word.equals(NopReader.NO_CHIPLET)) {
      return;
    }
    NodeReader legend = root.at("legend");
    NodeReader named = legend.at(word);
    if (named.isPresent()) {
      // A letter for a type that does not exist is a problem of the legend.
      type(named.text())
          .ifPresent(t -> chiplets.add(new Chiplet(node, t, true, injection, ejection)));
      return;
    }
    Optional<ChipletType> type = type(word);
    NodeReader written = root.at("chipletTypes");
    if (type.isEmpty() && written.isPresent() && !written.has(word)) {
      List<String> known = new ArrayList<>(legend.keys());
      known.addAll(types.keySet());
      place.problem("has no chiplet type \"" + word + "\"", Spelling.advice(word, known));
    }
    type.ifPresent(t -> chiplets.add(new Chiplet(node, t, true, injection, ejection)));
  }

  private Optional<ChipletType> type(String name) {
    return Optional.ofNullable(types.get(name));
  }

  private void checkLegend() {
    NodeReader legend = root.at("legend");
    boolean checkable = root.at("chipletTypes").isPresent();
    for (String letter : checkable ? legend.keys() : List.<String>of()) {
      NodeReader name = legend.at(letter);
      if (!root.at("chipletTypes").has(name.text())) {
        name.problem("is not a chiplet type", Spelling.advice(name.text(), types.keySet()));
      }
    }
  }

  private List<Chiplet> disable() {
    NodeReader written = root.at("disabled");
    Set<Integer> disabled = new LinkedHashSet<>();
    for (NodeReader entry : written.items()) {
      int node = entry.count(0, graph.nodeCount() - 1);
      boolean there = chiplets.stream().anyMatch(chiplet -> chiplet.node() == node);
      if (entry.isSound() && !there && root.isSound()) {
        entry.problem("is a node without a chiplet", "");
      }
      disabled.add(node);
    }
    boolean some = chiplets.stream().anyMatch(chiplet -> !disabled.contains(chiplet.node()));
    if (!some && root.isSound()) {
      NodeReader place =
          graph.shape().equals(NopGraphs.CUSTOM) ? root.at("nodes") : root.at("chiplets");
      (written.isPresent() ? written : place).problem("leaves no chiplet that computes", "");
    }
    return chiplets.stream().map(c -> disabled.contains(c.node()) ? c.disable() : c).toList();
  }
}
