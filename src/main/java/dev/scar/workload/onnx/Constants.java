package dev.scar.workload.onnx;

import java.util.List;

/** The tensors of Constant nodes, in any of the ways in which they may be written. */
final class Constants {
  private Constants() {}

  /** Adds the tensor of a node. */
  static void add(OnnxNode node, Knowledge known) {
    for (OnnxAttribute attribute : node.attributes().values()) {
      OnnxTensor tensor = attribute.tensor();
      Tensor made =
          switch (attribute.name()) {
            case "value_int" ->
                Tensor.parameter(ElementType.INT64, Shape.SCALAR, Values.whole(attribute.whole()));
            case "value_ints" ->
                Tensor.parameter(
                    ElementType.INT64,
                    Shape.of(attribute.wholes().size()),
                    Values.whole(attribute.wholes()));
            case "value_float" ->
                Tensor.parameter(
                    ElementType.FLOAT,
                    Shape.SCALAR,
                    Values.real(List.of((double) attribute.real())));
            case "value_floats" ->
                Tensor.parameter(
                    ElementType.FLOAT,
                    Shape.of(attribute.reals().size()),
                    Values.real(attribute.reals().stream().map(Float::doubleValue).toList()));
            case "value_string", "value_strings" ->
                Tensor.parameter(ElementType.STRING, Shape.SCALAR, null);
            default ->
                tensor == null
                    ? Tensor.parameter(ElementType.UNDEFINED, Shape.SCALAR, null)
                    : Tensor.parameter(tensor.type(), tensor.dims(), tensor.values());
          };
      if (!node.outputs().isEmpty()) {
        known.add(node.outputs().get(0), made);
      }
    }
  }
}
