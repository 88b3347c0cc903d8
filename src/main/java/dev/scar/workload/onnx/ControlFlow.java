package dev.scar.workload.onnx;

import dev.scar.files.InputException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Control flow whose course the file settles: branches with a condition that is known, and loops
 * that run so often, which become their nodes as often. All other is refused.
 */
final class ControlFlow {
  private static final Set<String> OPERATORS = Set.of("If", "Loop", "Scan", "SequenceMap");
  private static final String UNROLL =
      "Export the model unrolled, or with a fixed trip count and condition.";

  private final Knowledge known;
  private final Sequences sequences;
  private final Consumer<List<OnnxNode>> runner;
  private int copied;

  /**
   * For a file.
   *
   * @param runner takes the nodes that an operator stands for
   */
  ControlFlow(Knowledge known, Sequences sequences, Consumer<List<OnnxNode>> runner) {
    this.known = known;
    this.sequences = sequences;
    this.runner = runner;
  }

  /** Whether a node is control flow. */
  static boolean is(OnnxNode node) {
    return OPERATORS.contains(node.operator()) || OnnxAttribute.hasGraph(node.attributes());
  }

  /** Runs what a node stands for. */
  void visit(OnnxNode node) {
    switch (node.operator()) {
      case "If" -> choose(node);
      case "Loop" -> loop(node);
      case "Scan" -> scan(node);
      case "SequenceMap" -> map(node);
      default ->
          throw known.problem(node, "is control flow that is not known to an importer", UNROLL);
    }
  }

  private void choose(OnnxNode node) {
    Values chosen = one(node.input(0));
    if (chosen == null) {
      throw known.problem(
          node,
          "is control flow: its condition "
              + node.input(0)
              + " depends on data, so its branch is not known",
          "Export the model for fixed shapes, without the branch.");
    }
    String branch = chosen.first() != 0 ? "then_branch" : "else_branch";
    List<String> made = unfold(node, node, branch, List.of());
    for (int i = 0; i < Math.min(made.size(), node.outputs().size()); i++) {
      known.alias(made.get(i), node.outputs().get(i));
    }
  }

  private void loop(OnnxNode node) {
    Values most = node.input(0).isEmpty() ? Values.whole(Long.MAX_VALUE) : one(node.input(0));
    if (most == null) {
      throw endless(node, "its trip count " + node.input(0) + " depends on data");
    }
    List<String> carried =
        new ArrayList<>(
            node.inputs().subList(Math.min(2, node.inputs().size()), node.inputs().size()));
    List<List<String>> scanned = new ArrayList<>();
    String going = node.input(1);
    long trip = 0;
    for (; trip < most.first() && goesOn(node, going); trip++) {
      String number = known.number(trip);
      List<String> inputs =
          new ArrayList<>(List.of(number, going.isEmpty() ? known.truth() : going));
      inputs.addAll(carried);
      List<String> made = unfold(node, named(node, trip), "body", inputs);
      if (made.size() < 1 + carried.size()) {
        throw known.problem(node, "has a body that does not make what it carries", "");
      }
      going = made.get(0);
      collect(scanned, made.subList(1 + carried.size(), made.size()));
      carried = made.subList(1, 1 + carried.size());
    }
    told(node, trip);
    finish(node, carried, scanned, null);
  }

  private void told(OnnxNode node, long trips) {
    known.warn(
        node, "is unrolled " + trips + " times; each time has layers, and weights, of its own");
  }

  private boolean goesOn(OnnxNode node, String condition) {
    Values goes = condition.isEmpty() ? Values.whole(1) : one(condition);
    if (goes == null) {
      throw endless(node, "its condition depends on data");
    }
    return goes.first() != 0;
  }

  private void scan(OnnxNode node) {
    int count = (int) node.whole("num_scan_inputs", 0);
    int states = node.inputs().size() - count;
    if (count < 1 || states < 0 || node.has("directions") || node.inputs().contains("")) {
      throw endless(node, "it is of a version, or has inputs, that are not known");
    }
    List<Long> axes = node.wholes("scan_input_axes");
    List<String> carried = new ArrayList<>(node.inputs().subList(0, states));
    List<List<String>> scanned = new ArrayList<>();
    long trips = length(node, node.input(states), axis(axes, 0));
    for (long trip = 0; trip < trips; trip++) {
      List<String> inputs = new ArrayList<>(carried);
      for (int i = 0; i < count; i++) {
        inputs.add(sequences.slice(node, node.input(states + i), axis(axes, i), trip));
      }
      List<String> made = unfold(node, named(node, trip), "body", inputs);
      if (made.size() < states) {
        throw known.problem(node, "has a body that does not make what it carries", "");
      }
      collect(scanned, made.subList(states, made.size()));
      carried = made.subList(0, states);
    }
    told(node, trips);
    finish(node, carried, scanned, node.wholes("scan_output_axes"));
  }

  private static long axis(@Nullable List<Long> axes, int of) {
    return axes == null || of >= axes.size() ? 0 : axes.get(of);
  }

  private long length(OnnxNode node, String tensor, long axis) {
    Tensor given = known.tensor(tensor);
    Shape shape = given == null ? null : given.shape();
    boolean there = shape != null && axis >= -shape.rank() && axis < shape.rank();
    long size = shape == null || !there ? Shape.UNKNOWN : shape.dim(shape.axis(axis));
    if (size == Shape.UNKNOWN) {
      throw endless(node, "the length of " + tensor + " depends on data");
    }
    return size;
  }

  private void map(OnnxNode node) {
    List<List<String>> made = new ArrayList<>();
    List<String> first = sequences.elements(node, node.input(0));
    for (int i = 0; i < first.size(); i++) {
      List<String> inputs = new ArrayList<>();
      for (String input : node.inputs()) {
        List<String> elements = known.sequence(input);
        if (elements != null && elements.size() != first.size()) {
          throw known.problem(node, "goes through sequences of different length", "");
        }
        inputs.add(elements == null ? input : elements.get(i));
      }
      collect(made, unfold(node, named(node, i), "body", inputs));
    }
    for (int i = 0; i < node.outputs().size(); i++) {
      known.addSequence(node.outputs().get(i), i < made.size() ? made.get(i) : List.of());
    }
  }

  private static void collect(List<List<String>> all, List<String> made) {
    for (int i = 0; i < made.size(); i++) {
      if (all.size() == i) {
        all.add(new ArrayList<>());
      }
      all.get(i).add(made.get(i));
    }
  }

  /** Hands out what is carried, then what every trip made, stacked along an axis. */
  private void finish(
      OnnxNode node, List<String> carried, List<List<String>> scanned, @Nullable List<Long> axes) {
    for (int i = 0; i < node.outputs().size(); i++) {
      String output = node.outputs().get(i);
      int stacked = i - carried.size();
      if (output.isEmpty()) {
        continue;
      }
      if (stacked < 0) {
        known.alias(carried.get(i), output);
      } else if (stacked < scanned.size()) {
        sequences.join(node, scanned.get(stacked), axis(axes, stacked), true, output);
      } else {
        known.put(
            node, i, new Fact(ElementType.UNDEFINED, null), ElementType.UNDEFINED, true, null);
      }
    }
  }

  private static OnnxNode named(OnnxNode node, long trip) {
    return new OnnxNode(
        node.shown() + "/" + trip,
        node.op(),
        node.domain(),
        node.inputs(),
        node.outputs(),
        node.attributes());
  }

  /**
   * Runs the nodes of a graph inside a node.
   *
   * @param named the node, by whose name copies are called
   * @param inputs tensors outside, one for each input of the graph
   * @return names outside of the graph's results
   */
  private List<String> unfold(OnnxNode node, OnnxNode named, String which, List<String> inputs) {
    OnnxAttribute attribute = node.attributes().get(which);
    OnnxGraph graph = attribute == null ? null : attribute.graph();
    if (graph == null) {
      throw known.problem(node, "has no " + which, "");
    }
    copied = Math.addExact(copied, 1 + graph.size());
    if (copied > Evaluation.MOST_NODES) {
      throw known.problem(node, "unfolds to more than " + Evaluation.MOST_NODES + " nodes", "");
    }
    if (graph.inputs().size() != inputs.size()) {
      throw known.problem(
          node,
          "has a body of " + graph.inputs().size() + " inputs, and gives " + inputs.size(),
          "");
    }
    String prefix = known.prefix();
    Set<String> own = new HashSet<>();
    graph.inputs().forEach(input -> own.add(input.name()));
    graph.nodes().forEach(inner -> own.addAll(inner.outputs()));
    graph.initializers().forEach(tensor -> own.add(tensor.name()));
    Inlining inlining =
        new Inlining(named, name -> own.contains(name) ? prefix + name : name, null);
    graph.initializers().forEach(tensor -> known.addParameter(prefix + tensor.name(), tensor));
    graph.values().forEach(value -> known.says(prefix + value.name(), value));
    for (int i = 0; i < inputs.size(); i++) {
      known.alias(inputs.get(i), prefix + graph.inputs().get(i).name());
    }
    if (!graph.nodes().isEmpty()) {
      runner.accept(NodeOrder.sorted(known.file(), inlining.copies(graph.nodes()), known.names()));
    }
    return graph.outputs().stream()
        .map(output -> own.contains(output.name()) ? prefix + output.name() : output.name())
        .toList();
  }

  private @Nullable Values one(String tensor) {
    Tensor found = known.tensor(tensor);
    Values values = found == null ? null : found.values();
    return values == null || values.size() != 1 ? null : values;
  }

  private InputException endless(OnnxNode node, String why) {
    return known.problem(
        node, "is control flow: " + why + ", so how often its body runs is not known", UNROLL);
  }
}
