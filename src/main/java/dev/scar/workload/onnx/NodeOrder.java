package dev.scar.workload.onnx;

import dev.scar.files.InputException;
import dev.scar.files.InputProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts nodes into an order in which they can run: of those that could come next, the first of the
 * file.
 */
final class NodeOrder {
  private final String file;
  private final List<OnnxNode> nodes;
  private final Map<String, Integer> makers = new HashMap<>();

  private NodeOrder(String file, List<OnnxNode> nodes) {
    this.file = file;
    this.nodes = nodes;
  }

  /**
   * The nodes in order.
   *
   * @param given tensors that exist before any of them runs
   * @throws InputException if a tensor is made twice or never, or if nodes wait for each other
   */
  static List<OnnxNode> sorted(String file, List<OnnxNode> nodes, Set<String> given) {
    NodeOrder order = new NodeOrder(file, nodes);
    order.findMakers(given);
    return order.sort(given);
  }

  private void findMakers(Set<String> given) {
    for (int i = 0; i < nodes.size(); i++) {
      for (String output : nodes.get(i).outputs()) {
        if (output.isEmpty()) {
          continue;
        }
        Integer other = makers.putIfAbsent(output, i);
        if (other != null || given.contains(output)) {
          String first =
              other == null ? "an input or parameter" : "node " + nodes.get(other).shown();
          throw problem(
              "tensor " + output,
              "is made twice: by " + first + " and by node " + nodes.get(i).shown());
        }
      }
    }
  }

  private List<OnnxNode> sort(Set<String> given) {
    List<Set<Integer>> waitsFor = new ArrayList<>();
    List<List<Integer>> readers = new ArrayList<>();
    nodes.forEach(node -> readers.add(new ArrayList<>()));
    int[] open = new int[nodes.size()];
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < nodes.size(); i++) {
      Set<Integer> makersOfInputs = new LinkedHashSet<>();
      for (String input : reads(nodes.get(i))) {
        Integer maker = makers.get(input);
        if (maker != null) {
          makersOfInputs.add(maker);
        } else if (!given.contains(input)) {
          throw problem(
              "node " + nodes.get(i).shown(),
              "reads tensor " + input + ", which no node, input or parameter is");
        }
      }
      waitsFor.add(makersOfInputs);
      int reader = i;
      makersOfInputs.forEach(maker -> readers.get(maker).add(reader));
      open[i] = makersOfInputs.size();
      if (open[i] == 0) {
        ready.add(i);
      }
    }
    List<OnnxNode> sorted = new ArrayList<>();
    while (!ready.isEmpty()) {
      int next = ready.remove();
      sorted.add(nodes.get(next));
      for (int reader : readers.get(next)) {
        if (--open[reader] == 0) {
          ready.add(reader);
        }
      }
    }
    if (sorted.size() < nodes.size()) {
      throw cycle(waitsFor, open);
    }
    return sorted;
  }

  /** Names of all tensors that a node reads, those of graphs inside it included. */
  static Set<String> reads(OnnxNode node) {
    Set<String> names = new LinkedHashSet<>(node.inputs());
    for (OnnxAttribute attribute : node.attributes().values()) {
      OnnxGraph graph = attribute.graph();
      if (graph != null) {
        names.addAll(readsFromOutside(graph));
      }
    }
    names.remove("");
    return names;
  }

  private static Set<String> readsFromOutside(OnnxGraph graph) {
    Set<String> names = new LinkedHashSet<>();
    graph.nodes().forEach(node -> names.addAll(reads(node)));
    graph.outputs().forEach(output -> names.add(output.name()));
    graph.nodes().forEach(node -> node.outputs().forEach(names::remove));
    graph.inputs().forEach(input -> names.remove(input.name()));
    graph.initializers().forEach(tensor -> names.remove(tensor.name()));
    return names;
  }

  /** Walks back among the nodes that are left until one comes again. */
  private InputException cycle(List<Set<Integer>> waitsFor, int[] open) {
    int at = 0;
    while (open[at] == 0) {
      at++;
    }
    List<Integer> walk = new ArrayList<>();
    Set<Integer> seen = new LinkedHashSet<>();
    while (seen.add(at)) {
      walk.add(at);
      at = waitsFor.get(at).stream().filter(i -> open[i] > 0).findFirst().orElseThrow();
    }
    List<Integer> cycle = walk.subList(walk.indexOf(at), walk.size());
    String names =
        cycle.stream()
            .limit(10)
            .map(i -> nodes.get(i).shown())
            .collect(Collectors.joining(" <- ", "", " <- " + nodes.get(at).shown()));
    return problem("", "has a cycle, each node reading the next: " + names);
  }

  private InputException problem(String place, String expectation) {
    return new InputException(new InputProblem(file, place, "", expectation, ""));
  }
}
