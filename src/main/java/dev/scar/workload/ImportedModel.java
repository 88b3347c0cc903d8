package dev.scar.workload;

import java.util.List;

/**
 * A model as another tool's listing has it.
 *
 * @param exact whether sizes of neighbouring layers agree, so that the graph may be checked
 * @param links of each layer, in the order of the layers
 * @param batch samples to be computed together, at least 1
 * @param bitsPerElement precision of its tensors
 * @param probability with which it runs after what it depends on; 1 unless the listing says
 * @param dependencies names of models whose results it needs
 * @param notes what was assumed where the listing leaves something open
 */
public record ImportedModel(
    Model model,
    boolean exact,
    List<LayerLinks> links,
    int batch,
    int bitsPerElement,
    double probability,
    List<String> dependencies,
    List<String> notes) {

  public ImportedModel {
    links = List.copyOf(links);
    dependencies = List.copyOf(dependencies);
    notes = List.copyOf(notes);
    if (batch < 1 || batch > ScenarioModel.LARGEST_BATCH) {
      throw new IllegalArgumentException(
          "batch " + batch + " is outside 1 to " + ScenarioModel.LARGEST_BATCH);
    }
    if (links.size() != model.layers().size()) {
      throw new IllegalArgumentException(links.size() + " links for " + model);
    }
  }

  /**
   * A transformer as layers ({@link TransformerModel}).
   *
   * @throws IllegalArgumentException for sizes that layers cannot have
   * @throws ArithmeticException beyond 2^63
   */
  public static ImportedModel of(String name, Transformer transformer, Serving serving) {
    return TransformerModel.of(name, transformer, serving);
  }

  /** A model whose layers read one another in no role but that of an input, of 8 bit elements. */
  ImportedModel(
      Model model, int batch, double probability, List<String> dependencies, List<String> notes) {
    this(
        model,
        false,
        model.layers().stream().map(layer -> LayerLinks.reading(layer.producers())).toList(),
        batch,
        ModelReader.DEFAULT_BITS,
        probability,
        dependencies,
        notes);
  }
}
