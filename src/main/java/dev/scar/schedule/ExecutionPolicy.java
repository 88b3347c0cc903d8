package dev.scar.schedule;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How segments are executed.
 *
 * @param weights when weights are loaded
 * @param miniBatch samples per mini-batch by model id; models not named get the largest that L2
 *     allows
 */
public record ExecutionPolicy(WeightPolicy weights, Map<String, Integer> miniBatch) {
  /** Automatic weights and mini-batches. */
  public static final ExecutionPolicy DEFAULT = new ExecutionPolicy(WeightPolicy.AUTO, Map.of());

  public ExecutionPolicy {
    miniBatch = checked(miniBatch);
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
}
