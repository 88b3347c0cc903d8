package dev.scar.workload;

import java.util.List;
import java.util.TreeSet;

/**
 * What a model file says of a layer beside its shape: which tensors it reads in which role, by the
 * indices of the layers that make them.
 *
 * @param inputs its input; empty for the model's own
 * @param added added to its output
 * @param gates multiplied with its input
 * @param pool how its input changes form on the way in; empty if it does not
 * @param note for people; may be empty
 */
record LayerLinks(
    List<Integer> inputs, List<Integer> added, List<Integer> gates, String pool, String note) {
  LayerLinks {
    inputs = List.copyOf(inputs);
    added = List.copyOf(added);
    gates = List.copyOf(gates);
  }

  /** Of a layer that only reads these. */
  static LayerLinks reading(List<Integer> inputs) {
    return new LayerLinks(inputs, List.of(), List.of(), "", "");
  }

  /** All layers whose tensors it reads, ascending. */
  List<Integer> producers() {
    TreeSet<Integer> all = new TreeSet<>(inputs);
    all.addAll(added);
    all.addAll(gates);
    return List.copyOf(all);
  }
}
