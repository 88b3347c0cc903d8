package dev.scar.workload;

import dev.scar.files.NodeReader;
import java.util.List;
import java.util.Optional;

/** Reads the loop bounds of one layer; the schema has checked which keys belong to which op. */
final class LayerShapeReader {
  private LayerShapeReader() {}

  /** The shape written at this place; empty if something is wrong, such as too many outputs. */
  static Optional<LayerShape> read(NodeReader node) {
    return node.build(
        () -> {
          LayerShape shape = shape(node);
          long unused = shape.outputElements(); // Those of layers after it are compared with it.
          return shape;
        });
  }

  private static LayerShape shape(NodeReader node) {
    return switch (node.at("op").text()) {
      case "CONV2D" -> convolution(node, groups(node) > 1 ? LayerKind.GROUPED : LayerKind.CONV);
      case "DWCONV" -> convolution(node, LayerKind.DEPTHWISE);
      case "TRCONV" -> convolution(node, LayerKind.TRANSPOSED);
      case "GEMM" ->
          product(
              node,
              node.has("recurrent") ? LayerKind.RECURRENT : LayerKind.GEMM,
              node.at("heads").wholeOr(1));
      case "MATMUL" -> product(node, LayerKind.MATMUL, node.at("heads").wholeOr(1));
      case "ADD" -> addition(node);
      default -> throw new IllegalArgumentException("no such op");
    };
  }

  private static LayerShape convolution(NodeReader node, LayerKind kind) {
    long c = bound(node, "C");
    if (kind == LayerKind.DEPTHWISE && node.has("groups") && groups(node) != c) {
      node.at("groups").problem("does not fit this op; leave it out", "");
    }
    List<Long> stride = pair(node.at("stride"), 1);
    List<Long> dilation = pair(node.at("dilation"), 1);
    List<Long> extra = pair(node.at("outputPadding"), 0);
    List<Long> pad = pair(node.at("pad"), 0);
    if (pad.size() == 3) {
      node.at("pad").problem("has three numbers", "Write [top, left, bottom, right].");
    }
    int end = pad.size() == 4 ? 2 : 0;
    return new LayerShape(
        kind,
        bound(node, "K"),
        c,
        new Axis(
            bound(node, "Y"),
            bound(node, "R"),
            stride.get(0),
            pad.get(0),
            pad.get(end),
            dilation.get(0),
            extra.get(0)),
        new Axis(
            bound(node, "X"),
            bound(node, "S"),
            stride.get(1),
            pad.get(1),
            pad.get(Math.min(end + 1, pad.size() - 1)),
            dilation.get(1),
            extra.get(1)),
        kind == LayerKind.DEPTHWISE ? c : groups(node),
        1);
  }

  private static LayerShape product(NodeReader node, LayerKind kind, long heads) {
    return LayerShape.product(kind, bound(node, "M"), bound(node, "N"), bound(node, "K"), heads);
  }

  private static LayerShape addition(NodeReader node) {
    long k = bound(node, "K");
    return new LayerShape(
        LayerKind.ADD, k, k, 1, 1, bound(node, "Y"), bound(node, "X"), 1, 1, 0, 0, 1, 1);
  }

  private static long bound(NodeReader node, String key) {
    return node.at(key).whole();
  }

  private static long groups(NodeReader node) {
    return node.at("groups").wholeOr(1);
  }

  /** One number for rows and columns, or a list. */
  private static List<Long> pair(NodeReader node, long fallback) {
    long both = node.isList() ? 0 : node.wholeOr(fallback);
    return node.isList()
        ? node.items().stream().map(NodeReader::whole).toList()
        : List.of(both, both);
  }
}
