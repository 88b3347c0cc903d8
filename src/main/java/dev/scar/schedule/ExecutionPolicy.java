package dev.scar.schedule;

import dev.scar.workload.ScenarioModel;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How segments are executed.
 *
 * @param weights when weights are loaded
 * @param miniBatch samples per mini-batch by model id; models not named get the largest that L2
 *     allows
 * @param execution whether steps of a chiplet overlap
 * @param l2Overflow what becomes of activations beyond L2
 */
public record ExecutionPolicy(
    WeightPolicy weights,
    Map<String, Integer> miniBatch,
    Execution execution,
    L2Overflow l2Overflow) {
  /** Automatic weights and mini-batches, one step after another, overflow reported. */
  public static final ExecutionPolicy DEFAULT = new ExecutionPolicy(WeightPolicy.AUTO, Map.of());

  public ExecutionPolicy {
    miniBatch = checked(miniBatch);
  }

  /** One step after another, with overflow reported. */
  public ExecutionPolicy(WeightPolicy weights, Map<String, Integer> miniBatch) {
    this(weights, miniBatch, Execution.SEQUENTIAL, L2Overflow.REPORTED);
  }

  /** The same with other mini-batches. */
  public ExecutionPolicy withMiniBatch(Map<String, Integer> value) {
    return new ExecutionPolicy(weights, value, execution, l2Overflow);
  }

  /** The same with another execution. */
  public ExecutionPolicy withExecution(Execution value) {
    return new ExecutionPolicy(weights, miniBatch, value, l2Overflow);
  }

  /** Mini-batches by model, sorted; each at least 1. */
  static Map<String, Integer> checked(Map<String, Integer> miniBatch) {
    miniBatch.forEach(
        (id, samples) -> {
          if (samples < 1) {
            throw new IllegalArgumentException(
                "mini-batch of " + id + " must be at least 1, not " + samples);
          }
        });
    return Collections.unmodifiableMap(new TreeMap<>(miniBatch));
  }

  /**
   * Samples per mini-batch of a model in a window: what is chosen, else as many as there is room
   * for; at most its batch.
   *
   * @param room the least number that a stage of the model has room for in L2
   */
  public int miniBatch(ScenarioModel model, long room) {
    Integer chosen = miniBatch.get(model.id());
    return (int) Math.min(chosen == null ? room : chosen, model.batch());
  }
}
