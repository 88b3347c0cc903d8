package dev.scar.sim;

import static dev.scar.sim.ByHand.injection;
import static dev.scar.sim.ByHand.link;
import static dev.scar.sim.ByHand.step;
import static dev.scar.sim.ByHand.way;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/**
 * Times of a transfer that meets nobody, by hand: packets of 100, 100 and 50 B leave a port of 100
 * GB/s at 0, 1000 and 2000 and pass links of 50 and 100 GB/s; a hop takes 1000.
 */
class TrainTest {
  private static final SimPath WAY =
      way(100, injection(100), step(link(1, 50), 1000), step(link(2, 100), 1000));

  private final Train train = new Train(ByHand.transfer(1, WAY, 250, Kept.PROGRESS));

  private static long[] each(LongUnaryOperator time) {
    return LongStream.range(0, 3).map(time).toArray();
  }

  @Test
  void packetsFollowEachOther() {
    assertThat(each(train::bornPs)).containsExactly(0, 1000, 2000);
    assertThat(each(k -> train.headPs(1, k))).containsExactly(1000, 2000, 3000);
    assertThat(each(k -> train.tailPs(1, k))).containsExactly(2000, 3000, 3500);
    assertThat(each(k -> train.startPs(1, k))).containsExactly(1000, 3000, 5000);
    assertThat(each(k -> train.endPs(1, k))).containsExactly(3000, 5000, 6000);
    assertThat(each(k -> train.headPs(2, k))).containsExactly(2000, 4000, 6000);
    assertThat(each(k -> train.tailPs(2, k))).containsExactly(4000, 6000, 7000);
    assertThat(each(k -> train.endPs(2, k))).containsExactly(4000, 6000, 7000);
    assertThat(each(k -> train.tailPs(0, k))).containsExactly(0, 0, 0);
    assertThat(train.lastHeadPs(1)).isEqualTo(3000);
    assertThat(train.endPs(2)).isEqualTo(7000);
  }

  @Test
  void whatHappensAtAnInstantHasHappened() {
    assertThat(train.headsUntil(1, 999)).isZero();
    assertThat(train.headsUntil(1, 1000)).isEqualTo(1);
    assertThat(train.headsUntil(1, 2999)).isEqualTo(2);
    assertThat(train.headsUntil(1, 3000)).isEqualTo(3);
    assertThat(train.startsUntil(1, 2999)).isEqualTo(1);
    assertThat(train.startsUntil(1, 3000)).isEqualTo(2);
    assertThat(train.startsUntil(1, 90_000)).isEqualTo(3);
  }

  /** Link 2 is busy for 1000, 1000 and 500, just before 4000, 6000 and 7000. */
  @Test
  void aFastLinkIsBusyNowAndThen() {
    assertThat(train.isSolid(1)).isTrue();
    assertThat(train.isSolid(2)).isFalse();
    assertThat(train.busyPs(2, 0)).isZero();
    assertThat(train.busyPs(2, 2)).isEqualTo(2000);
    assertThat(train.busyPs(2, 3)).isEqualTo(2500);
    assertThat(train.busyPs(1, 3)).isEqualTo(5000);
    assertThat(train.busyBeforePs(2, 3, 2900)).isZero();
    assertThat(train.busyBeforePs(2, 3, 3500)).isEqualTo(500);
    assertThat(train.busyBeforePs(2, 3, 4000)).isEqualTo(1000);
    assertThat(train.busyBeforePs(2, 3, 4500)).isEqualTo(1000);
    assertThat(train.busyBeforePs(2, 3, 5400)).isEqualTo(1400);
    assertThat(train.busyBeforePs(2, 3, 9000)).isEqualTo(2500);
  }

  private static Histogram latencies(SimPath way, long bytes, long packets) {
    Histogram histogram = new Histogram(3);
    new Train(ByHand.transfer(1, way, bytes, Kept.PROGRESS)).latencies(packets, histogram);
    return histogram;
  }

  private static void counts(Histogram histogram, long... valuesAndCounts) {
    long all = 0;
    for (int i = 0; i < valuesAndCounts.length; i += 2) {
      assertThat(histogram.getCountAtValue(valuesAndCounts[i]))
          .as("%d", valuesAndCounts[i])
          .isEqualTo(valuesAndCounts[i + 1]);
      all += valuesAndCounts[i + 1];
    }
    assertThat(histogram.getTotalCount()).isEqualTo(all);
  }

  /** From 0 to 4000, from 1000 to 6000, and from 2000 to 7000. */
  @Test
  void packetsOfASlowWayAreLaterAndLater() {
    counts(latencies(WAY, 250, 3), 4000, 1, 5000, 2);
    counts(latencies(WAY, 250, 1), 4000, 1);
    counts(latencies(WAY, 250, 0));
    counts(latencies(WAY, 400, 4), 4000, 1, 5000, 1, 6000, 1, 7000, 1);
  }

  /** At one rate each packet needs its own time and a hop: bytes of 16, 16 and 15 at 64 GB/s. */
  @Test
  void packetsOfAnEvenWayDifferByRounding() {
    SimPath even = way(1, injection(64), step(link(1, 64), 1000));
    counts(latencies(even, 3, 3), 1016, 2, 1015, 1);
    SimPath exact = way(100, injection(100), step(link(1, 100), 1000));
    counts(latencies(exact, 250, 3), 2000, 2, 1500, 1);
  }

  /** A byte leaves 65 GB/s at 0, 16 and 31, and 64 GB/s at 16, 32 and 47: always 16. */
  @Test
  void ratesThatAreAlmostEqualAreNotTakenForSlower() {
    SimPath close = way(1, injection(65), step(link(1, 64), 1000));
    counts(latencies(close, 3, 3), 1016, 3);
  }
}
