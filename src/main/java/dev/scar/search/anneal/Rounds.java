package dev.scar.search.anneal;

import java.util.ArrayList;
import java.util.List;

/** Which restarts make up an effort: rounds, of which more effort has more. */
final class Rounds {
  private static final double HOT = 0.003;
  private static final double WARM = 0.0005;

  /** Starts of many windows are not heated more, else their windows merge at once. */
  private static final double COOL = 0.0001;

  private static final double COLD = 2e-5;
  private static final int MANY = 10;
  private static final long SHORT = 60_000;
  private static final long LONG = 200_000;
  private static final int[] WINDOWS = {6, 9, 24, 4, 12, 7, 16, 5, 8, 10};

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

  /** Even rounds begin anew, odd ones go on from the best so far. */
  private static List<Restart> round(int r, int aims) {
    List<Restart> round = new ArrayList<>();
    long moves = r < 2 ? SHORT : LONG;
    for (int a = 0; a < aims; a++) {
      boolean main = a == 0 || a == 3; // EDP, and an expression.
      int count = main ? (r % 2 == 0 ? 6 : 3) : 1;
      for (int i = 0; i < count; i++) {
        if (r % 2 == 0) {
          int windows = WINDOWS[(i + 3 * (r / 2)) % WINDOWS.length];
          double hot = windows > MANY ? COOL : i % 2 == 1 ? WARM : HOT;
          round.add(Restart.even(a, windows, a == 2 ? moves / 2 : moves, hot, COLD));
        } else {
          round.add(Restart.again(a, i, a == 2 ? moves / 2 : moves, WARM, COLD / 2));
        }
      }
    }
    return round;
  }
}
