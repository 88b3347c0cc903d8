package dev.scar.search;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All arrangements of a window seen so far that no other one covers. An arrangement is one
 * placement for each model of the window, on disjoint chiplets.
 *
 * <p><b>Cost:</b> without latency bounds O(log front) for an arrangement that is covered, which
 * nearly all are; with them that of {@link Front}.
 */
final class Archive {
  private final List<Integer> boundedModels;
  private final WindowLatency windowLatency;
  private final Front<Placement> front = new Front<>();
  private final TreeMap<Long, Double> leastEnergyJ = new TreeMap<>();
  private long offered;

  /** An archive that keeps the finish times of these models beside latency and energy. */
  Archive(List<Integer> boundedModels, WindowLatency windowLatency) {
    this.boundedModels = boundedModels;
    this.windowLatency = windowLatency;
  }

  /** Arrangements seen. */
  long offered() {
    return offered;
  }

  /** Keeps an arrangement if none covers it. */
  void offer(Placement[] placements) {
    offered++;
    long latency = windowLatency.latencyPs(placements);
    double energy = energyJ(placements);
    if (boundedModels.isEmpty()) {
      Map.Entry<Long, Double> below = leastEnergyJ.floorEntry(latency);
      if (below != null && below.getValue() <= energy) {
        return;
      }
      leastEnergyJ.put(latency, energy);
      Map.Entry<Long, Double> above = leastEnergyJ.higherEntry(latency);
      while (above != null && above.getValue() >= energy) {
        leastEnergyJ.remove(above.getKey());
        above = leastEnergyJ.higherEntry(latency);
      }
    }
    Choice<Placement> choice = Choice.empty(boundedModels.size());
    for (Placement placement : placements) {
      choice = Disjoint.extend(choice, placement, boundedModels);
    }
    front.add(
        new Choice<>(latency, choice.energyJ(), choice.finishPs(), choice.item(), choice.before()));
  }

  /** By rising latency. */
  List<Choice<Placement>> choices() {
    return front.choices();
  }

  /** Of all models together, added in their order. */
  static double energyJ(Placement[] placements) {
    double energy = 0;
    for (Placement placement : placements) {
      energy += placement.energyJ();
    }
    return energy;
  }
}
