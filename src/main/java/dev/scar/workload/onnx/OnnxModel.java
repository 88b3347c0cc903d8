package dev.scar.workload.onnx;

import java.util.List;
import java.util.Map;

/**
 * A file.
 *
 * @param opsets version of each set of operators that it uses, by domain
 */
record OnnxModel(Map<String, Long> opsets, OnnxGraph graph, List<OnnxFunction> functions) {}
