package dev.scar.workload.onnx;

import java.util.List;

/** Operations with the tensors that they start from; also the body of a control-flow operator. */
record OnnxGraph(
    String name,
    List<OnnxNode> nodes,
    List<OnnxTensor> initializers,
    List<OnnxValue> inputs,
    List<OnnxValue> outputs,
    List<OnnxValue> values) {
  OnnxGraph {
    nodes = List.copyOf(nodes);
    initializers = List.copyOf(initializers);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    values = List.copyOf(values);
  }

  /** Its nodes and those of graphs inside it. */
  int size() {
    return nodes.stream().mapToInt(OnnxGraph::size).reduce(0, Math::addExact);
  }

  private static int size(OnnxNode node) {
    return node.attributes().values().stream()
        .map(OnnxAttribute::graph)
        .mapToInt(graph -> graph == null ? 0 : graph.size())
        .reduce(1, Math::addExact);
  }
}
