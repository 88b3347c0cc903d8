package dev.scar.sim;

import static dev.scar.sim.ByHand.step;
import static dev.scar.sim.ByHand.way;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.trace.LogDetail;
import org.junit.jupiter.api.Test;

/** A link of 100 GB/s alone, with two inputs; a packet of 64 B takes 640. */
class LinkModelTest {
  private final LinkModel link = new LinkModel(0, ByHand.link(0, 100), 2, LogDetail.OFF);
  private final Bench bench = new Bench(link);
  private final SimPath path = way(64, step(ByHand.link(0, 100), 0), step(ByHand.link(1, 100), 50));
  private final Transfer transfer = ByHand.transfer(7, path, 640, Kept.PROGRESS);

  private void comes(int input, long packet, long atPs) {
    link.offer(input, atPs, atPs, atPs, transfer, PacketMeta.of(packet, 0));
  }

  private StateRecord state(long timePs) {
    return ByHand.state(link, timePs);
  }

  /** {@code replay-rules.md#rule-8}: booked when its head is there, for when the link is free. */
  @Test
  void packetsAreBookedWhenTheirHeadsAreThere() {
    comes(0, 0, 1000);
    comes(0, 1, 1100);
    link.advance(1000, bench);
    assertThat(bench.left()).isEmpty();
    link.advance(1100, bench);
    assertThat(bench.left()).containsExactly("0 of 7: 1050-1690");
    assertThat(link.freePs()).isEqualTo(1640);
    link.advance(1101, bench);
    assertThat(bench.left()).containsExactly("0 of 7: 1050-1690", "1 of 7: 1690-2330");
  }

  @Test
  void packetsThatHaveComeOrAreOnTheWayArePending() {
    comes(0, 0, 1000);
    comes(1, 1, 1100);
    comes(1, 2, 1200);
    assertThat(link.pending()).isEqualTo(3);
    link.advance(1101, bench);
    assertThat(link.pending()).isEqualTo(1);
  }

  /** Ties are broken by the inputs, so that it makes a difference where a packet comes. */
  @Test
  void theInputOfAPacketIsPartOfTheState() {
    comes(0, 0, 1000);
    bench.run();
    comes(0, 1, 2000);
    StateRecord first = state(1900);
    bench.run();
    comes(0, 2, 3000);
    assertThat(state(2900).isLike(first)).isTrue();
    bench.run();
    comes(1, 3, 4000);
    assertThat(state(3900).isLike(first)).isFalse();
  }
}
