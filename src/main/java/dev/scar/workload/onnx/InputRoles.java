package dev.scar.workload.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the graph inputs that are weights whose values were removed.
 *
 * <p>An input without a value, other than the first, is one if it reaches the weight operand of a
 * convolution, a product, a recurrent layer or an embedding through operators that only change its
 * form. In a file with such inputs, biases and scales (floats of at most one axis) and sizes (whole
 * numbers that only operands for sizes read) are parameters too.
 */
final class InputRoles {
  private static final Set<String> FORM =
      Set.of(
          "Transpose",
          "Reshape",
          "Identity",
          "Cast",
          "Squeeze",
          "Unsqueeze",
          "Flatten",
          "DequantizeLinear");

  private final Map<String, List<OnnxNode>> readers = new HashMap<>();

  private InputRoles(List<OnnxNode> nodes) {
    for (OnnxNode node : nodes) {
      for (String input : new LinkedHashSet<>(node.inputs())) {
        readers.computeIfAbsent(input, key -> new ArrayList<>()).add(node);
      }
    }
  }

  /** The names of those of the inputs, all without values, that are parameters. */
  static Set<String> parameters(List<OnnxNode> nodes, List<OnnxValue> inputs) {
    InputRoles roles = new InputRoles(nodes);
    Set<String> found = new LinkedHashSet<>();
    List<OnnxValue> later = inputs.subList(Math.min(1, inputs.size()), inputs.size());
    later.stream().filter(roles::isWeight).forEach(input -> found.add(input.name()));
    if (!found.isEmpty()) {
      for (OnnxValue input : later) {
        boolean scale = input.type().isFloating() && rank(input) <= 1;
        if (scale || (!input.type().isFloating() && roles.isSize(input.name()))) {
          found.add(input.name());
        }
      }
    }
    return found;
  }

  private static int rank(OnnxValue input) {
    return input.dims() == null ? Integer.MAX_VALUE : input.dims().size();
  }

  private boolean isWeight(OnnxValue input) {
    Deque<String> open = new ArrayDeque<>(List.of(input.name()));
    Set<String> seen = new LinkedHashSet<>();
    while (!open.isEmpty()) {
      String tensor = open.pop();
      if (!seen.add(tensor)) {
        continue;
      }
      for (OnnxNode node : readers.getOrDefault(tensor, List.of())) {
        if (isWeightOf(node, node.inputs().indexOf(tensor), rank(input))) {
          return true;
        }
        boolean passes = FORM.contains(node.op()) && node.input(0).equals(tensor);
        if (passes && !node.outputs().isEmpty()) {
          open.push(node.outputs().get(0));
        }
      }
    }
    return false;
  }

  private static boolean isWeightOf(OnnxNode node, int operand, int rank) {
    return switch (node.operator()) {
      case "Conv",
          "ConvTranspose",
          "Gemm",
          "ConvInteger",
          "com.microsoft.FusedConv",
          "com.microsoft.FusedGemm",
          "com.microsoft.NhwcConv",
          "com.microsoft.NhwcFusedConv",
          "com.microsoft.Attention",
          "com.microsoft.QAttention" ->
          operand == 1 || operand == 2;
      case "MatMul", "MatMulInteger", "com.microsoft.FusedMatMul" -> operand == 1 && rank <= 2;
      case "com.microsoft.MatMulNBits", "com.microsoft.MatMulBnb4" -> operand == 1;
      case "QLinearConv", "com.microsoft.QLinearConv", "QLinearMatMul", "com.microsoft.QGemm" ->
          operand == 3;
      case "LSTM", "GRU", "RNN" -> operand >= 1 && operand <= 3;
      case "com.microsoft.MoE", "com.microsoft.QMoE" -> operand >= 2 && rank >= 2;
      case "Gather" -> operand == 0;
      default -> false;
    };
  }

  private boolean isSize(String name) {
    List<OnnxNode> all = readers.getOrDefault(name, List.of());
    return all.stream()
        .allMatch(
            node -> {
              FreeOperator operator = Operators.FREE.get(node.operator());
              return operator != null && node.inputs().indexOf(name) >= operator.data();
            });
  }
}
