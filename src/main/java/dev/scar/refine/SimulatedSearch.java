package dev.scar.refine;

import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Plan;
import dev.scar.plan.PlanBuilder;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.search.Objective;
import dev.scar.search.ScheduleSearch;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import dev.scar.search.anneal.AnnealingSearch;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A search whose last phase scores schedules by replay: the best schedules of another search are
 * replayed, and the best of those changed again and again; what simulates no worse is gone on from.
 *
 * <p>The first half of the proposals goes on from {@value #STARTS} schedules in turns, the rest
 * from the best of what they came to. A change whose prediction, or whose bytes at the busiest
 * resource of a window, are already worse is not replayed. The schedules that the other search
 * ranked stay in the result, so the best one never simulates worse than any of them. One thread.
 * <b>Cost:</b> a window lowered and, where it may be better, replayed per proposal.
 *
 * @param first finds schedules by prediction
 * @param fixed layers that must run on the chiplet of their segment, in whatever windows
 * @param choosesMiniBatch whether mini-batches may be changed
 * @param proposals how many changes are tried
 * @param packetBytes of the replays
 * @param byEstimate whether windows are not replayed, but take what their bytes say: what
 *     simulation is compared with; with barriers only
 */
public record SimulatedSearch(
    ScheduleSearch first,
    List<Segment> fixed,
    boolean choosesMiniBatch,
    long proposals,
    long packetBytes,
    boolean byEstimate)
    implements ScheduleSearch {
  private static final int POOL = 64;
  private static final int STARTS = 4;
  private static final int MOST_CHANGES = 3;
  private static final long MOVES_PER_PROPOSAL = 2_000;

  /** A last phase after annealing; more effort tries more changes. */
  public static SimulatedSearch after(AnnealingSearch annealing, long packetBytes) {
    return new SimulatedSearch(
        annealing,
        annealing.fixed(),
        annealing.miniBatch() == AnnealingSearch.FREE,
        Math.max(1, annealing.effort().moves() / MOVES_PER_PROPOSAL),
        packetBytes,
        false);
  }

  /** The same by the contention-aware estimate. */
  public SimulatedSearch estimating() {
    return new SimulatedSearch(first, fixed, choosesMiniBatch, proposals, packetBytes, true);
  }

  public SimulatedSearch {
    fixed = List.copyOf(fixed);
  }

  @Override
  public String label() {
    return first.label();
  }

  @Override
  public Optional<String> refusal(
      Scenario scenario, ChipletPackage chipletPackage, SearchOptions options) {
    return first.refusal(scenario, chipletPackage, options);
  }

  @Override
  public SearchResult search(Task task) {
    SearchOptions options = task.options();
    SearchResult found = first.search(task.with(options.ranked(Math.max(POOL, options.ranked()))));
    Schedule like = found.best().plan().schedule();
    Judge judge =
        new Judge(
            like,
            found.barrier(),
            task.costs(),
            options.objective(),
            options.latencyBoundsPs(),
            packetBytes,
            byEstimate);
    List<Scored> best = improve(task, found, judge);
    List<Prediction> ranked = new ArrayList<>();
    for (Scored scored : best.subList(0, Math.min(options.ranked(), best.size()))) {
      Plan plan = new PlanBuilder(task.costs()).build(scored.candidate().like(like));
      ranked.add(Predictor.predict(found.barrier() ? plan : plan.withoutBarrier()));
    }
    Objective objective = options.objective();
    return new SearchResult(
        ranked,
        ranked.stream()
            .map(p -> objective.scorePs(p.latencyPs(), p.dynamicEnergy().totalJ()))
            .toList(),
        found.pareto(),
        objective,
        found.bounds(),
        found.coverage(),
        found.explanation());
  }

  /** A schedule and what it simulates with. */
  private record Scored(Candidate candidate, double score) {}

  private List<Scored> improve(Task task, SearchResult found, Judge judge) {
    Set<Scored> seen = new LinkedHashSet<>();
    int kept = Math.max(STARTS, task.options().ranked());
    for (Prediction prediction : found.ranked()) {
      if (!seen.isEmpty() && task.stop().getAsBoolean()) {
        break;
      }
      Candidate candidate = Candidate.of(prediction.plan().schedule());
      double limit =
          seen.size() < kept ? Double.POSITIVE_INFINITY : sorted(seen).get(kept - 1).score();
      seen.add(new Scored(candidate, judge.score(candidate, limit)));
    }
    SplittableRandom random = new SplittableRandom(task.options().seed());
    Changes changes = new Changes(found.best().plan().schedule(), choosesMiniBatch, random);
    List<Scored> starts = sorted(seen);
    int count = Math.min(STARTS, starts.size());
    for (int s = 0; s < count; s++) {
      seen.add(climb(starts.get(s), proposals / 2 / count, changes, judge, random, task));
    }
    seen.add(climb(sorted(seen).get(0), proposals - proposals / 2, changes, judge, random, task));
    return sorted(seen);
  }

  private static List<Scored> sorted(Set<Scored> of) {
    return of.stream().sorted(Comparator.comparingDouble(Scored::score)).toList();
  }

  private Scored climb(
      Scored start, long steps, Changes changes, Judge judge, SplittableRandom random, Task task) {
    Scored best = start;
    for (long step = 0; step < steps && !task.stop().getAsBoolean(); step++) {
      Candidate changed = best.candidate();
      for (int more = random.nextInt(MOST_CHANGES); more >= 0; more--) {
        changed = changes.of(changed);
      }
      if (!changed.equals(best.candidate()) && keepsFixed(changed)) {
        double score = judge.score(changed, best.score());
        best = score <= best.score() ? new Scored(changed, score) : best;
      }
    }
    return best;
  }

  private boolean keepsFixed(Candidate candidate) {
    return candidate.windows().stream()
        .flatMap(window -> window.segments().stream())
        .noneMatch(segment -> fixed.stream().anyMatch(segment::moves));
  }
}
