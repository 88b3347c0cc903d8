package dev.scar.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What L2 has to hold where segments meet, added up by hand ({@code model.md#run-on}). */
class TailTest {
  private static final Holding A = new Holding(2, 10, 100, 40, 5, 0, 0);
  private static final Holding B = new Holding(1, 20, 30, 7, 3, 0, 0);
  private static final Holding C = new Holding(2, 50, 60, 1, 2, 0, 0);

  private static final Tail AFTER_A = Tail.NONE.then(A, false);

  /** While A's second mini-batch is computed: 40 of the first, 100, 20 of B, and 5 + 3 stay. */
  @Test
  void theLastComputationBeforeMeetsOutputsAndTheFirstInput() {
    assertThat(AFTER_A.bytesWith(B)).isEqualTo(168);
  }

  /** While C's first one is computed: 7 of B, 60, 50 of C's second one, and 2 stay. */
  @Test
  void theFirstComputationMeetsTheLastOutputsAndTheSecondInput() {
    assertThat(Tail.NONE.then(B, false).bytesWith(C)).isEqualTo(119);
    assertThat(AFTER_A.then(B, false).bytesWith(C)).as("B began afresh").isEqualTo(119);
  }

  /**
   * B has one mini-batch, so C loads while A may still send: between A's last computation and B's,
   * 40 + 40 of A, 20 of B, 50 of C, and 3 + 2 stay.
   */
  @Test
  void threeSegmentsMeetIfTheOneBetweenIsShort() {
    assertThat(AFTER_A.then(B, true).bytesWith(C)).isEqualTo(155);
  }

  /** Between C's first computation and its second: 80 of B, 70 of C's first, 2 · 50, 2 stay. */
  @Test
  void outputsOfBothMeetInputsOfTheSecondAndThird() {
    Holding b = new Holding(1, 20, 80, 80, 0, 0, 0);
    Holding c = new Holding(3, 50, 70, 70, 2, 0, 0);
    assertThat(Tail.NONE.then(b, false).bytesWith(c)).isEqualTo(80 + 70 + 50 + 50 + 2);
    Holding two = new Holding(2, 50, 70, 70, 2, 0, 0);
    assertThat(Tail.NONE.then(b, false).bytesWith(two)).isEqualTo(80 + 70 + 50 + 2);
  }

  /** A hands 2 of its 5 on, which count as B's; 11 of a next segment come with B's only load. */
  @Test
  void whatIsHandedOnCountsOnceAndWeightsAhead() {
    Holding handing = new Holding(2, 10, 100, 40, 5, 2, 0);
    assertThat(Tail.NONE.then(handing, false).bytesWith(B)).isEqualTo(166);
    assertThat(AFTER_A.bytesWith(B.loading(11))).isEqualTo(179);
  }

  /** With C's last load, the second, when A has only outputs left: 40 + 60 + 50, and 2 + 90. */
  @Test
  void weightsComeAheadWithTheLastLoad() {
    assertThat(AFTER_A.bytesWith(C)).isEqualTo(40 + 100 + 50 + 5 + 2);
    assertThat(AFTER_A.bytesWith(C.loading(90))).isEqualTo(40 + 40 + 50 + 50 + 2 + 90);
    Holding four = new Holding(4, 50, 60, 1, 2, 0, 90);
    assertThat(AFTER_A.bytesWith(four)).as("too late to meet A").isEqualTo(197);
  }
}
