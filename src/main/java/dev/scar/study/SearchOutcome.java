package dev.scar.study;

import java.util.List;

/**
 * What a search came to: the best schedule and the Pareto front.
 *
 * @param latencyPs of the best schedule; by the contention-aware estimate where that was asked for
 * @param computeJ energy of its computations
 * @param nopJ energy on the network on package
 * @param dramJ energy of DRAM
 * @param windows its windows
 * @param pareto some points of the front, by latency
 * @param exact whether the search left out no walk and no combination
 */
public record SearchOutcome(
    long latencyPs,
    double computeJ,
    double nopJ,
    double dramJ,
    List<WindowPart> windows,
    List<Tradeoff> pareto,
    boolean exact) {
  public SearchOutcome {
    windows = List.copyOf(windows);
    pareto = List.copyOf(pareto);
  }

  /** A window and its models. */
  public record WindowPart(long latencyPs, List<ModelPart> models) {
    public WindowPart {
      models = List.copyOf(models);
    }
  }

  /**
   * A model in a window.
   *
   * @param model its id in the scenario
   */
  public record ModelPart(String model, long latencyPs, List<SegmentPart> segments) {
    public ModelPart {
      segments = List.copyOf(segments);
    }

    /** How many layers. */
    public int layers() {
      return segments.stream().mapToInt(SegmentPart::layers).sum();
    }
  }

  /** Consecutive layers on a chiplet of a type. */
  public record SegmentPart(int layers, int chiplet, String type) {}

  /** A point of the front. */
  public record Tradeoff(long latencyPs, double energyJ) {}

  /** Latency in seconds. */
  public double seconds() {
    return latencyPs * 1e-12;
  }

  /** Energy in joules. */
  public double joules() {
    return computeJ + nopJ + dramJ;
  }

  /** Energy-delay product in joule-seconds. */
  public double edp() {
    return seconds() * joules();
  }
}
