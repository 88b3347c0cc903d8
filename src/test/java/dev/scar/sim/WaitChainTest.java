package dev.scar.sim;

import static dev.scar.sim.ByHand.link;
import static dev.scar.sim.ByHand.step;
import static dev.scar.sim.ByHand.way;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What remains of waits, and waits that repeat ({@code replay-rules.md#waits}). */
class WaitChainTest {
  private static final SimPath WAY = way(64, step(link(0, 100), 0));
  private static final FlowProgram A = ByHand.flow(1, WAY);
  private static final FlowProgram B = ByHand.flow(2, WAY);

  private static WaitChain behind(WaitChain before, FlowProgram other, long ps) {
    return WaitChain.add(before, 0, other, 0, ps);
  }

  /** {@code 1: 100 of 120}. */
  private static List<String> left(WaitChain chain, long delayPs) {
    return WaitChain.waits(chain, delayPs).stream()
        .map(
            w ->
                "%d: %d of %d"
                    .formatted(w.other().orElseThrow().producer(), w.remainingPs(), w.grossPs()))
        .toList();
  }

  @Test
  void theLatestWaitsAreAbsorbedFirst() {
    WaitChain chain = behind(behind(null, A, 100), B, 50);
    assertThat(left(chain, 150)).containsExactly("1: 100 of 100", "2: 50 of 50");
    assertThat(left(chain, 120)).containsExactly("1: 100 of 100", "2: 20 of 50");
    assertThat(left(chain, 0)).containsExactly("1: 0 of 100", "2: 0 of 50");
    assertThat(WaitChain.waits(null, 0)).isEmpty();
  }

  @Test
  void delaysThatNoWaitExplainsAreADefect() {
    WaitChain chain = behind(behind(null, A, 100), B, 50);
    assertThatThrownBy(() -> WaitChain.waits(chain, 151))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("150")
        .hasMessageContaining("151");
    assertThatThrownBy(() -> WaitChain.waits(chain, -1)).isInstanceOf(IllegalStateException.class);
  }

  /** Behind one transfer, at one place, for one mini-batch; a mark is between them. */
  @Test
  void waitsThatFollowEachOtherAreOne() {
    WaitChain chain = behind(behind(null, A, 100), A, 50);
    assertThat(chain.ps()).isEqualTo(150);
    assertThat(chain.before()).isNull();
    assertThat(WaitChain.add(chain, 1, A, 0, 7).before()).isSameAs(chain);
    assertThat(WaitChain.add(chain, 0, A, 1, 7).before()).isSameAs(chain);
    assertThat(WaitChain.add(chain, 0, B, 0, 7).before()).isSameAs(chain);
    WaitChain marked = WaitChain.mark(chain, 0);
    assertThat(left(behind(marked, A, 7), 157)).containsExactly("1: 157 of 157");
    assertThat(behind(marked, A, 7).before()).isSameAs(marked);
  }

  @Test
  void aMarkTellsWhatCameAfterIt() {
    WaitChain first = WaitChain.mark(behind(null, A, 100), 0);
    WaitChain second = WaitChain.mark(behind(first, B, 20), 1);
    WaitChain chain = behind(second, A, 3);
    assertThat(WaitChain.latestMark(chain)).isSameAs(second);
    assertThat(WaitChain.latestMark(behind(null, A, 100))).isNull();
    assertThat(WaitChain.latestMark(null)).isNull();
    assertThat(left(WaitChain.sinceMark(chain, null), 3)).containsExactly("1: 3 of 3");
    assertThat(left(WaitChain.sinceMark(chain, behind(null, B, 5)), 8))
        .containsExactly("2: 5 of 5", "1: 3 of 3");
    assertThat(WaitChain.sinceMark(second, first)).isSameAs(first);
  }

  /**
   * 10 behind A, then four times 5 behind B and 7 behind A. Of a delay of 40 ten remain behind the
   * first, two whole rounds, and of the third 5 and 1.
   */
  @Test
  void roundsAreAsIfTheyWereWrittenOut() {
    WaitChain round = behind(behind(null, B, 5), A, 7);
    WaitChain chain = WaitChain.rounds(behind(null, A, 10), round, 4);
    assertThat(left(chain, 58)).containsExactly("1: 38 of 38", "2: 20 of 20");
    assertThat(left(chain, 40)).containsExactly("1: 25 of 38", "2: 15 of 20");
    assertThat(left(behind(chain, B, 2), 60)).containsExactly("1: 38 of 38", "2: 22 of 22");
    assertThat(WaitChain.rounds(round, round, 0)).isSameAs(round);
    assertThat(WaitChain.rounds(round, null, 4)).isSameAs(round);
  }

  /** Rounds within rounds: twice 3 behind A and three times 2 behind B. */
  @Test
  void roundsMayHaveRounds() {
    WaitChain inner = WaitChain.rounds(behind(null, A, 3), behind(null, B, 2), 3);
    WaitChain outer = WaitChain.rounds(null, inner, 2);
    assertThat(left(outer, 18)).containsExactly("1: 6 of 6", "2: 12 of 12");
    assertThat(left(outer, 14)).containsExactly("1: 6 of 6", "2: 8 of 12");
    assertThat(left(outer, 4)).containsExactly("1: 3 of 6", "2: 1 of 12");
  }
}
