package dev.scar.search.anneal;

import dev.scar.search.SearchThreads;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/**
 * Runs rounds of restarts. The restarts of a round know only what the rounds before it found, and
 * are merged in their order, so that the result does not depend on the number of threads.
 */
final class Portfolio {
  private final Ground ground;
  private final List<Aim> aims;
  private final long seed;
  private final int threads;
  private final BooleanSupplier stop;
  private final Archive archive = new Archive();
  private final List<List<Result>> results = new ArrayList<>();
  private long proposed;
  private long made;
  private long evaluated;
  private int restarts;
  private int rounds;

  /** What a run came to. */
  private record Result(double score, Row[] rows) {}

  /** A run with what it saw; what it came to takes the place of what it went on from. */
  private record Done(
      Restart restart,
      Row[] start,
      Result result,
      Archive archive,
      long proposed,
      long made,
      long evaluated) {}

  Portfolio(Ground ground, List<Aim> aims, long seed, int threads, BooleanSupplier stop) {
    this.ground = ground;
    this.aims = aims;
    this.seed = seed;
    this.threads = threads;
    this.stop = stop;
    aims.forEach(aim -> results.add(new ArrayList<>()));
  }

  Archive archive() {
    return archive;
  }

  long proposed() {
    return proposed;
  }

  /** Moves that could be made. */
  long made() {
    return made;
  }

  /** Parts that were costed. */
  long evaluated() {
    return evaluated;
  }

  int restarts() {
    return restarts;
  }

  int rounds() {
    return rounds;
  }

  /** Takes over a schedule from elsewhere as a result of every aim. */
  void add(Row[] rows) {
    for (int a = 0; a < aims.size(); a++) {
      Restart none = Restart.hops(a, 0, 0, 1, 1);
      take(run(none, rows, new SplittableRandom(seed)));
    }
  }

  /** Each aim's best result. */
  List<Row[]> best() {
    return results.stream().filter(r -> !r.isEmpty()).map(r -> r.get(0).rows()).toList();
  }

  /** Leaves behind what is known, but for the archive. */
  void beginAnew() {
    results.forEach(List::clear);
  }

  /** Runs a round. */
  void round(List<Restart> plans) {
    List<Callable<Done>> tasks = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      Restart plan = plans.get(i);
      SplittableRandom random =
          new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 1000L * rounds + i);
      tasks.add(() -> run(plan, start(plan, random), random));
    }
    SearchThreads.run(tasks, threads, this::take);
    rounds++;
  }

  private void take(Done done) {
    archive.addAll(done.archive());
    List<Result> known = results.get(done.restart().aim());
    known.removeIf(result -> result.rows() == done.start());
    known.add(done.result());
    known.sort(Comparator.comparingDouble(Result::score));
    proposed += done.proposed();
    made += done.made();
    evaluated += done.evaluated();
    restarts += done.restart().moves() > 0 ? 1 : 0;
  }

  private Row[] start(Restart plan, SplittableRandom random) {
    List<Result> known = results.get(plan.aim());
    if (plan.windows() == 0 && !known.isEmpty()) {
      return known.get(Math.min(plan.rank(), known.size() - 1)).rows();
    }
    return new Starts(ground, new PartCost(ground))
        .even(Math.max(1, Math.min(plan.windows(), ground.mostWindows())), random);
  }

  private Done run(Restart plan, Row[] start, SplittableRandom random) {
    Archive own = new Archive();
    PartCost costs = new PartCost(ground);
    Moves moves = new Moves(ground, costs, random);
    Annealer annealer = new Annealer(ground, start, aims.get(plan.aim()), own, moves, random);
    if (plan.hops()) {
      annealer.hop(plan.moves(), plan.hot(), plan.cold(), stop);
    } else {
      annealer.run(plan.moves(), plan.length(), plan.hot(), plan.cold(), stop);
    }
    return new Done(
        plan,
        start,
        new Result(annealer.bestScore(), annealer.best()),
        own,
        annealer.proposed(),
        annealer.made(),
        costs.count());
  }
}
