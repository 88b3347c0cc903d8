package dev.scar.schedule;

/**
 * Consecutive layers of one model on one chiplet in one window (Definition 5, placed; Definition 7
 * adds the order, {@code model.md#order}).
 *
 * @param model index of the model in the scenario
 * @param firstLayer first layer
 * @param endLayer one past the last layer
 * @param chiplet node of the chiplet that computes it
 * @param order when its turn is among the segments of its chiplet in its window: lower ones first,
 *     each with its whole batch
 */
public record Segment(int model, int firstLayer, int endLayer, int chiplet, int order) {
  public Segment {
    if (firstLayer < 0 || endLayer <= firstLayer) {
      throw new IllegalArgumentException(
          "a segment needs at least one layer: [" + firstLayer + ", " + endLayer + ")");
    }
    if (order < 0) {
      throw new IllegalArgumentException("an order begins at 0: " + order);
    }
  }

  /** The first of its chiplet. */
  public Segment(int model, int firstLayer, int endLayer, int chiplet) {
    this(model, firstLayer, endLayer, chiplet, 0);
  }

  /** The same layers on another chiplet. */
  public Segment on(int otherChiplet) {
    return new Segment(model, firstLayer, endLayer, otherChiplet, order);
  }

  /** Other layers of the model in the same place. */
  public Segment layers(int first, int end) {
    return new Segment(model, first, end, chiplet, order);
  }

  /** Whether it has layers of another segment, on another chiplet than that one. */
  public boolean moves(Segment other) {
    return model == other.model
        && firstLayer < other.endLayer
        && other.firstLayer < endLayer
        && chiplet != other.chiplet;
  }

  public int layerCount() {
    return endLayer - firstLayer;
  }

  public boolean contains(int layer) {
    return layer >= firstLayer && layer < endLayer;
  }
}
