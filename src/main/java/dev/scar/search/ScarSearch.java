package dev.scar.search;

import dev.scar.hardware.ChipletPackage;
import dev.scar.workload.Scenario;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The search by the paper's engines, or one of its baselines.
 *
 * @param strategy what is searched: the paper's schedules or a baseline
 * @param method how the schedules of a window are searched
 * @param windows what MCM-Reconfig tries
 * @param provisioning how PROV shares out chiplets
 * @param segmentation what SEG and SCHED keep
 * @param evolution how hard the evolutionary search tries
 * @param combine how the windows' schedules are put together
 */
public record ScarSearch(
    SearchOptions.Strategy strategy,
    SearchOptions.Method method,
    Windows windows,
    Provisioning provisioning,
    Segmentation segmentation,
    EvolutionOptions evolution,
    SearchOptions.Combine combine)
    implements ScheduleSearch {
  /** The largest number of splits, samples, kept cuts, or chiplets of a cap. */
  public static final int MOST = 1000;

  /** The paper's defaults. */
  public static final ScarSearch DEFAULT =
      new ScarSearch(
          SearchOptions.Strategy.SCAR,
          SearchOptions.Method.AUTO,
          new Windows(4, 0, SearchOptions.Packing.GREEDY),
          new Provisioning(SearchOptions.Provisioning.RULE, 0, Map.of()),
          new Segmentation(8, 300, 4096),
          EvolutionOptions.DEFAULT,
          SearchOptions.Combine.EXACT);

  /**
   * Partitionings into windows.
   *
   * @param splits largest number of cuts of the time horizon; every number from 0 on is tried; 4 by
   *     default (the paper's)
   * @param samples partitionings with random boundaries tried besides; 0 by default
   * @param packing how layers are assigned to windows
   */
  public record Windows(int splits, int samples, SearchOptions.Packing packing) {
    public Windows {
      require(splits >= 0 && splits <= MOST, "splits must be 0 to " + MOST);
      require(samples >= 0 && samples <= MOST, "samples must be 0 to " + MOST);
    }
  }

  /**
   * Chiplets of each model of a window.
   *
   * @param provisioning by equation 2, or every distribution
   * @param nodeCap most chiplets a model may get in a window (heuristic 2); 0 is no cap, the
   *     default
   * @param prefer by model: factor of its share of the chiplets in equation 2; 1 where absent
   */
  public record Provisioning(
      SearchOptions.Provisioning provisioning, int nodeCap, Map<Integer, Double> prefer) {
    public Provisioning {
      require(nodeCap >= 0, "the node cap must not be negative");
      prefer = Collections.unmodifiableMap(new TreeMap<>(prefer));
    }
  }

  /**
   * Cuts and walks.
   *
   * @param topCuts segmentations kept per model and number of segments (heuristic 1); 8 by default
   * @param allCuts with at most so many ways to cut, all are candidates; 300 by default
   * @param pathsPerModel most walks of one length over the chiplets, 4096 by default, more than a 3
   *     × 3 mesh or triangular lattice has; in packages too large for the exact combination, of all
   *     lengths together. Above it each root gets an even share
   */
  public record Segmentation(int topCuts, int allCuts, int pathsPerModel) {
    public Segmentation {
      require(topCuts >= 1, "at least one segmentation per model");
      require(allCuts >= 0, "the number of cuts must not be negative");
      require(pathsPerModel >= 1, "at least one path per model");
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  @Override
  public String label() {
    return "paper";
  }

  /** How the windows of a package of so many chiplets are searched; never {@code AUTO}. */
  SearchOptions.Method methodOn(int chiplets, boolean contentionAware) {
    return contentionAware && strategy == SearchOptions.Strategy.SCAR
        ? SearchOptions.Method.EVOLUTIONARY
        : method.on(chiplets, strategy);
  }

  @Override
  public Optional<String> refusal(
      Scenario scenario, ChipletPackage chipletPackage, SearchOptions options) {
    int chiplets = chipletPackage.chiplets().size();
    if (methodOn(chiplets, options.contentionAware()) == SearchOptions.Method.EXHAUSTIVE
        && chiplets > SearchOptions.Method.MOST_EXHAUSTIVE) {
      return Optional.of(
          "exhaustive search is for at most %d chiplets; %s has %d"
              .formatted(SearchOptions.Method.MOST_EXHAUSTIVE, chipletPackage.name(), chiplets));
    }
    return Optional.empty();
  }

  @Override
  public SearchResult search(Task task) {
    return new PaperEngines(this, task).search();
  }

  public ScarSearch strategy(SearchOptions.Strategy value) {
    return new ScarSearch(value, method, windows, provisioning, segmentation, evolution, combine);
  }

  public ScarSearch method(SearchOptions.Method value) {
    return new ScarSearch(strategy, value, windows, provisioning, segmentation, evolution, combine);
  }

  public ScarSearch windows(Windows value) {
    return new ScarSearch(strategy, method, value, provisioning, segmentation, evolution, combine);
  }

  public ScarSearch splits(int value) {
    return windows(new Windows(value, windows.samples(), windows.packing()));
  }

  public ScarSearch provisioning(SearchOptions.Provisioning value) {
    return provisioning(new Provisioning(value, provisioning.nodeCap(), provisioning.prefer()));
  }

  public ScarSearch provisioning(Provisioning value) {
    return new ScarSearch(strategy, method, windows, value, segmentation, evolution, combine);
  }

  public ScarSearch segmentation(Segmentation value) {
    return new ScarSearch(strategy, method, windows, provisioning, value, evolution, combine);
  }

  public ScarSearch evolution(EvolutionOptions value) {
    return new ScarSearch(strategy, method, windows, provisioning, segmentation, value, combine);
  }

  public ScarSearch combine(SearchOptions.Combine value) {
    return new ScarSearch(strategy, method, windows, provisioning, segmentation, evolution, value);
  }
}
