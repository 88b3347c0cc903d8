package dev.scar.workload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the layers of a listing that knows no edges: each reads the one before it.
 *
 * <p>Names become such as model files may have, unique and not too long. What was assumed is noted
 * once for all layers of which it is true; the notes stay within what a model file may hold.
 */
final class ImportedChain {
  private static final int MOST_NAMED = 3;
  private static final int MOST_NOTES = 50;

  private final List<Layer> layers = new ArrayList<>();
  private final LayerNames names = new LayerNames();
  private final Map<String, List<String>> layersOf = new LinkedHashMap<>();

  /** The layer added last, as it was added; its shape decides how a next one is read. */
  LayerShape last() {
    return layers.get(layers.size() - 1).shape();
  }

  boolean isEmpty() {
    return layers.isEmpty();
  }

  /**
   * Adds a layer. What a product of activations reads beside the layer before it is loaded, since
   * nobody knows who makes it.
   *
   * @throws ArithmeticException if its sizes pass 2^63
   */
  void add(String written, LayerShape shape) {
    String name = names.of(written);
    if (!name.equals(written)) {
      note(name, "is called so, since its name is taken or not one that files may have");
    }
    boolean first = layers.isEmpty();
    long needed = Math.addExact(shape.inputElements(), shape.operandElements());
    long lacking = first || shape.kind() != LayerKind.MATMUL ? 0 : needed - last().outputElements();
    if (lacking > 0) {
      note(name, "what the layer before it lacks of its operands is loaded");
    }
    Layer layer =
        new Layer(
            name,
            shape,
            shape.macs(),
            shape.weightElements(),
            shape.outputElements(),
            first ? needed : 0,
            first ? List.of() : List.of(layers.size() - 1));
    layers.add(lacking > 0 ? layer.reading(List.of(NamedInput.rest(lacking))) : layer);
  }

  /** Notes what was assumed of a layer. */
  void note(String layer, String text) {
    layersOf.computeIfAbsent(text, key -> new ArrayList<>()).add(layer);
  }

  /** The notes, a text for each assumption. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    layersOf.forEach(
        (text, of) -> {
          if (notes.size() < MOST_NOTES) {
            int others = of.size() - MOST_NAMED;
            String named = String.join(", ", of.subList(0, Math.min(of.size(), MOST_NAMED)));
            notes.add(
                (of.size() == 1 ? "layer " : "layers ")
                    + named
                    + (others > 0 ? " and " + others + " more" : "")
                    + ": "
                    + text);
          }
        });
    int hidden = layersOf.size() - MOST_NOTES;
    if (hidden > 0) {
      notes.add("and " + hidden + " notes more");
    }
    return notes;
  }

  /** The least padding per side with which a kernel fits its map. */
  static long leastPadding(long kernel, long map) {
    return Math.max(0, (kernel - map + 1) / 2);
  }

  /** The layers so far. */
  List<Layer> layers() {
    return layers;
  }
}
