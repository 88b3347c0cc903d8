package dev.scar.workload.onnx;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Copies nodes from the body of a function or a branch to where it is called.
 *
 * @param call the node that calls; names of copies begin with its name
 * @param tensors the names of the body's tensors outside
 * @param defaults attributes that a call may leave out; null for a branch, which has none
 */
record Inlining(
    OnnxNode call, UnaryOperator<String> tensors, @Nullable Map<String, OnnxAttribute> defaults) {

  /** The nodes of a body, with the names of the place where they come to stand. */
  List<OnnxNode> copies(List<OnnxNode> body) {
    return body.stream().map(this::copy).toList();
  }

  private OnnxNode copy(OnnxNode node) {
    String own =
        !node.name().isEmpty()
            ? node.name()
            : node.outputs().isEmpty() ? "" : node.outputs().get(0);
    Map<String, OnnxAttribute> attributes = new TreeMap<>();
    node.attributes().forEach((name, attribute) -> put(attributes, attribute));
    return new OnnxNode(
        call.shown() + "/" + own,
        node.op(),
        node.domain(),
        names(node.inputs()),
        names(node.outputs()),
        attributes);
  }

  private List<String> names(List<String> own) {
    return own.stream().map(name -> name.isEmpty() ? "" : tensors.apply(name)).toList();
  }

  private void put(Map<String, OnnxAttribute> attributes, OnnxAttribute attribute) {
    OnnxAttribute found = attribute;
    if (!attribute.reference().isEmpty() && defaults != null) {
      OnnxAttribute given = call.attributes().get(attribute.reference());
      found = given != null ? given : defaults.get(attribute.reference());
    }
    if (found != null) {
      OnnxGraph graph = found.graph();
      OnnxAttribute named = found.as(attribute.name());
      attributes.put(
          attribute.name(), graph == null || found != attribute ? named : named.with(copy(graph)));
    }
  }

  private OnnxGraph copy(OnnxGraph graph) {
    return new OnnxGraph(
        graph.name(),
        copies(graph.nodes()),
        graph.initializers().stream()
            .map(t -> new OnnxTensor(tensors.apply(t.name()), t.dims(), t.type(), t.values()))
            .toList(),
        values(graph.inputs()),
        values(graph.outputs()),
        values(graph.values()));
  }

  private List<OnnxValue> values(List<OnnxValue> own) {
    return own.stream()
        .map(value -> new OnnxValue(tensors.apply(value.name()), value.type(), value.dims()))
        .toList();
  }
}
