package dev.scar.search.anneal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Restarts of an effort: as many moves as asked for, and more effort begins with the same ones. */
class RoundsTest {
  private static final int AIMS = 3;

  private static List<Restart> all(long moves) {
    List<Restart> all = new ArrayList<>();
    Rounds.of(new Effort(String.valueOf(moves), moves), AIMS, true).forEach(all::addAll);
    return all;
  }

  @Test
  void theMovesAreThoseAskedFor() {
    for (long moves : new long[] {1, 59_999, 600_000, 7_250_000, 7_250_001, 40_000_000}) {
      assertThat(all(moves).stream().mapToLong(Restart::moves).sum()).isEqualTo(moves);
    }
  }

  @Test
  void moreEffortBeginsWithTheSameRestarts() {
    List<Restart> most = all(40_000_000);
    for (long moves : new long[] {1, 59_999, 600_000, 7_250_000, 12_345_678}) {
      List<Restart> fewer = all(moves);
      int last = fewer.size() - 1;
      assertThat(fewer.subList(0, last)).isEqualTo(most.subList(0, last));
      Restart cut = fewer.get(last);
      assertThat(cut).isEqualTo(most.get(last).first(cut.moves()));
    }
  }

  @Test
  void defaultEndsWithItsLastRound() {
    assertThat(Rounds.of(Effort.DEFAULT, AIMS, true)).hasSize(Rounds.FIRST);
    assertThat(Rounds.of(Effort.DEFAULT, AIMS, false)).hasSize(Rounds.FIRST);
    assertThat(Rounds.of(new Effort("one more", Effort.DEFAULT.moves() + 1), AIMS, true))
        .hasSize(Rounds.FIRST + 1);
  }

  @Test
  void everyRoundHasARestartOfEveryAim() {
    for (List<Restart> round : Rounds.of(Effort.DEFAULT, AIMS, true)) {
      assertThat(round.stream().map(Restart::aim).distinct()).containsExactly(0, 1, 2);
    }
  }
}
