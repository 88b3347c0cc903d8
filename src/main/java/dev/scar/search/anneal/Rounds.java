package dev.scar.search.anneal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which restarts make up an effort: rounds, of which more effort has more.
 *
 * <p>First evenly spread starts with few and many windows are cooled, then hops go on from the best
 * few of them, then longer ones from fewer. After {@link #FIRST} rounds, and every {@link #AGAIN}
 * after that, it begins anew with other and longer starts, and forgets what it went on from: what
 * many hops do not lead out of, another start may avoid.
 */
final class Rounds {
  /** Rounds before it begins anew; the moves of {@link Effort#DEFAULT}. */
  static final int FIRST = 5;

  private static final int AGAIN = 3;
  private static final double HOT = 0.003;
  private static final double WARM = 0.0005;

  /** Starts of many windows are not heated more, else their windows merge at once. */
  private static final double COOL = 0.0001;

  /** Some schedules are improved by large changes, others only by small ones. */
  private static final double HOP_HOT = 0.01;

  private static final double HOP_COOL = 0.003;
  private static final double COLD = 2e-5;
  private static final int[] FEW = {6, 9, 4, 3, 2, 12};
  private static final int[] MANY = {9, 12};
  private static final int[] OTHERS = {7, 2, 16, 5, 3, 10, 4, 24, 1, 8, 6, 14};
  private static final int OTHERS_AT_ONCE = 6;

  private static final long THOUSAND = 1_000;

  /** Without barriers moves take longer, so a named effort has fewer. */
  private static final long FEWER = 3;

  /** Without barriers short windows are queues, in which little waits. */
  private static final int[] QUEUES = {36, 24, 48, 12, 6, 18};

  private static final int[] LONG_QUEUES = {48, 30};
  private static final int[] OTHER_QUEUES = {60, 9, 40, 30, 20, 72, 36, 24, 15, 54, 28, 45};

  private final boolean barrier;

  private Rounds(boolean barrier) {
    this.barrier = barrier;
  }

  /** How many moves an effort has. */
  static long moves(Effort effort, boolean barrier) {
    return barrier || !effort.isNamed() ? effort.moves() : effort.moves() / FEWER;
  }

  static List<List<Restart>> of(Effort effort, int aims, boolean barrier) {
    Rounds plan = new Rounds(barrier);
    List<List<Restart>> rounds = new ArrayList<>();
    long left = moves(effort, barrier);
    for (int r = 0; left > 0; r++) {
      List<Restart> round = new ArrayList<>();
      for (Restart restart : plan.round(r, aims)) {
        long moves = Math.min(left, restart.moves());
        if (moves > 0) {
          round.add(restart.first(moves));
          left -= moves;
        }
      }
      rounds.add(round);
    }
    return rounds;
  }

  /** Whether what earlier rounds found is left behind, but for the archive. */
  static boolean beginsAnew(int r) {
    return r >= FIRST && (r - FIRST) % AGAIN == 0;
  }

  private List<Restart> round(int r, int aims) {
    List<Restart> round = new ArrayList<>();
    for (int a = 0; a < aims; a++) {
      if (a == 0 || a == 3) { // EDP, and an expression.
        main(r, a, round);
      } else if (r == 0 || beginsAnew(r)) {
        round.add(Restart.even(a, r + 6, moves(others(r, a)), HOT, COLD));
      } else {
        round.add(Restart.hops(a, 0, moves(others(r, a)), HOP_COOL, COLD));
      }
    }
    return round;
  }

  /** Of latency and energy. */
  private long others(int r, int aim) {
    long moves = r == 0 ? 40 : r == 1 ? 20 : r < FIRST ? 100 : 300;
    return aim == 1 ? moves : moves / 2;
  }

  private void main(int r, int aim, List<Restart> round) {
    switch (r < FIRST ? r : FIRST + (r - FIRST) % AGAIN) {
      case 0 -> evenly(aim, barrier ? FEW : QUEUES, 60, round);
      case 1 -> hops(aim, 3, 50, round);
      case 2 -> {
        evenly(aim, barrier ? MANY : LONG_QUEUES, 400, round);
        hops(aim, 3, 300, round);
      }
      case 3 -> hops(aim, 4, 450, round);
      case 4 -> hops(aim, 3, 900, round);
      case FIRST -> {
        int from = (r - FIRST) / AGAIN * OTHERS_AT_ONCE % OTHERS.length;
        int[] all = barrier ? OTHERS : OTHER_QUEUES;
        evenly(aim, Arrays.copyOfRange(all, from, from + OTHERS_AT_ONCE), 250, round);
      }
      case FIRST + 1 -> hops(aim, 6, 500, round);
      default -> hops(aim, 3, 1_000, round);
    }
  }

  private void evenly(int aim, int[] windows, long moves, List<Restart> round) {
    for (int i = 0; i < windows.length; i++) {
      double hot = windows[i] > 10 && barrier ? COOL : i % 2 == 1 ? WARM : HOT;
      round.add(Restart.even(aim, windows[i], moves(moves), hot, COLD));
    }
  }

  private void hops(int aim, int count, long moves, List<Restart> round) {
    for (int rank = 0; rank < count; rank++) {
      round.add(Restart.hops(aim, rank, moves(moves), rank % 2 == 0 ? HOP_HOT : HOP_COOL, COLD));
    }
  }

  /**
   * So many thousands, with barriers; rounded up, so that no moves are left over for a new round.
   */
  private long moves(long thousands) {
    return barrier ? thousands * THOUSAND : (thousands * THOUSAND + FEWER - 1) / FEWER;
  }
}
