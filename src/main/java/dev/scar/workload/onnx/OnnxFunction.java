package dev.scar.workload.onnx;

import java.util.List;
import java.util.Map;

/**
 * An operator that the file itself defines.
 *
 * @param defaults attributes that a call may leave out
 */
record OnnxFunction(
    String domain,
    String name,
    List<String> inputs,
    List<String> outputs,
    Map<String, OnnxAttribute> defaults,
    List<OnnxNode> nodes) {
  OnnxFunction {
    domain = domain.equals("ai.onnx") ? "" : domain;
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    nodes = List.copyOf(nodes);
  }
}
