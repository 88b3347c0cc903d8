package dev.scar.workload.onnx;

import java.util.Map;
import java.util.TreeMap;

/** Every operator that is known, by name; those of other domains have theirs in front. */
final class Operators {
  /** Those without counted work. */
  static final Map<String, FreeOperator> FREE = free();

  /** Those with work. */
  static final Map<String, Worker> WORK = work();

  private Operators() {}

  private static Map<String, FreeOperator> free() {
    Map<String, FreeOperator> all = new TreeMap<>();
    Elementwise.addTo(all);
    Forms.addTo(all);
    Makers.addTo(all);
    Cuts.addTo(all);
    Pools.addTo(all);
    return Map.copyOf(all);
  }

  private static Map<String, Worker> work() {
    Map<String, Worker> all = new TreeMap<>();
    Products.addTo(all);
    Convolutions.addTo(all);
    Einsum.addTo(all);
    Recurrent.addTo(all);
    Attention.addTo(all);
    MixtureOfExperts.addTo(all);
    return Map.copyOf(all);
  }
}
