package dev.scar.refine;

import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.Dram;
import dev.scar.hardware.PackageParts;
import dev.scar.plan.Plan;
import dev.scar.plan.PlanBuilder;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.search.NoScheduleException;
import dev.scar.search.Objective;
import dev.scar.search.ScheduleSearch;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import dev.scar.search.SearchThreads;
import dev.scar.search.anneal.AnnealingSearch;
import dev.scar.units.Bandwidth;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A search whose last phase scores schedules by replay: the best schedules of another search are
 * replayed, and the best of those changed again and again; what simulates no worse is gone on from.
 *
 * <p>Where even the best of those simulates more than 1 % above the best prediction, the other
 * search searches once more, on a package whose bandwidths are 5/9 of the real ones: its schedules
 * spare what is waited for. They are replayed on the real package. Where it simulates less than 0.1
 * % above, the prediction is right, and no changes are tried; in between, an eighth of them.
 *
 * <p>The first half of the proposals goes on from the best {@value #STARTS} schedules, the rest
 * from the best two of what they came to. A change whose prediction, or whose bytes at the busiest
 * resource of a window, are already worse is not replayed. Where L2 holds all mini-batches of what
 * is changed, it holds those of the change, too, since neither prediction nor replay would charge
 * for others; where a user asked for larger ones it does not. The schedules that the other search
 * ranked stay in the result, so the best one never simulates worse than any of them. <b>Cost:</b> a
 * window lowered and, where it may be better, replayed per proposal.
 *
 * @param first finds schedules by prediction
 * @param fixed layers that must run on the chiplet of their segment, in whatever windows
 * @param choosesMiniBatch whether mini-batches may be changed
 * @param proposals how many changes are tried where transfers wait
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
  private static final long MOVES_PER_PROPOSAL = 500;
  private static final double CONTENDED = 1.01;
  private static final double CALM = 1.001;
  private static final int SHARE_BETWEEN = 8;

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
    Task pooled = task.with(options.ranked(Math.max(POOL, options.ranked())));
    SearchResult found = first.search(pooled);
    Schedule like = found.best().plan().schedule();
    Supplier<Judge> judges =
        () ->
            new Judge(
                like,
                found.barrier(),
                task.costs(),
                options.objective(),
                options.latencyBoundsPs(),
                packetBytes,
                byEstimate);
    Ranking ranking = new Ranking(Math.max(STARTS, options.ranked()), judges.get());
    ranking.addAll(found, task.stop());
    SearchResult.Coverage coverage = found.coverage();
    double late = ranking.best().score() / found.score();
    if (late > CONTENDED) {
      Optional<SearchResult> slower = onSlower(pooled);
      slower.ifPresent(other -> ranking.addAll(other, task.stop()));
      coverage = slower.map(other -> found.coverage().and(other.coverage())).orElse(coverage);
    }
    long changed = late > CALM ? improve(task, ranking, changes(late), like, judges) : 0;
    List<Prediction> ranked = new ArrayList<>();
    for (Scored scored : ranking.first(options.ranked())) {
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
        coverage.simulating(ranking.count() + changed),
        found.explanation());
  }

  /** What is found where transfers take longer; nothing if that is too late for a model. */
  private Optional<SearchResult> onSlower(Task task) {
    ChipletPackage slower =
        PackageParts.SAME
            .links(l -> l.withBandwidth(slower(l.bandwidth())))
            .drams(d -> new Dram(d.ordinal(), slower(d.peak()), d.latencyPs(), d.timing()))
            .chiplets(c -> c.withPorts(slower(c.injection()), slower(c.ejection())))
            .in(task.chipletPackage(), task.chipletPackage().name());
    try {
      return Optional.of(first.search(task.on(slower)));
    } catch (NoScheduleException tooLate) {
      return Optional.empty();
    }
  }

  private static Bandwidth slower(Bandwidth of) {
    return Bandwidth.ofBytesPerSecond(Math.max(1, of.bytesPerSecond() / 9 * 5));
  }

  private long changes(double late) {
    return late > CONTENDED ? proposals : (proposals + SHARE_BETWEEN - 1) / SHARE_BETWEEN;
  }

  /** Changes the best again and again; how many changed schedules that led to. */
  private long improve(
      Task task, Ranking ranking, long changes, Schedule like, Supplier<Judge> judges) {
    SplittableRandom random = new SplittableRandom(task.options().seed());
    List<Climb> climbs =
        IntStream.range(0, STARTS)
            .mapToObj(i -> new Climb(like, random.split(), judges.get(), task.stop()))
            .toList();
    for (int starts = STARTS; starts > 1; starts /= 2) {
      List<Scored> from = ranking.first(starts);
      long steps = changes / 2 / from.size();
      List<Callable<Scored>> tasks =
          IntStream.range(0, from.size())
              .<Callable<Scored>>mapToObj(i -> () -> climbs.get(i).from(from.get(i), steps))
              .toList();
      SearchThreads.run(tasks, task.threads(), ranking::add);
    }
    return climbs.stream().mapToLong(climb -> climb.judged).sum();
  }

  /** A schedule and what it simulates with. */
  private record Scored(Candidate candidate, double score) {}

  /** Schedules by what they simulate with, of equal ones the earlier one first. */
  private static final class Ranking {
    private final int exact;
    private final Judge judge;
    private final List<Scored> sorted = new ArrayList<>();
    private int count;

    /**
     * @param exact of how many the score must be known
     */
    Ranking(int exact, Judge judge) {
      this.exact = exact;
      this.judge = judge;
    }

    void addAll(SearchResult found, BooleanSupplier stop) {
      for (Prediction prediction : found.ranked()) {
        if (!sorted.isEmpty() && stop.getAsBoolean()) {
          return;
        }
        Candidate candidate = Candidate.of(prediction.plan().schedule());
        double limit =
            sorted.size() < exact ? Double.POSITIVE_INFINITY : sorted.get(exact - 1).score();
        count++;
        add(new Scored(candidate, judge.score(candidate, limit)));
      }
    }

    void add(Scored scored) {
      if (!sorted.contains(scored)) {
        sorted.add(scored);
        sorted.sort(Comparator.comparingDouble(Scored::score));
      }
    }

    /** How many schedules of searches were ranked. */
    int count() {
      return count;
    }

    Scored best() {
      return sorted.get(0);
    }

    List<Scored> first(int most) {
      return List.copyOf(sorted.subList(0, Math.min(most, sorted.size())));
    }
  }

  /** Changes a schedule again and again. */
  private final class Climb {
    private final Changes changes;
    private final SplittableRandom random;
    private final Judge judge;
    private final BooleanSupplier stop;
    private long judged;

    Climb(Schedule like, SplittableRandom random, Judge judge, BooleanSupplier stop) {
      this.changes = new Changes(like, choosesMiniBatch, random);
      this.random = random;
      this.judge = judge;
      this.stop = stop;
    }

    Scored from(Scored start, long steps) {
      Scored best = start;
      boolean held = judge.holds(start.candidate());
      for (long step = 0; step < steps && !stop.getAsBoolean(); step++) {
        Candidate changed = best.candidate();
        for (int more = random.nextInt(MOST_CHANGES); more >= 0; more--) {
          changed = changes.of(changed);
        }
        if (!changed.equals(best.candidate())
            && keepsFixed(changed)
            && (!held || judge.holds(changed))) {
          judged++;
          double score = judge.score(changed, best.score());
          best = score <= best.score() ? new Scored(changed, score) : best;
        }
      }
      return best;
    }
  }

  private boolean keepsFixed(Candidate candidate) {
    return candidate.windows().stream()
        .flatMap(window -> window.segments().stream())
        .noneMatch(segment -> fixed.stream().anyMatch(segment::moves));
  }
}
