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

  private Rounds() {}

  static List<List<Restart>> of(Effort effort, int aims) {
    List<List<Restart>> rounds = new ArrayList<>();
    long left = effort.moves();
    for (int r = 0; left > 0; r++) {
      List<Restart> round = new ArrayList<>();
      for (Restart restart : round(r, aims)) {
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

  private static List<Restart> round(int r, int aims) {
    List<Restart> round = new ArrayList<>();
    for (int a = 0; a < aims; a++) {
      if (a == 0 || a == 3) { // EDP, and an expression.
        main(r, a, round);
      } else if (r == 0 || beginsAnew(r)) {
        round.add(Restart.even(a, r + 6, moves(r, a), HOT, COLD));
      } else {
        round.add(Restart.hops(a, 0, moves(r, a), HOP_COOL, COLD));
      }
    }
    return round;
  }

  /** Of latency and energy. */
  private static long moves(int r, int aim) {
    long moves = r == 0 ? 40_000 : r == 1 ? 20_000 : r < FIRST ? 100_000 : 300_000;
    return aim == 1 ? moves : moves / 2;
  }

  private static void main(int r, int aim, List<Restart> round) {
    switch (r < FIRST ? r : FIRST + (r - FIRST) % AGAIN) {
      case 0 -> evenly(aim, FEW, 60_000, round);
      case 1 -> hops(aim, 3, 50_000, round);
      case 2 -> {
        evenly(aim, MANY, 250_000, round);
        hops(aim, 2, 250_000, round);
      }
      case 3 -> hops(aim, 4, 300_000, round);
      case 4 -> hops(aim, 2, 475_000, round);
      case FIRST -> {
        int from = (r - FIRST) / AGAIN * OTHERS_AT_ONCE % OTHERS.length;
        evenly(aim, Arrays.copyOfRange(OTHERS, from, from + OTHERS_AT_ONCE), 250_000, round);
      }
      case FIRST + 1 -> hops(aim, 6, 500_000, round);
      default -> hops(aim, 3, 1_000_000, round);
    }
  }

  private static void evenly(int aim, int[] windows, long moves, List<Restart> round) {
    for (int i = 0; i < windows.length; i++) {
      double hot = windows[i] > 10 ? COOL : i % 2 == 1 ? WARM : HOT;
      round.add(Restart.even(aim, windows[i], moves, hot, COLD));
    }
  }

  private static void hops(int aim, int count, long moves, List<Restart> round) {
    for (int rank = 0; rank < count; rank++) {
      round.add(Restart.hops(aim, rank, moves, rank % 2 == 0 ? HOP_HOT : HOP_COOL, COLD));
    }
  }
}
