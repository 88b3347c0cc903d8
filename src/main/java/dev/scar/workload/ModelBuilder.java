package dev.scar.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts a model together in code.
 *
 * <pre>{@code
 * Model eye =
 *     new ModelBuilder("eye")
 *         .layer("conv1", LayerShape.convolution(32, 3, 3, 224, 2))
 *         .layer("conv2", LayerShape.convolution(64, 32, 3, 112, 1))
 *         .layer("skip", LayerShape.convolution(64, 32, 1, 112, 1), "conv1")
 *         .layer("add", LayerShape.addition(64, 112), "conv2", "skip")
 *         .build();
 * }</pre>
 *
 * <p>A layer reads the tensors of the layers that it names, else that of the layer before it; the
 * first one reads the model's own input.
 */
public final class ModelBuilder {
  private final String name;
  private final List<Layer> layers = new ArrayList<>();
  private final Map<String, Integer> places = new TreeMap<>();

  /** A model without layers as yet. */
  public ModelBuilder(String name) {
    this.name = name;
  }

  /**
   * Adds a layer.
   *
   * @param reads names of layers that were added before; if there are none, the one before it
   * @throws IllegalArgumentException if the name is taken, or a layer that it reads is not there
   */
  public ModelBuilder layer(String layer, LayerShape shape, String... reads) {
    boolean first = layers.isEmpty();
    List<Integer> producers = new ArrayList<>();
    for (String read : reads) {
      Integer place = places.get(read);
      if (place == null) {
        throw new IllegalArgumentException("layer " + layer + " reads " + read + ", which is none");
      }
      producers.add(place);
    }
    if (reads.length == 0 && !first) {
      producers.add(layers.size() - 1);
    }
    if (places.putIfAbsent(layer, layers.size()) != null) {
      throw new IllegalArgumentException("there are two layers " + layer);
    }
    layers.add(
        new Layer(
            layer,
            shape,
            shape.macs(),
            shape.weightElements(),
            shape.outputElements(),
            first ? Math.addExact(shape.inputElements(), shape.operandElements()) : 0,
            producers.stream().sorted().toList()));
    return this;
  }

  /**
   * The model.
   *
   * @throws IllegalArgumentException if it has no layer
   */
  public Model build() {
    return new Model(name, name, layers);
  }
}
