package dev.scar.workload.onnx;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Visits the nodes of a file in an order in which they can run, and finds for every tensor its
 * shape, its values if they are few, and where its contents come from.
 *
 * <p>Calls of the file's functions and branches whose condition is known are replaced by their
 * nodes. Costs O(nodes + edges), apart from those of functions, of which there may be {@link
 * #MOST_NODES} nodes after replacement.
 */
final class Evaluation {
  static final int MOST_NODES = 300_000;
  private static final int DEEPEST = 32;
  private static final Set<String> LOOPS = Set.of("Loop", "Scan", "SequenceMap");

  private final Knowledge known;
  private final Step step;
  private final Map<String, OnnxFunction> functions = new HashMap<>();
  private int visited;
  private int depth;
  private int copies;

  private Evaluation(InputFile file, OnnxModel model, ImportOptions options) {
    this.known = new Knowledge(file, options);
    this.step = new Step(known);
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
      Tensor made = known.tensor(output.name());
      if (made != null && made.flow() != null) {
        made.flow().readByOthers();
      }
    }
    return new Network(graph.name(), known.flows(), leading, known.notes());
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
    } else if (node.operator().equals("If")) {
      choose(node);
    } else if (LOOPS.contains(node.operator()) || OnnxAttribute.hasGraph(node.attributes())) {
      throw known.problem(
          node,
          "is control flow: how often its body runs is not known to an importer",
          "Export the model unrolled, or with a fixed trip count.");
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
    String prefix = prefix();
    Inlining inlining =
        new Inlining(
            node,
            name -> names.containsKey(name) ? names.getOrDefault(name, "") : prefix + name,
            function.defaults());
    run(NodeOrder.sorted(known.file(), inlining.copies(function.nodes()), known.names()));
    for (int i = 0; i < Math.min(function.outputs().size(), node.outputs().size()); i++) {
      alias(function.outputs().get(i), node.outputs().get(i), names, prefix);
    }
  }

  /** A result that is an input of the same body has no node that makes it. */
  private void alias(String inner, String outer, Map<String, String> names, String prefix) {
    Tensor made = known.tensor(names.getOrDefault(inner, prefix + inner));
    if (made != null && !outer.isEmpty() && known.tensor(outer) == null) {
      known.add(outer, made);
    }
  }

  /** Names of tensors in a copy; no name of a file begins so. */
  private String prefix() {
    return "\0" + ++copies + "/";
  }

  private void choose(OnnxNode node) {
    Tensor condition = known.tensor(node.input(0));
    Values chosen = condition == null ? null : condition.values();
    if (chosen == null || chosen.size() != 1) {
      throw known.problem(
          node,
          "is control flow: its condition "
              + node.input(0)
              + " depends on data, so its branch is not known",
          "Export the model for fixed shapes, without the branch.");
    }
    OnnxAttribute branch =
        node.attributes().get(chosen.first() != 0 ? "then_branch" : "else_branch");
    OnnxGraph graph = branch == null ? null : branch.graph();
    if (graph == null) {
      throw known.problem(node, "has not the branch that its condition chooses", "");
    }
    String prefix = prefix();
    Set<String> own = new HashSet<>();
    graph.nodes().forEach(inner -> own.addAll(inner.outputs()));
    graph.initializers().forEach(tensor -> own.add(tensor.name()));
    Inlining inlining = new Inlining(node, name -> own.contains(name) ? prefix + name : name, null);
    graph.initializers().forEach(tensor -> known.addParameter(prefix + tensor.name(), tensor));
    graph.values().forEach(value -> known.says(prefix + value.name(), value));
    if (!graph.nodes().isEmpty()) {
      run(NodeOrder.sorted(known.file(), inlining.copies(graph.nodes()), known.names()));
    }
    for (int i = 0; i < Math.min(graph.outputs().size(), node.outputs().size()); i++) {
      String inner = graph.outputs().get(i).name();
      alias(
          inner,
          node.outputs().get(i),
          own.contains(inner) ? Map.of() : Map.of(inner, inner),
          prefix);
    }
  }
}
