package dev.scar.workload;

/**
 * A model inside a scenario: how many samples of it are to be computed, at which precision, and
 * when they are there.
 *
 * @param id unique in the scenario; what schedules refer to
 * @param batch samples, at least 1
 * @param bitsPerElement scales bytes, never cycles; 8 by default; weights of a layer may have
 *     another size of their own
 * @param arrivals when the samples are there
 */
public record ScenarioModel(
    String id, Model model, int batch, int bitsPerElement, Arrivals arrivals) {
  /** The largest batch; a larger one is taken for a slip. */
  public static final int LARGEST_BATCH = 1_000_000;

  public ScenarioModel {
    if (batch < 1 || batch > LARGEST_BATCH) {
      throw new IllegalArgumentException("batch " + batch + " is outside 1 to " + LARGEST_BATCH);
    }
    if (bitsPerElement < 1 || bitsPerElement > 64) {
      throw new IllegalArgumentException("precision " + bitsPerElement + " bit is outside 1 to 64");
    }
    if (arrivals instanceof Arrivals.Listed listed && listed.timesPs().size() != batch) {
      throw new IllegalArgumentException(
          "%d arrivals for a batch of %d".formatted(listed.timesPs().size(), batch));
    }
    arrivals.ps(batch - 1);
  }

  /** Under its own name, 8 bits an element, all samples there at once. */
  public ScenarioModel(Model model, int batch) {
    this(model.name(), model, batch, 8);
  }

  /** All samples are there at once. */
  public ScenarioModel(String id, Model model, int batch, int bitsPerElement) {
    this(id, model, batch, bitsPerElement, Arrivals.AT_ONCE);
  }

  /** The same samples of a model with other shapes. */
  public ScenarioModel with(Model other) {
    return new ScenarioModel(id, other, batch, bitsPerElement, arrivals);
  }

  private static long bytes(long elements, long bits) {
    return Math.addExact(Math.multiplyExact(elements, bits), 7L) / 8;
  }

  /** Bytes of this layer's weights. */
  public long weightBytes(int layer) {
    int own = model.layer(layer).weightBits();
    return bytes(model.layer(layer).weightElements(), own > 0 ? own : bitsPerElement);
  }

  /** Bytes of this layer's output tensor for one sample. */
  public long outputBytes(int layer) {
    return outputBytes(layer, model.layer(layer).outputElements());
  }

  private long outputBytes(int layer, long elements) {
    int own = model.layer(layer).outputBits();
    return bytes(elements, own > 0 ? own : bitsPerElement);
  }

  /**
   * Bytes of a layer's tensor that the layers [first, end) read for one sample: all of it, or what
   * they read of it together, as if no two of them read the same elements.
   */
  public long readBytes(int layer, int first, int end) {
    long whole = model.layer(layer).outputElements();
    if (!model.isReadInParts(layer)) {
      return outputBytes(layer, whole);
    }
    long read = 0;
    for (int reader : model.consumers(layer)) {
      if (reader >= first && reader < end) {
        read += Math.min(whole - read, model.layer(reader).parts().getOrDefault(layer, whole));
      }
    }
    return outputBytes(layer, read);
  }

  /** Bytes of the model's own input that this layer reads for one sample. */
  public long modelInputBytes(int layer) {
    return bytes(model.layer(layer).modelInputElements(), bitsPerElement);
  }

  /** Bytes of the named inputs that this layer reads for one sample. */
  public long namedInputBytes(int layer) {
    long bytes = 0;
    for (NamedInput input : model.layer(layer).namedInputs()) {
      bytes = Math.addExact(bytes, bytes(input.elements(), bitsPerElement));
    }
    return bytes;
  }

  /** Bytes that this layer reads for one sample and that no layer makes. */
  public long givenBytes(int layer) {
    return Math.addExact(modelInputBytes(layer), namedInputBytes(layer));
  }
}
