package dev.scar.workload.onnx;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An argument of a node that is fixed in the file. Only the field that its type asks for is set.
 *
 * @param reference of which attribute of the enclosing function it takes the value; empty if it has
 *     its own
 */
record OnnxAttribute(
    String name,
    long whole,
    float real,
    String text,
    List<Long> wholes,
    List<Float> reals,
    List<String> texts,
    @Nullable OnnxTensor tensor,
    @Nullable OnnxGraph graph,
    String reference) {
  OnnxAttribute {
    wholes = List.copyOf(wholes);
    reals = List.copyOf(reals);
    texts = List.copyOf(texts);
  }

  /** A list of whole numbers. */
  static OnnxAttribute of(String name, List<Long> wholes) {
    return new OnnxAttribute(name, 0, 0, "", wholes, List.of(), List.of(), null, null, "");
  }

  /** The same value under another name. */
  OnnxAttribute as(String other) {
    return new OnnxAttribute(other, whole, real, text, wholes, reals, texts, tensor, graph, "");
  }

  /** The same with another graph. */
  OnnxAttribute with(OnnxGraph other) {
    return new OnnxAttribute(
        name, whole, real, text, wholes, reals, texts, tensor, other, reference);
  }

  /** Whether it is a graph, or one inside has something to be filled in. */
  static boolean hasGraph(Map<String, OnnxAttribute> attributes) {
    return attributes.values().stream().anyMatch(attribute -> attribute.graph() != null);
  }
}
