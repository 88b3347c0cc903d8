package dev.scar.workload;

import java.util.List;

/**
 * A model as another tool's listing has it.
 *
 * @param batch samples to be computed together, at least 1
 * @param probability with which it runs after what it depends on; 1 unless the listing says
 * @param dependencies names of models whose results it needs
 * @param notes what was assumed where the listing leaves something open
 */
public record ImportedModel(
    Model model, int batch, double probability, List<String> dependencies, List<String> notes) {

  public ImportedModel {
    dependencies = List.copyOf(dependencies);
    notes = List.copyOf(notes);
    if (batch < 1 || batch > ScenarioModel.LARGEST_BATCH) {
      throw new IllegalArgumentException(
          "batch " + batch + " is outside 1 to " + ScenarioModel.LARGEST_BATCH);
    }
  }
}
