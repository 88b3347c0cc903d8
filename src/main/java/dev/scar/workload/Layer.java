package dev.scar.workload;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One layer of a model: its shape as the cost model sees it, its sizes for one sample, and where
 * its inputs come from.
 *
 * @param model name of the model it is part of; empty as long as it is part of none
 * @param costs whose arithmetic its cost follows
 * @param name unique in the model
 * @param shape loop bounds that the cost model evaluates; a literal reading may differ from the
 *     real network
 * @param macs multiply-accumulates that reports show (the file's, also where the cost shape
 *     differs)
 * @param weightElements weights, resident or streamed with the layer
 * @param outputElements elements of the tensor it produces, before any pooling by a consumer
 * @param modelInputElements elements it reads of the model's own input; 0 if it does not read it
 * @param namedInputs what it reads that no layer makes, the model's own input left out
 * @param producers indices of the layers whose tensors it reads, ascending, each smaller than its
 *     own index
 * @param parts elements that it reads of a producer's tensor, by the producer's index, where that
 *     is not all of it; more than all if it reads some of it repeatedly
 * @param weightBits bits of one weight; 0 if as of every other element
 * @param outputBits bits of one element of its tensor; 0 if as of every other element
 * @param output whether its tensor leaves the model even if a layer reads it
 */
public record Layer(
    String model,
    LayerCosts costs,
    String name,
    LayerShape shape,
    long macs,
    long weightElements,
    long outputElements,
    long modelInputElements,
    List<NamedInput> namedInputs,
    List<Integer> producers,
    Map<Integer, Long> parts,
    int weightBits,
    int outputBits,
    boolean output) {
  public Layer {
    namedInputs = List.copyOf(namedInputs);
    producers = List.copyOf(producers);
    parts = Collections.unmodifiableMap(new TreeMap<>(parts));
    if (name.isBlank()) {
      throw new IllegalArgumentException("a layer needs a name");
    }
    if (Math.min(weightBits, outputBits) < 0 || Math.max(weightBits, outputBits) > 64) {
      throw new IllegalArgumentException(
          "layer %s: elements of %d or %d bits are outside 1 to 64"
              .formatted(name, weightBits, outputBits));
    }
    if (!producers.containsAll(parts.keySet())
        || parts.values().stream().anyMatch(elements -> elements < 1)) {
      throw new IllegalArgumentException(
          "layer " + name + ": reads parts " + parts + " of " + producers);
    }
    if (macs < 0 || weightElements < 0 || outputElements < 1 || modelInputElements < 0) {
      throw new IllegalArgumentException("layer " + name + ": negative size or empty output");
    }
    for (int i = 1; i < producers.size(); i++) {
      if (producers.get(i - 1) >= producers.get(i)) {
        throw new IllegalArgumentException(
            "layer " + name + ": producers must ascend: " + producers);
      }
    }
  }

  /** A layer that is part of no model as yet, with corrected costs. */
  public Layer(
      String name,
      LayerShape shape,
      long macs,
      long weightElements,
      long outputElements,
      long modelInputElements,
      List<Integer> producers) {
    this(
        "",
        LayerCosts.CORRECTED,
        name,
        shape,
        macs,
        weightElements,
        outputElements,
        modelInputElements,
        List.of(),
        producers,
        Map.of(),
        0,
        0,
        false);
  }

  /** The same layer, which also reads these. */
  public Layer reading(List<NamedInput> inputs) {
    return with(shape, inputs, parts, weightBits, outputBits, output);
  }

  /** The same layer, of whose producers' tensors it reads only parts. */
  public Layer readingParts(Map<Integer, Long> some) {
    return with(shape, namedInputs, some, weightBits, outputBits, output);
  }

  /** The same layer with elements of so many bits; 0 for as many as every other element. */
  Layer withBits(int weights, int tensor) {
    return with(shape, namedInputs, parts, weights, tensor, output);
  }

  /** The same layer, whose tensor leaves the model whoever reads it. */
  public Layer leaving() {
    return with(shape, namedInputs, parts, weightBits, outputBits, true);
  }

  /** The same layer, costed as of another shape. */
  Layer withShape(LayerShape other) {
    return with(other, namedInputs, parts, weightBits, outputBits, output);
  }

  private Layer with(
      LayerShape itsShape,
      List<NamedInput> inputs,
      Map<Integer, Long> itsParts,
      int itsWeightBits,
      int itsOutputBits,
      boolean leaves) {
    return new Layer(
        model,
        costs,
        name,
        itsShape,
        macs,
        weightElements,
        outputElements,
        modelInputElements,
        inputs,
        producers,
        itsParts,
        itsWeightBits,
        itsOutputBits,
        leaves);
  }

  /** The same layer as part of a model, with costs of this arithmetic. */
  Layer in(String itsModel, LayerCosts itsCosts) {
    return new Layer(
        itsModel,
        itsCosts,
        name,
        shape,
        macs,
        weightElements,
        outputElements,
        modelInputElements,
        namedInputs,
        producers,
        parts,
        weightBits,
        outputBits,
        output);
  }

  public boolean readsModelInput() {
    return modelInputElements > 0;
  }
}
