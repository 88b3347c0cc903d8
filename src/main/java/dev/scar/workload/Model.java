package dev.scar.workload;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A network: layers in an order in which they can run one after the other, and the tensor graph
 * over them.
 *
 * <p>Layer {@code i} may read only tensors of layers before it. A tensor that no layer reads is an
 * output of the model, and so is that of a layer that says so.
 */
public final class Model {
  private final String name;
  private final String title;
  private final List<Layer> layers;
  private final List<List<Integer>> consumers;
  private final BitSet readInParts = new BitSet();

  /**
   * Checks and builds.
   *
   * @throws IllegalArgumentException if empty, if names repeat, or if a layer reads one that does
   *     not come before it
   */
  public Model(String name, String title, List<Layer> layers) {
    this.name = name;
    this.title = title;
    this.layers = layers.stream().map(layer -> layer.in(name, layer.costs())).toList();
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("model " + name + " has no layers");
    }
    if (layers.stream().map(Layer::name).distinct().count() != layers.size()) {
      throw new IllegalArgumentException("model " + name + ": layer names repeat");
    }
    List<List<Integer>> readers = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      readers.add(new ArrayList<>());
      for (int producer : layers.get(i).producers()) {
        if (producer < 0 || producer >= i) {
          throw new IllegalArgumentException(
              "model "
                  + name
                  + ": layer "
                  + layers.get(i).name()
                  + " reads a layer that does not come before it");
        }
        readers.get(producer).add(i);
      }
      layers.get(i).parts().keySet().forEach(readInParts::set);
    }
    this.consumers = readers.stream().map(List::copyOf).toList();
  }

  /** The same model, its layers with costs of this arithmetic. */
  public Model with(LayerCosts costs) {
    return new Model(name, title, layers.stream().map(layer -> layer.in(name, costs)).toList());
  }

  /** The same model, all its elements with as many bits. */
  Model withoutPrecisions() {
    return new Model(name, title, layers.stream().map(layer -> layer.withBits(0, 0)).toList());
  }

  /** The name by which scenarios and schedules refer to it. */
  public String name() {
    return name;
  }

  /** A human-readable name. */
  public String title() {
    return title;
  }

  public List<Layer> layers() {
    return layers;
  }

  public Layer layer(int index) {
    return layers.get(index);
  }

  /** Indices of the layers that read this layer's tensor, ascending. */
  public List<Integer> consumers(int layer) {
    return consumers.get(layer);
  }

  /** Whether some layer reads only a part of this layer's tensor. */
  public boolean isReadInParts(int layer) {
    return readInParts.get(layer);
  }

  /** Whether this layer's tensor leaves the model. */
  public boolean isOutput(int layer) {
    return layers.get(layer).output() || consumers.get(layer).isEmpty();
  }

  /** Multiply-accumulates of one sample. */
  public long macs() {
    return layers.stream().mapToLong(Layer::macs).reduce(0, Math::addExact);
  }

  public long weightElements() {
    return layers.stream().mapToLong(Layer::weightElements).reduce(0, Math::addExact);
  }

  @Override
  public String toString() {
    return "Model[" + name + ", " + layers.size() + " layers]";
  }
}
