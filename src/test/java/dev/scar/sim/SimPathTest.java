package dev.scar.sim;

import static dev.scar.sim.ByHand.injection;
import static dev.scar.sim.ByHand.link;
import static dev.scar.sim.ByHand.step;
import static dev.scar.sim.ByHand.way;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.plan.Path;
import dev.scar.plan.Resource;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** What a compiled way says of its positions: rule 4 by hand. */
class SimPathTest {
  private static SimPath twoRates(long packetBytes, long first, long second) {
    return way(packetBytes, step(link(0, first), 35_000), step(link(1, second), 20_000));
  }

  /**
   * Case 2 (c): bytes come at 64 GB/s, 16 + 16 + 15 ps, and pass 65 GB/s, where they would take 16,
   * 15 and 16: each takes the smaller of both. One byte takes 16 at either rate, so that neither is
   * ever slower.
   */
  @Test
  void packetsTakeTheSmallerTimeEach() {
    SimPath way = twoRates(1, 64, 65);
    assertThat(way.serialisationPs(1, 0, 1)).isEqualTo(16);
    assertThat(way.serialisationPs(1, 1, 2)).isEqualTo(15);
    assertThat(way.serialisationPs(1, 2, 3)).isEqualTo(15);
    assertThat(way.busyPs(1, 3)).isEqualTo(16 + 15 + 15);
    assertThat(way.busyPs(0, 3)).isEqualTo(16 + 16 + 15);
    assertThat(way.isEverSlowerThan(way.bandwidth(1), 1)).isFalse();
  }

  /** 7 B at 30 GB/s end at ⌈233.3⌉; 3 B packets take 100 each, and one more byte 34. */
  @Test
  void whereAnEarlierPositionIsSlowerItsTimeIsNotTaken() {
    SimPath way = twoRates(3, 10, 30);
    assertThat(way.busyPs(0, 7)).isEqualTo(700);
    assertThat(way.busyPs(1, 7)).isEqualTo(234);
    assertThat(way.isEverSlowerThan(way.bandwidth(1), 1)).isTrue();
  }

  @Test
  void onlyWhatIsFasterThanAllBeforeItWaitsForBytes() {
    SimPath way = way(4096, step(link(0, 50), 0), step(link(1, 100), 0), step(link(2, 50), 0));
    assertThat(way.isPaced(0)).isFalse();
    assertThat(way.isPaced(1)).isTrue();
    assertThat(way.isPaced(2)).isFalse();
  }

  /** A byte takes 15.625 ps at 64 GB/s and 10 ps at 100 GB/s: 8 bytes take 125 and 80. */
  @Test
  void packetsAreEvenWhereNoTimeIsRounded() {
    SimPath way = twoRates(4, 100, 64);
    assertThat(way.isEven(1)).isFalse();
    assertThat(way.isEven(2)).isTrue();
    assertThat(way.isEven(3)).isFalse();
  }

  /** The last of 10 000 B leaves link 0 after 35 000 + 100 000, link 1 after 55 000 + 156 250. */
  @Test
  void withoutContentionTheLastByteLeavesEachPositionInTime() {
    SimPath way = twoRates(4096, 100, 64);
    assertThat(way.cleanEndPs(0, 10_000)).isEqualTo(135_000);
    assertThat(way.cleanEndPs(1, 10_000)).isEqualTo(211_250);
  }

  @Test
  void waysMeetWhereTheyPassTheSameComponent() {
    SimPath way = way(64, injection(100), step(link(1, 100), 0), step(link(70, 100), 0));
    SimPath far = way(64, injection(100), step(link(70, 100), 0), step(link(2, 100), 0));
    SimPath other = way(64, injection(100), step(link(3, 100), 0), step(link(71, 100), 0));
    assertThat(way.meets(far)).isTrue();
    assertThat(far.meets(way)).isTrue();
    assertThat(way.meets(other)).isFalse();
    assertThat(other.meets(far)).isFalse();
    assertThat(way.positionOf(70)).isEqualTo(2);
    assertThat(way.positionOf(3)).isEqualTo(-1);
    assertThat(way.positionOf(-1)).isEqualTo(-1);
  }

  /** A packet's position has 16 bits. */
  @Test
  void theLongestWayHas65535Resources() {
    assertThat(compile(65_535).last()).isEqualTo(65_534);
    assertThatThrownBy(() -> compile(65_536))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("65536");
  }

  private static SimPath compile(int length) {
    Resource link = link(0, 100);
    Path path = Path.of(Collections.nCopies(length, link), Collections.nCopies(length, 0L));
    return new SimPath(path, new int[length], new int[length], 64);
  }
}
