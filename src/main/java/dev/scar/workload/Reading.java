package dev.scar.workload;

import dev.scar.workload.onnx.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a tensor is made of: layers, by their indices.
 *
 * @param main those whose elements are in it, ascending
 * @param gates those by which they were multiplied on the way, ascending
 * @param shares of how much of the tensors in {@code main} is in it, by layer, where that is less
 *     than all
 * @param input whether an input of the model is in it
 * @param how by which operators it changed its form on the way; may be empty
 */
record Reading(
    List<Integer> main,
    List<Integer> gates,
    Map<Integer, Double> shares,
    boolean input,
    String how) {
  private static final int LONGEST = 200;

  /** An input of the model alone. */
  static final Reading INPUT = new Reading(List.of(), List.of(), Map.of(), true, "");

  Reading {
    main = List.copyOf(main);
    gates = List.copyOf(gates);
    shares = Map.copyOf(shares);
  }

  /** The tensor of a layer. */
  static Reading of(int layer) {
    return new Reading(List.of(layer), List.of(), Map.of(), false, "");
  }

  /** Several tensors. */
  static Reading together(List<Reading> all) {
    if (all.isEmpty()) {
      return INPUT;
    }
    if (all.size() == 1) {
      return all.get(0);
    }
    TreeSet<Integer> main = new TreeSet<>();
    TreeSet<Integer> gates = new TreeSet<>();
    Map<Integer, Double> shares = new TreeMap<>();
    List<String> hows = new ArrayList<>();
    boolean input = false;
    for (Reading each : all) {
      main.addAll(each.main);
      gates.addAll(each.gates);
      each.main.forEach(layer -> shares.merge(layer, each.share(layer), Double::sum));
      input |= each.input;
      if (!each.how.isEmpty() && !hows.contains(each.how)) {
        hows.add(each.how);
      }
    }
    gates.stream().filter(main::contains).forEach(shares::remove);
    gates.removeAll(main);
    shares.values().removeIf(share -> share >= 1);
    return new Reading(
        List.copyOf(main), List.copyOf(gates), shares, input, cut(String.join(", ", hows)));
  }

  private static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }

  /** The same, as it is after what lies between it and another flow of its root. */
  Reading part(Flow through) {
    String all =
        how.isEmpty() || through.how().isEmpty() ? how + through.how() : how + ", " + through.how();
    boolean one = main.size() == 1 && gates.isEmpty() && through.part() < 1;
    Map<Integer, Double> left = one ? Map.of(last(), share(last()) * through.part()) : shares;
    return new Reading(main, gates, left, input, cut(all));
  }

  /** How much of a layer's tensor is in it. */
  double share(int layer) {
    return shares.getOrDefault(layer, 1.0);
  }

  /** The same, multiplied with others. */
  Reading gated(Reading by) {
    TreeSet<Integer> all = new TreeSet<>(gates);
    all.addAll(by.main);
    all.addAll(by.gates);
    Map<Integer, Double> left = new TreeMap<>(shares);
    left.keySet().removeAll(all);
    main.forEach(all::remove);
    return new Reading(main, List.copyOf(all), left, input || by.input, how);
  }

  /** All of it as input of a layer that knows no gates. */
  Reading plain() {
    TreeSet<Integer> all = new TreeSet<>(main);
    all.addAll(gates);
    return new Reading(List.copyOf(all), List.of(), shares, input, how);
  }

  boolean isEmpty() {
    return main.isEmpty() && gates.isEmpty();
  }

  /** How many layers it is made of. */
  int size() {
    return main.size() + gates.size();
  }

  /** The last layer that is in it; it must not be empty. */
  int last() {
    int lastMain = main.isEmpty() ? -1 : main.get(main.size() - 1);
    return Math.max(lastMain, gates.isEmpty() ? -1 : gates.get(gates.size() - 1));
  }
}
