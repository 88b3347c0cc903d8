package dev.scar.sim;

import static dev.scar.sim.ByHand.link;
import static dev.scar.sim.ByHand.step;
import static dev.scar.sim.ByHand.way;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whom a resource was booked for, and what is left when nobody can ask any more. */
class BookingsTest {
  private static final SimPath WAY = way(64, step(link(0, 100), 0));
  private static final FlowProgram FIRST = ByHand.flow(1, WAY);

  private final Transfer one = new Transfer(FIRST, 0, 64, 0, Kept.WAITS);
  private final Transfer again = new Transfer(FIRST, 1, 64, 0, Kept.WAITS);
  private final Transfer other = ByHand.transfer(2, WAY, 64, Kept.WAITS);
  private final Bookings bookings = new Bookings();

  /** {@code 1/0 30}: producer, mini-batch and time of each, earliest first. */
  private List<String> during(long fromPs, long toPs) {
    List<String> told = new ArrayList<>();
    WaitChain chain = bookings.waits(null, 0, fromPs, toPs);
    for (WaitChain link = chain; link != null; link = link.before()) {
      String who =
          link.behind() instanceof FlowProgram flow
              ? flow.producer() + "/" + link.miniBatch()
              : String.valueOf(link.behind());
      told.add(0, who + " " + link.ps());
    }
    return told;
  }

  private static boolean alike(Bookings a, Bookings b) {
    StateRecord first = new StateRecord(0, false);
    StateRecord second = new StateRecord(0, false);
    a.walk(first);
    b.walk(second);
    return first.isLike(second);
  }

  /** From 5 to 45: 5 of the first, 10 of the other, 5 of nobody, 20 of the refresh. */
  @Test
  void everyoneWhoIsServedMeanwhileIsWaitedFor() {
    bookings.add(one, 0, 10);
    bookings.add(other, 10, 20);
    bookings.add(Pause.REFRESH, 25, 50);
    assertThat(during(5, 45)).containsExactly("1/0 5", "2/0 10", "null 5", "REFRESH 20");
    assertThat(during(30, 60)).containsExactly("REFRESH 20", "null 10");
  }

  /** What ends when the wait begins, or begins when it ends, is not waited for. */
  @Test
  void whatOnlyTouchesAWaitIsNoPartOfIt() {
    bookings.add(one, 0, 10);
    bookings.add(other, 10, 20);
    bookings.add(again, 20, 30);
    assertThat(during(10, 20)).containsExactly("2/0 10");
  }

  @Test
  void transfersAndMiniBatchesAreToldApart() {
    bookings.add(one, 0, 10);
    bookings.add(again, 10, 20);
    bookings.add(one, 20, 30);
    bookings.add(other, 30, 40);
    assertThat(during(0, 40)).containsExactly("1/0 10", "1/1 10", "1/0 10", "2/0 10");
  }

  /** As many as come, whichever were forgotten before: more than double the room, twice. */
  @Test
  void anyNumberIsKept() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      bookings.add(i % 2 == 0 ? one : other, 10 * i, 10 * i + 10);
      if (i == 2) {
        bookings.forget(30);
      } else if (i > 2) {
        expected.add((i % 2 == 0 ? "1" : "2") + "/0 10");
      }
    }
    assertThat(during(30, 240)).isEqualTo(expected);
  }

  @Test
  void packetsOfOneTransferWithoutAGapAreOneBooking() {
    bookings.add(one, 0, 10);
    bookings.add(one, 10, 20);
    Bookings whole = new Bookings();
    whole.add(one, 0, 20);
    assertThat(alike(bookings, whole)).isTrue();
    Bookings gap = new Bookings();
    gap.add(one, 0, 8);
    gap.add(one, 10, 20);
    assertThat(alike(bookings, gap)).isFalse();
    Bookings miniBatches = new Bookings();
    miniBatches.add(one, 0, 10);
    miniBatches.add(again, 10, 20);
    assertThat(alike(bookings, miniBatches)).isFalse();
    Bookings others = new Bookings();
    others.add(one, 0, 10);
    others.add(other, 10, 20);
    assertThat(alike(bookings, others)).isFalse();
  }

  @Test
  void nothingIsLeftOfWhatEndedWhenItIsForgotten() {
    bookings.add(one, 0, 10);
    bookings.add(other, 10, 20);
    bookings.forget(10);
    assertThat(during(0, 20)).containsExactly("null 10", "2/0 10");
    bookings.forget(20);
    assertThat(alike(bookings, new Bookings())).isTrue();
  }

  @Test
  void nothingIsLeftAfterABarrier() {
    bookings.add(one, 0, 10);
    bookings.add(other, 10, 20);
    bookings.clear();
    assertThat(alike(bookings, new Bookings())).isTrue();
    bookings.add(one, 3, 5);
    assertThat(during(0, 10)).containsExactly("null 3", "1/0 2", "null 5");
  }
}
