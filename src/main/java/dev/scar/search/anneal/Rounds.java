package dev.scar.search.anneal;

import java.util.ArrayList;
import java.util.List;

/** Which restarts make up an effort: rounds, of which more effort has more. */
final class Rounds {
  static final double HOT = 0.003;
  static final double WARM = 0.0005;
  static final double COLD = 2e-5;
  private static final int[] WINDOWS = {6, 9, 4, 12, 7, 10, 5, 8};

  private Rounds() {}

  static List<List<Restart>> of(Effort effort, int aims) {
    List<List<Restart>> rounds = new ArrayList<>();
    long left = effort.moves();
    for (int r = 0; left > 0; r++) {
      List<Restart> round = new ArrayList<>();
      for (Restart restart : round(r, aims)) {
        long moves = Math.min(left, restart.moves());
        if (moves > 0) {
          round.add(
              new Restart(
                  restart.aim(),
                  restart.windows(),
                  restart.rank(),
                  moves,
                  restart.hot(),
                  restart.cold()));
          left -= moves;
        }
      }
      rounds.add(round);
    }
    return rounds;
  }

  private static List<Restart> round(int r, int aims) {
    List<Restart> round = new ArrayList<>();
    long unit = r < 2 ? 60_000 : 200_000;
    double shift = (r / 2) * 3;
    for (int a = 0; a < aims; a++) {
      boolean main = a == 0 || a == 3;
      int count = main ? (r % 2 == 0 ? 6 : 3) : a == 1 ? 1 : 1;
      long moves = main ? unit : unit / (a == 1 ? 1 : 2);
      for (int i = 0; i < count; i++) {
        if (r % 2 == 0) {
          int windows = WINDOWS[(int) (i + shift) % WINDOWS.length];
          round.add(Restart.even(a, windows, moves, i % 3 == 2 ? WARM : HOT, COLD));
        } else {
          round.add(Restart.again(a, i, moves, WARM, COLD / 2));
        }
      }
    }
    return round;
  }
}
