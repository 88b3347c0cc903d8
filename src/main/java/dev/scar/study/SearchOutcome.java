package dev.scar.study;

import dev.scar.analysis.Prediction;
import dev.scar.analysis.WindowPrediction;
import dev.scar.hardware.ChipletPackage;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.schedule.Window;
import dev.scar.search.SearchResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What a search came to: the best schedule and the Pareto front.
 *
 * @param score objective value of the best schedule
 * @param boundScore no schedule can have a smaller one
 * @param latencyPs of the best schedule; by the contention-aware estimate where that was asked for
 * @param computeJ energy of its computations
 * @param nopJ energy on the network on package
 * @param dramJ energy of DRAM
 * @param staticJ energy of static power
 * @param windows its windows
 * @param pareto at most {@value #MOST_TRADEOFFS} points of the front, by latency, evenly chosen,
 *     with both ends
 * @param paretoPoints how many the front has
 * @param coverage how much was looked at
 */
public record SearchOutcome(
    double score,
    double boundScore,
    long latencyPs,
    double computeJ,
    double nopJ,
    double dramJ,
    double staticJ,
    List<WindowPart> windows,
    List<Tradeoff> pareto,
    int paretoPoints,
    SearchResult.Coverage coverage) {
  private static final int MOST_TRADEOFFS = 60;

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
  public record Tradeoff(long latencyPs, double energyJ) {
    /** Latency in seconds. */
    public double seconds() {
      return latencyPs * 1e-12;
    }
  }

  /** Of a search, with this schedule as its best. */
  static SearchOutcome of(SearchResult result, Prediction best, long latencyPs, double score) {
    return new SearchOutcome(
        score,
        result.boundScore(),
        latencyPs,
        best.energy().computeJ(),
        best.energy().nopJ(),
        best.energy().dramJ(),
        best.energy().staticJ(),
        windows(best),
        thinned(result.pareto()),
        result.pareto().size(),
        result.coverage());
  }

  private static List<WindowPart> windows(Prediction best) {
    Schedule schedule = best.plan().schedule();
    List<WindowPart> parts = new ArrayList<>();
    for (int w = 0; w < schedule.windows().size(); w++) {
      Window window = schedule.windows().get(w);
      WindowPrediction predicted = best.windows().get(w);
      List<ModelPart> models = new ArrayList<>();
      for (int m = 0; m < schedule.scenario().models().size(); m++) {
        List<Segment> segments = window.segmentsOf(m);
        if (!segments.isEmpty()) {
          models.add(
              new ModelPart(
                  schedule.scenario().models().get(m).id(),
                  predicted.modelLatencyPs(m),
                  segments.stream().map(s -> part(s, schedule.chipletPackage())).toList()));
        }
      }
      parts.add(new WindowPart(predicted.latencyPs(), models));
    }
    return parts;
  }

  private static SegmentPart part(Segment segment, ChipletPackage made) {
    String type = made.chipletAt(segment.chiplet()).orElseThrow().type().name();
    return new SegmentPart(segment.layerCount(), segment.chiplet(), type);
  }

  private static List<Tradeoff> thinned(List<SearchResult.Tradeoff> front) {
    List<Tradeoff> kept = new ArrayList<>();
    int points = Math.min(front.size(), MOST_TRADEOFFS);
    for (int i = 0; i < points; i++) {
      int at = points == 1 ? 0 : (int) ((long) i * (front.size() - 1) / (points - 1));
      kept.add(new Tradeoff(front.get(at).latencyPs(), front.get(at).energyJ()));
    }
    return kept;
  }

  /** Latency in seconds. */
  public double seconds() {
    return latencyPs * 1e-12;
  }

  /** Energy in joules. */
  public double joules() {
    return computeJ + nopJ + dramJ + staticJ;
  }

  /** Energy-delay product in joule-seconds. */
  public double edp() {
    return seconds() * joules();
  }

  /** How far the score may be from the best possible one, as a share of the bound. */
  public double gap() {
    return boundScore == 0 ? 0 : score / boundScore - 1;
  }
}
