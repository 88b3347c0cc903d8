package dev.scar.search.anneal;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of simulated annealing over whole schedules (S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi,
 * "Optimization by Simulated Annealing", Science 220, 1983). A change that makes the score worse by
 * a factor 1 + d is accepted with probability about exp(−d / heat); the heat falls geometrically.
 *
 * <p>Not for several threads. <b>Cost:</b> O(windows) a move, and what {@link PartCost} takes for
 * the parts that the move touches.
 */
final class Annealer {
  private static final int STEP = 64;
  private static final int STOP_STEP = 1024;

  /** How many moves cool a hop down, typically. */
  private static final int HOP = 4_000;

  /** Hops are longer or shorter, and hotter or cooler, by factors up to these. */
  private static final double LENGTHS = 4;

  private static final double HEATS = 3;
  private static final int MOST_KICKS = 3;

  /** A kick may make the score worse by this factor. */
  private static final double WORST_KICK = 2;

  /** What a model that is late by its whole bound, or a misplaced layer, adds to the score. */
  private static final double PENALTY = 4;

  private final Ground ground;
  private final Moves moves;
  private final Proposal proposal;
  private final SplittableRandom random;
  private final Aim aim;
  private final Archive archive;
  private final long[] finishPs;
  private final @Nullable Queues queues;
  private Row[] rows;
  private int windows;
  private double score;
  private Row[] best;
  private double bestScore;
  private long proposed;
  private long made;

  private long latencyPs;
  private double energyJ;
  private double penalty;

  /**
   * A run.
   *
   * @param archive takes every schedule on the way that keeps to bounds and fixes
   */
  Annealer(
      Ground ground, Row[] start, Aim aim, Archive archive, Moves moves, SplittableRandom random) {
    this.ground = ground;
    this.moves = moves;
    this.proposal = moves.proposal();
    this.random = random;
    this.aim = aim;
    this.archive = archive;
    this.finishPs = new long[ground.boundsPs().length];
    this.queues = ground.barrier() ? null : new Queues(ground);
    this.rows = start;
    restart(start);
    this.best = start;
    this.bestScore = score;
    archive();
  }

  /** The best schedule by the aim, which may be none that keeps to bounds and fixes. */
  Row[] best() {
    return best;
  }

  double bestScore() {
    return bestScore;
  }

  /** Moves proposed so far. */
  long proposed() {
    return proposed;
  }

  /** Those of them that could be made. */
  long made() {
    return made;
  }

  /**
   * Proposes so many moves, or fewer if stopped.
   *
   * @param length how many moves the heat takes from hot to cold
   */
  void run(long count, long length, double hot, double cold, BooleanSupplier stop) {
    double factor = Math.pow(cold / hot, 1.0 / Math.max(1, length / STEP));
    double heat = hot;
    for (long i = 0; i < count; i++) {
      if (i % STEP == 0) {
        heat *= factor;
        if (i % STOP_STEP == 0 && stop.getAsBoolean()) {
          return;
        }
      }
      move(random.nextInt(windows), heat);
    }
  }

  /**
   * Iterated local search (H. R. Lourenço, O. C. Martin, T. Stützle, "Iterated Local Search",
   * Handbook of Metaheuristics, 2003), for valleys that no steady heat leads out of: up to {@value
   * #MOST_KICKS} kicks at a window, whatever they cost, then annealing there and in the windows
   * beside it; and back if it did not pay.
   *
   * @param typicalHot heat at the beginning of a hop, typically
   */
  void hop(long count, double typicalHot, double cold, BooleanSupplier stop) {
    long end = proposed + count;
    while (proposed < end && !stop.getAsBoolean()) {
      Row[] before = Arrays.copyOf(rows, windows);
      double scoreBefore = score;
      int place = random.nextInt(windows);
      int kicks = 1 + random.nextInt(MOST_KICKS);
      for (int i = 0; i < kicks && proposed < end; i++) {
        kick(Math.min(place, windows - 1), scoreBefore * WORST_KICK);
      }
      double hot = typicalHot * Math.pow(HEATS, 2 * random.nextDouble() - 1);
      int length = (int) (HOP * Math.pow(LENGTHS, 2 * random.nextDouble() - 1));
      double factor = Math.pow(cold / hot, (double) STEP / length);
      double heat = hot;
      for (int i = 0; i < length && proposed < end; i++) {
        heat = i % STEP == 0 ? heat * factor : heat;
        int beside = place - 1 + random.nextInt(3);
        move(Math.max(0, Math.min(windows - 1, beside)), heat);
      }
      if (score > scoreBefore) {
        restart(before);
      }
    }
  }

  private void restart(Row[] from) {
    rows = Arrays.copyOf(from, from.length + 8);
    windows = from.length;
    proposal.replace(0, 0);
    score = trial(Double.POSITIVE_INFINITY);
    if (queues != null) {
      queues.accept();
    }
  }

  private void kick(int window, double most) {
    proposed++;
    if (moves.kick(rows, windows, window) && fits()) {
      made++;
      double now = trial(most);
      if (now < most) {
        accept(now);
      }
    }
  }

  private void move(int window, double heat) {
    proposed++;
    if (moves.propose(rows, windows, window) && fits()) {
      made++;
      double limit =
          queues == null
              ? Double.POSITIVE_INFINITY
              : score * Math.pow(1 - random.nextDouble(), -heat);
      double now = trial(limit);
      if (now <= score
          || (queues == null
              ? Math.log(now / score) < -heat * Math.log(random.nextDouble())
              : now < limit)) {
        accept(now);
      }
    }
  }

  /** Whether there are not too many windows then, or fewer than now. */
  private boolean fits() {
    int change = proposal.added() - proposal.removed();
    return change <= 0 || windows + change <= ground.mostWindows();
  }

  private void accept(double now) {
    int change = proposal.added() - proposal.removed();
    if (windows + change > rows.length) {
      rows = Arrays.copyOf(rows, 2 * rows.length);
    }
    if (change != 0) {
      int tail = proposal.at() + proposal.removed();
      System.arraycopy(rows, tail, rows, tail + change, windows - tail);
      windows += change;
    }
    for (int a = 0; a < proposal.added(); a++) {
      rows[proposal.at() + a] = proposal.row(a);
    }
    if (queues != null) {
      queues.accept();
    }
    score = now;
    if (now < bestScore) {
      bestScore = now;
      best = Arrays.copyOf(rows, windows);
    }
    archive();
  }

  private void archive() {
    if (penalty == 0 && windows <= ground.mostWindows() && archive.wants(latencyPs, energyJ)) {
      archive.offer(new Archive.Point(latencyPs, energyJ, Arrays.copyOf(rows, windows)));
    }
  }

  /** The score of the schedule with the proposed change; above the limit it may be any other. */
  private double trial(double limit) {
    latencyPs = 0;
    energyJ = 0;
    penalty = 0;
    int at = proposal.at();
    int behind = at + proposal.removed();
    for (int w = 0; w < at; w++) {
      add(rows[w]);
    }
    for (int a = 0; a < proposal.added(); a++) {
      add(proposal.row(a));
    }
    for (int w = behind; w < windows; w++) {
      add(rows[w]);
    }
    if (queues != null) {
      latencyPs = queues.latencyPs(rows, windows, proposal, late -> aim.of(late, energyJ) > limit);
    }
    double now = aim.of(latencyPs, energyJ);
    if (now > limit) {
      return now;
    }
    if (ground.bounded()) {
      for (int m = 0; m < finishPs.length; m++) {
        long bound = ground.boundsPs()[m];
        long finish = queues == null ? finishPs[m] : queues.finishPs(m);
        penalty += finish > bound ? (double) finish / Math.max(1, bound) - 1 : 0;
      }
    }
    return penalty == 0 ? now : now * (1 + PENALTY * penalty);
  }

  private void add(Row row) {
    if (ground.bounded()) {
      for (Part part : row.parts()) {
        if (part != null) {
          finishPs[part.model()] = latencyPs + part.latencyPs();
        }
      }
    }
    latencyPs += row.latencyPs();
    energyJ += row.energyJ();
    penalty += row.misplaced();
  }
}
