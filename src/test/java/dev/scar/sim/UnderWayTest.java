package dev.scar.sim;

import static dev.scar.sim.ByHand.injection;
import static dev.scar.sim.ByHand.link;
import static dev.scar.sim.ByHand.step;
import static dev.scar.sim.ByHand.way;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.trace.LogDetail;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which transfers meet: 1000 B take 10 000 at each link of 100 GB/s, a hop takes 1000. */
class UnderWayTest {
  private final Component[] links = {
    new LinkModel(0, link(0, 100), 1, LogDetail.OFF),
    new LinkModel(1, link(1, 100), 1, LogDetail.OFF),
    new LinkModel(2, link(2, 100), 1, LogDetail.OFF)
  };
  private final UnderWay underWay = new UnderWay(links);

  /** Over these links, from a time on. */
  private static Train train(long releasePs, int... over) {
    ByHand.Step[] steps = new ByHand.Step[over.length + 1];
    steps[0] = injection(100);
    for (int i = 0; i < over.length; i++) {
      steps[i + 1] = step(link(over[i], 100), 1000);
    }
    return new Train(
        new Transfer(ByHand.flow(1, way(100, steps)), 0, 1000, releasePs, Kept.PROGRESS));
  }

  private List<Train> begin(Train train) {
    return underWay.begin(train, train.transfer().releasePs());
  }

  private boolean isTrain(Train train) {
    return underWay.isTrain(train.transfer());
  }

  @Test
  void whoSharesNothingMeetsNobody() {
    Train one = train(0, 0, 1);
    Train other = train(500, 2);
    assertThat(begin(one)).isEmpty();
    assertThat(begin(other)).isEmpty();
    assertThat(isTrain(one)).isTrue();
    assertThat(isTrain(other)).isTrue();
    assertThat(underWay.meetings()).isEmpty();
    // 500 + 1000 + 10 000 and 2000 + 10 000.
    assertThat(underWay.nextArrivalPs()).isEqualTo(11_500);
    assertThat(underWay.removeFirst()).isSameAs(other);
    assertThat(underWay.nextArrivalPs()).isEqualTo(12_000);
    assertThat(underWay.arrived(other.transfer())).isFalse();
    assertThat(underWay.removeFirst()).isSameAs(one);
    assertThat(underWay.nextArrivalPs()).isEqualTo(Component.NEVER);
  }

  /** The first has link 1 from 2000 until 12 000; the other's head comes at 12 000, or before. */
  @Test
  void whoPassesAfterEverythingMeetsNobody() {
    Train one = train(0, 0, 1);
    Train after = train(11_000, 1);
    begin(one);
    assertThat(begin(after)).isEmpty();
    assertThat(isTrain(after)).isTrue();
    Train amid = train(10_999, 1);
    UnderWay again = new UnderWay(links);
    again.begin(one, 0);
    assertThat(again.begin(amid, 10_999)).containsExactly(one);
    assertThat(again.isTrain(one.transfer())).isFalse();
    assertThat(again.isTrain(amid.transfer())).isFalse();
    assertThat(again.meetings()).containsExactly(List.of(one.transfer(), amid.transfer()));
    assertThat(again.nextArrivalPs()).isEqualTo(Component.NEVER);
    assertThat(again.arrived(one.transfer())).isTrue();
    assertThat(again.meetings()).containsExactly(List.of(amid.transfer()));
  }

  /**
   * The first has link 1 until 12 000, the third from 12 500 on, and then link 2. Whoever meets the
   * third there makes it late, which the first may be, too, if it has not passed link 1.
   */
  @Test
  void whoSharesAResourceWithOneWhoIsLateMayBeLate() {
    for (long atPs : new long[] {11_999, 12_000}) {
      UnderWay fresh = new UnderWay(links);
      Train one = train(0, 0, 1);
      Train third = train(11_500, 1, 2);
      fresh.begin(one, 0);
      assertThat(fresh.begin(third, 11_500)).isEmpty();
      List<Train> met = fresh.begin(train(atPs, 2), atPs);
      assertThat(met).isEqualTo(atPs < 12_000 ? List.of(third, one) : List.of(third));
      assertThat(fresh.isTrain(one.transfer())).isEqualTo(atPs == 12_000);
      assertThat(fresh.isTrain(third.transfer())).isFalse();
    }
  }

  @Test
  void whatIsBusyWhenTheHeadComesIsNotFree() {
    SimPath path = way(100, step(link(0, 100), 0));
    Transfer booked = ByHand.transfer(9, path, 300, Kept.PROGRESS);
    links[0].offer(0, 0, 0, 0, booked, PacketMeta.of(0, 0));
    links[0].advance(1, new Bench());
    assertThat(links[0].freePs()).isEqualTo(1000);
    Train train = train(0, 0); // Its head comes when the link is free.
    begin(train);
    assertThat(isTrain(train)).isTrue();
    links[1].offer(0, 1, 0, 0, booked, PacketMeta.of(1, 0));
    links[1].advance(2, new Bench());
    assertThat(links[1].freePs()).isEqualTo(1001);
    Train early = train(0, 1);
    begin(early);
    assertThat(isTrain(early)).isFalse();
  }

  /** Ten packets are yet to begin of one that is no train. */
  @Test
  void whatIsLeftIsCountedInPackets() {
    Train one = train(0, 0);
    begin(one);
    assertThat(underWay.isAnyLeft(0)).isFalse();
    Train other = train(5, 0);
    begin(other);
    assertThat(underWay.isAnyLeft(9)).isTrue();
    assertThat(underWay.isAnyLeft(10)).isFalse();
    one.transfer().served(1, 4, 0);
    other.transfer().served(1, 3, 0);
    assertThat(underWay.isAnyLeft(6)).isTrue();
    assertThat(underWay.isAnyLeft(7)).isFalse();
  }

  /** Those whose ways are disjoint are two meetings until a way joins them. */
  @Test
  void meetingsThatShareAResourceAreOne() {
    Train a = train(0, 0);
    Train b = train(1, 0);
    Train c = train(2, 2);
    Train d = train(3, 2);
    List.of(a, b, c, d).forEach(this::begin);
    assertThat(underWay.meetings())
        .containsExactly(List.of(a.transfer(), b.transfer()), List.of(c.transfer(), d.transfer()));
    Train joins = train(4, 0, 2);
    begin(joins);
    assertThat(underWay.meetings()).hasSize(1);
    assertThat(underWay.meetings().get(0))
        .containsExactlyInAnyOrder(
            a.transfer(), b.transfer(), c.transfer(), d.transfer(), joins.transfer());
  }
}
