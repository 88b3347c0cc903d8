package dev.scar.plan;

import dev.scar.workload.Model;
import dev.scar.workload.ScenarioModel;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Peak live activations of a segment for one sample ({@code model.md#weights-and-mini-batch}:
 * inputs and outputs of live layers).
 *
 * <p>Tensors that come from outside are live from the start of the stage, since they are loaded or
 * received before it computes, to their last use in the segment. A tensor made inside is live from
 * its layer to its last use in the segment, and has its whole size where layers read parts of it;
 * one that leaves (to another segment, a later window, or as a model output) stays to the end,
 * since it is sent after computing. Named inputs stream past, as weights that do not fit do: they
 * take no room. <b>Cost:</b> O(layers + edges).
 */
public final class Footprint {
  private Footprint() {}

  /** Peak of the layers [first, end), in bytes. */
  public static long peakBytes(ScenarioModel scenarioModel, int first, int end) {
    Model model = scenarioModel.model();
    long[] change = new long[end - first + 1];
    TreeMap<Integer, Integer> outsideLastUse = new TreeMap<>();
    for (int layer = first; layer < end; layer++) {
      for (int producer : model.layer(layer).producers()) {
        if (producer < first) {
          outsideLastUse.put(producer, layer);
        }
      }
      if (model.layer(layer).readsModelInput()) {
        live(change, 0, layer - first, scenarioModel.modelInputBytes(layer));
      }
      live(
          change,
          layer - first,
          lastUse(model, layer, end) - first,
          scenarioModel.outputBytes(layer));
    }
    outsideLastUse.forEach(
        (producer, use) -> live(change, 0, use - first, scenarioModel.outputBytes(producer)));
    long live = 0;
    long peak = 0;
    for (long delta : change) {
      live = Math.addExact(live, delta);
      peak = Math.max(peak, live);
    }
    return peak;
  }

  /** What of it comes from outside: tensors of layers before, and the model's own input. */
  public static long enteringBytes(ScenarioModel scenarioModel, int first, int end) {
    Model model = scenarioModel.model();
    TreeSet<Integer> outside = new TreeSet<>();
    long bytes = 0;
    for (int layer = first; layer < end; layer++) {
      bytes = Math.addExact(bytes, scenarioModel.modelInputBytes(layer));
      model.layer(layer).producers().stream().filter(p -> p < first).forEach(outside::add);
    }
    for (int producer : outside) {
      bytes = Math.addExact(bytes, scenarioModel.outputBytes(producer));
    }
    return bytes;
  }

  /** What of it leaves the segment: what layers after it read, and outputs of the model. */
  public static long leavingBytes(ScenarioModel scenarioModel, int first, int end) {
    Model model = scenarioModel.model();
    long bytes = 0;
    for (int layer = first; layer < end; layer++) {
      boolean leaves =
          model.isOutput(layer) || model.consumers(layer).stream().anyMatch(c -> c >= end);
      bytes = leaves ? Math.addExact(bytes, scenarioModel.outputBytes(layer)) : bytes;
    }
    return bytes;
  }

  /** Last layer of the segment during which this layer's tensor is live. */
  private static int lastUse(Model model, int layer, int end) {
    if (model.isOutput(layer)) {
      return end - 1;
    }
    var consumers = model.consumers(layer);
    return Math.min(consumers.get(consumers.size() - 1), end - 1);
  }

  private static void live(long[] change, int from, int to, long bytes) {
    change[from] += bytes;
    change[to + 1] -= bytes;
  }
}
