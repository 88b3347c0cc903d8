package dev.scar.search;

import dev.scar.schedule.ExecutionPolicy;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Tries mini-batches for a whole scenario: the most that L2 allows for each model, then 1, 2, 4, …
 * samples for every model, up to the largest batch. <b>Cost:</b> log2(largest batch) + 2 searches.
 */
public final class MiniBatches {
  private MiniBatches() {}

  /** The policies to try, automatic mini-batches first. */
  static List<ExecutionPolicy> candidates(Scenario scenario, ExecutionPolicy policy) {
    List<ExecutionPolicy> found = new ArrayList<>();
    found.add(policy.withMiniBatch(Map.of()));
    int most = scenario.models().stream().mapToInt(ScenarioModel::batch).max().orElseThrow();
    for (int samples = 1; samples <= most; samples *= 2) {
      found.add(of(scenario, policy, samples));
    }
    return found;
  }

  /** The same mini-batch for every model; a model with a smaller batch takes it whole. */
  public static ExecutionPolicy of(Scenario scenario, ExecutionPolicy policy, int samples) {
    Map<String, Integer> chosen = new LinkedHashMap<>();
    scenario.models().forEach(m -> chosen.put(m.id(), Math.min(samples, m.batch())));
    return policy.withMiniBatch(chosen);
  }

  /**
   * The best result over all of them whose mini-batches L2 holds; of equal ones the first.
   *
   * @param search finds a schedule under a policy
   * @param stop asked after each search whether to end with the best so far, which is then marked
   * @throws NoScheduleException if no policy allows a schedule that meets the latency bounds
   */
  public static SearchResult best(
      Scenario scenario,
      ExecutionPolicy policy,
      Function<ExecutionPolicy, SearchResult> search,
      BooleanSupplier stop) {
    Optional<SearchResult> best = Optional.empty();
    boolean stopped = false;
    for (ExecutionPolicy candidate : candidates(scenario, policy)) {
      if (best.isPresent() && stop.getAsBoolean()) {
        stopped = true;
        break;
      }
      try {
        SearchResult found = search.apply(candidate);
        stopped |= found.coverage().stopped();
        boolean held =
            found.best().plan().isHeld(); // Else it would win by what nobody charges for.
        if (held && (best.isEmpty() || found.score() < best.get().score())) {
          best = Optional.of(found);
        }
      } catch (NoScheduleException e) {
        // Another mini-batch may still meet the bounds.
      }
    }
    SearchResult result =
        best.orElseThrow(
            () ->
                new NoScheduleException(
                    "no schedule found meets the latency bounds with any mini-batch"));
    return stopped ? result.cutShort() : result;
  }
}
