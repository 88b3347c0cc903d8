package dev.scar.workload.onnx;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Visits the nodes of a file in an order in which they can run, and finds for every tensor its
 * shape, its values if they are few, and where its contents come from.
 *
 * <p>Calls of the file's functions and control flow whose course is known are replaced by their
 * nodes. Costs O(nodes + edges), apart from those of functions, of which there may be {@link
 * #MOST_NODES} nodes after replacement.
 */
final class Evaluation {
  static final int MOST_NODES = 300_000;
  private static final int DEEPEST = 32;

  private final Knowledge known;
  private final Step step;
  private final Sequences sequences;
  private final ControlFlow control;
  private final Map<String, OnnxFunction> functions = new HashMap<>();
  private int visited;
  private int depth;

  private Evaluation(InputFile file, OnnxModel model, ImportOptions options) {
    this.known = new Knowledge(file, options);
    this.step = new Step(known);
    this.sequences = new Sequences(known, step);
    this.control = new ControlFlow(known, sequences, this::run);
    model.functions().forEach(f -> functions.put(key(f.domain(), f.name()), f));
  }

  /**
   * The network of a file.
   *
   * @throws InputException with the first thing that cannot be imported
   */
  static Network of(InputFile file, ImportOptions options) {
    OnnxModel model = OnnxReader.read(file);
    if (model.graph().nodes().isEmpty()) {
      throw new InputException(
          new InputProblem(file.shown(), "", "", "is empty: its graph has no nodes", ""));
    }
    return new Evaluation(file, model, options).network(model.graph(), options);
  }

  private Network network(OnnxGraph graph, ImportOptions options) {
    graph.values().forEach(value -> known.says(value.name(), value));
    graph.outputs().forEach(value -> known.says(value.name(), value));
    graph.initializers().forEach(tensor -> known.addParameter(tensor.name(), tensor));
    List<OnnxValue> inputs =
        graph.inputs().stream().filter(input -> known.tensor(input.name()) == null).toList();
    long leading = new GraphInputs(graph, known, options).add(inputs);
    run(NodeOrder.sorted(known.file(), graph.nodes(), known.names()));
    for (OnnxValue output : graph.outputs()) {
      List<String> elements = known.sequence(output.name());
      (elements == null ? List.of(output.name()) : elements).forEach(this::leaves);
    }
    return new Network(graph.name(), known.flows(), leading, known.notes());
  }

  private void leaves(String tensor) {
    Tensor made = known.tensor(tensor);
    if (made != null && made.flow() != null) {
      made.flow().readByOthers();
    }
  }

  private void run(List<OnnxNode> nodes) {
    if (++depth > DEEPEST) {
      throw known.problem(nodes.get(0), "lies in functions that call each other too deep", "");
    }
    for (OnnxNode node : nodes) {
      if (++visited > MOST_NODES) {
        throw known.problem(node, "is one of more than " + MOST_NODES + " nodes", "");
      }
      visit(node);
    }
    depth--;
  }

  private void visit(OnnxNode node) {
    OnnxFunction function = functions.get(key(node.domain(), node.op()));
    if (function != null) {
      call(node, function);
    } else if (ControlFlow.is(node)) {
      control.visit(node);
    } else if (sequences.has(node)) {
      sequences.visit(node);
    } else if (node.operator().equals("Constant")) {
      Constants.add(node, known);
    } else {
      step.operate(node);
    }
  }

  private static String key(String domain, String name) {
    return domain + "\n" + name;
  }

  private void call(OnnxNode node, OnnxFunction function) {
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < function.inputs().size(); i++) {
      names.put(function.inputs().get(i), node.input(i));
    }
    for (int i = 0; i < Math.min(function.outputs().size(), node.outputs().size()); i++) {
      if (!node.outputs().get(i).isEmpty() && !names.containsKey(function.outputs().get(i))) {
        names.put(function.outputs().get(i), node.outputs().get(i));
      }
    }
    String prefix = known.prefix();
    Inlining inlining =
        new Inlining(
            node,
            name -> names.containsKey(name) ? names.getOrDefault(name, "") : prefix + name,
            function.defaults());
    run(NodeOrder.sorted(known.file(), inlining.copies(function.nodes()), known.names()));
    for (int i = 0; i < Math.min(function.outputs().size(), node.outputs().size()); i++) {
      String inner = function.outputs().get(i);
      known.alias(names.getOrDefault(inner, prefix + inner), node.outputs().get(i));
    }
  }
}
