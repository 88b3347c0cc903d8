package dev.scar.workload;

import dev.scar.files.NodeReader;
import dev.scar.files.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads the layers of one model, in order; each may name those before it. */
final class LayerListReader {
  private final boolean exact;
  private final List<Layer> corrected = new ArrayList<>();
  private final List<Layer> literal = new ArrayList<>();
  private final Map<String, Integer> indexOf = new LinkedHashMap<>();
  private final List<Optional<LayerShape>> shapes = new ArrayList<>();

  /** Starts a list; an exact graph is one in which neighbouring shapes must fit. */
  LayerListReader(boolean exact) {
    this.exact = exact;
  }

  /** The layers as the network has them; complete only if no problem was recorded. */
  List<Layer> corrected() {
    return corrected;
  }

  /**
   * The layers as the list prints them; complete only if no problem was recorded. A list with
   * literal readings prints no padding either, so none of its layers is costed with any; the MACs
   * stay those of the list, which counts every input position.
   */
  List<Layer> literal() {
    return literal.equals(corrected)
        ? literal
        : literal.stream().map(LayerListReader::unpadded).toList();
  }

  private static Layer unpadded(Layer layer) {
    return new Layer(
        layer.name(),
        layer.shape().withLeastPadding(),
        layer.macs(),
        layer.weightElements(),
        layer.outputElements(),
        layer.modelInputElements(),
        layer.producers());
  }

  /** Reads the next layer. */
  void read(NodeReader node) {
    Optional<LayerShape> shape = LayerShapeReader.read(node);
    Tensors tensors = tensors(node);
    if (exact && shape.isPresent()) {
      checkFit(node, shape.get(), tensors);
    }
    NodeReader printed = node.at("literal");
    if (shape.isPresent()) {
      node.build(() -> layer(node, shape.get(), shape.get(), node.at("macs"), tensors))
          .ifPresent(corrected::add);
    }
    if (shape.isPresent() && printed.isPresent()) {
      LayerShapeReader.read(printed.over(node))
          .flatMap(s -> node.build(() -> layer(node, shape.get(), s, printed.at("macs"), tensors)))
          .ifPresent(literal::add);
    } else if (corrected.size() > literal.size()) {
      literal.add(corrected.get(corrected.size() - 1));
    }
    index(node.at("name"));
    shapes.add(shape);
  }

  private void index(NodeReader name) {
    Integer earlier = indexOf.putIfAbsent(name.text(), shapes.size());
    if (earlier != null) {
      name.problem("is the name of layers[" + earlier + "] as well", "");
    }
  }

  private static Layer layer(
      NodeReader node, LayerShape real, LayerShape costed, NodeReader macs, Tensors tensors) {
    return new Layer(
        node.at("name").text(),
        costed,
        macs.wholeOr(costed.macs()),
        costed.weightElements(),
        real.outputElements(),
        tensors.fromModelInput() ? real.inputElements() : 0,
        tensors.producers());
  }

  private void checkFit(NodeReader node, LayerShape shape, Tensors tensors) {
    node.build(
        () -> {
          TensorFit fit = new TensorFit(node, shape, shapes::get);
          fit.checkInputs(tensors.inputs());
          fit.checkEach("add", tensors.added(), Math.multiplyExact(shape.k(), shape.repeat()));
          fit.checkEach("sum", tensors.summed(), shape.c());
          fit.checkEach("gate", tensors.gates(), shape.c());
          return fit;
        });
  }

  /** Where a layer's tensors come from: indices of layers, in the order of the file. */
  private record Tensors(
      boolean fromModelInput,
      List<Integer> inputs,
      List<Integer> added,
      List<Integer> summed,
      List<Integer> gates) {
    /** All of them, ascending. */
    List<Integer> producers() {
      TreeSet<Integer> all = new TreeSet<>(inputs);
      all.addAll(added);
      all.addAll(summed);
      all.addAll(gates);
      return List.copyOf(all);
    }
  }

  private Tensors tensors(NodeReader node) {
    boolean first = shapes.isEmpty();
    NodeReader inputs = node.at("inputs");
    return new Tensors(
        inputs.isPresent() ? inputs.items().isEmpty() : first,
        inputs.isPresent() || first ? indices(inputs) : List.of(shapes.size() - 1),
        indices(node.at("add")),
        indices(node.at("sum")),
        indices(node.at("gate")));
  }

  private List<Integer> indices(NodeReader names) {
    List<Integer> indices = new ArrayList<>();
    for (NodeReader name : names.items()) {
      Integer index = indexOf.get(name.text());
      if (index == null) {
        String advice =
            Spelling.nearest(name.text(), indexOf.keySet())
                .map(near -> "Maybe write \"" + near + "\".")
                .orElse("Layers are listed in the order of execution.");
        name.problem("is not the name of a layer before this one", advice);
      } else {
        indices.add(index);
      }
    }
    return indices;
  }
}
