package dev.scar.workload;

import java.util.List;

/**
 * Several models to be computed together on one package (the paper's Definition 1).
 *
 * @param name what the command line calls it
 * @param title one line for people
 * @param shapes says which layer lists these are (paper granularity, full, literal or corrected);
 *     printed with results
 * @param defaultPackage topology file to use when none is named
 */
public record Scenario(
    String name, String title, String shapes, String defaultPackage, List<ScenarioModel> models) {
  /** More models than this in one scenario are taken for a slip. */
  public static final int MOST_MODELS = 64;

  public Scenario {
    models = List.copyOf(models);
    if (models.isEmpty() || models.size() > MOST_MODELS) {
      throw new IllegalArgumentException(
          "a scenario has 1 to " + MOST_MODELS + " models, not " + models.size());
    }
    if (models.stream().map(ScenarioModel::id).distinct().count() != models.size()) {
      throw new IllegalArgumentException("scenario " + name + ": model ids repeat");
    }
  }

  /** A scenario that was made in code. */
  public static Scenario of(String name, ScenarioModel... models) {
    return new Scenario(name, name, "", "", List.of(models));
  }

  /** Whether all samples of all models are there when a run starts. */
  public boolean isAllAtOnce() {
    return models.stream().allMatch(m -> m.arrivals().equals(Arrivals.AT_ONCE));
  }

  /** Layers of all models. */
  public int layerCount() {
    return models.stream().mapToInt(m -> m.model().layers().size()).sum();
  }

  /** Name, title and what its layers are, as far as they are told, in one line. */
  public String introduction() {
    String named = title.equals(name) ? name : name + ": " + title;
    return shapes.isEmpty() ? named : named + " (" + shapes + ")";
  }
}
