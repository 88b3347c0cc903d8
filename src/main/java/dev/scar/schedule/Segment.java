package dev.scar.schedule;

/**
 * Consecutive layers of one model on one chiplet in one window (Definition 5, placed).
 *
 * @param model index of the model in the scenario
 * @param firstLayer first layer
 * @param endLayer one past the last layer
 * @param chiplet node of the chiplet that computes it
 */
public record Segment(int model, int firstLayer, int endLayer, int chiplet) {
  public Segment {
    if (firstLayer < 0 || endLayer <= firstLayer) {
      throw new IllegalArgumentException(
          "a segment needs at least one layer: [" + firstLayer + ", " + endLayer + ")");
    }
  }

  public int layerCount() {
    return endLayer - firstLayer;
  }

  public boolean contains(int layer) {
    return layer >= firstLayer && layer < endLayer;
  }
}
