package dev.scar.workload.onnx;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operation.
 *
 * @param domain whose operator it is; empty for the format's own
 * @param inputs tensors by name; an empty name is one left out
 */
record OnnxNode(
    String name,
    String op,
    String domain,
    List<String> inputs,
    List<String> outputs,
    Map<String, OnnxAttribute> attributes) {
  private static final int LONGEST = 100;

  OnnxNode {
    domain = domain.equals("ai.onnx") ? "" : domain;
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** How messages call it: its name, else its first tensor. */
  String shown() {
    String shown = name.isEmpty() ? String.join(", ", outputs) : name;
    return shown.length() > LONGEST ? shown.substring(0, LONGEST) + "…" : shown;
  }

  /** Operator and domain. */
  String operator() {
    return domain.isEmpty() ? op : domain + "." + op;
  }

  /** The name of the tensor at this place; empty if it is left out. */
  String input(int index) {
    return index < inputs.size() ? inputs.get(index) : "";
  }

  boolean has(String attribute) {
    return attributes.containsKey(attribute);
  }

  /** A whole number among its attributes. */
  long whole(String attribute, long fallback) {
    OnnxAttribute found = attributes.get(attribute);
    return found == null ? fallback : found.whole();
  }

  /** A text among its attributes. */
  String text(String attribute, String fallback) {
    OnnxAttribute found = attributes.get(attribute);
    return found == null ? fallback : found.text();
  }

  /** A list among its attributes; null if it has none. */
  @Nullable List<Long> wholes(String attribute) {
    OnnxAttribute found = attributes.get(attribute);
    return found == null ? null : found.wholes();
  }
}
