package dev.scar.sim;

import static dev.scar.sim.ByHand.injection;
import static dev.scar.sim.ByHand.link;
import static dev.scar.sim.ByHand.step;
import static dev.scar.sim.ByHand.way;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** First in, first out; a run of packets is one that unfolds. */
class PacketQueueTest {
  private static final SimPath WAY = way(100, injection(100), step(link(1, 50), 1000));

  private final PacketQueue queue = new PacketQueue();
  private final Transfer transfer = ByHand.transfer(1, WAY, 250, Kept.PROGRESS);

  private List<Long> first() {
    return List.of(PacketMeta.packet(queue.meta()), queue.headPs(), queue.tailPs(), queue.bornPs());
  }

  @Test
  void packetsComeOutAsTheyWentIn() {
    assertThat(queue.headPs()).isEqualTo(Component.NEVER);
    long in = 0;
    long out = 0;
    for (int most = 1; most < 12; most++) {
      for (; in < out + most; in++) {
        queue.add(10 * in, 10 * in + 5, in, transfer, PacketMeta.of(in, 1));
      }
      assertThat(queue.size()).isEqualTo(most);
      assertThat(first()).containsExactly(out, 10 * out, 10 * out + 5, out);
      queue.removeFirst();
      out++;
    }
    for (; out < in; out++) {
      assertThat(first()).containsExactly(out, 10 * out, 10 * out + 5, out);
      queue.removeFirst();
    }
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.headPs()).isEqualTo(Component.NEVER);
  }

  /** {@code replay-rules.md#rule-7}: 100, 100 and 50 B leave the port at 0, 1000 and 2000. */
  @Test
  void aRunUnfoldsAtThePaceOfThePort() {
    queue.add(1000, 2000, 0, transfer, PacketMeta.run(0, 1));
    Transfer other = ByHand.transfer(2, WAY, 100, Kept.PROGRESS);
    queue.add(9000, 9500, 8000, other, PacketMeta.of(0, 1));
    assertThat(queue.size()).isEqualTo(2);
    assertThat(first()).containsExactly(0L, 1000L, 2000L, 0L);
    queue.removeFirst();
    assertThat(queue.size()).isEqualTo(2);
    assertThat(first()).containsExactly(1L, 2000L, 3000L, 1000L);
    queue.removeFirst();
    assertThat(first()).containsExactly(2L, 3000L, 3500L, 2000L);
    assertThat(queue.transfer()).isSameAs(transfer);
    queue.removeFirst();
    assertThat(first()).containsExactly(0L, 9000L, 9500L, 8000L);
    assertThat(queue.transfer()).isSameAs(other);
    queue.removeFirst();
    assertThat(queue.isEmpty()).isTrue();
  }

  /** Whether what is to come follows the port's pace is part of the state, as its times are. */
  @Test
  void aRunIsNotAPacket() {
    PacketQueue same = new PacketQueue();
    PacketQueue packet = new PacketQueue();
    queue.add(1000, 2000, 0, transfer, PacketMeta.run(0, 1));
    same.add(1500, 2500, 500, transfer, PacketMeta.run(0, 1));
    packet.add(1000, 2000, 0, transfer, PacketMeta.of(0, 1));
    assertThat(state(queue, 0).isLike(state(same, 500))).isTrue();
    assertThat(state(queue, 0).isLike(state(same, 0))).isFalse();
    assertThat(state(queue, 0).isLike(state(packet, 0))).isFalse();
  }

  private static StateRecord state(PacketQueue queue, long timePs) {
    StateRecord state = new StateRecord(timePs, false);
    queue.walk(state);
    return state;
  }

  @Test
  void creditsComeBackInOrder() {
    CreditQueue credits = new CreditQueue();
    assertThat(credits.nextPs()).isEqualTo(Component.NEVER);
    int out = 0;
    for (int in = 0; in < 40; in++) {
      credits.add(100 * in, in % 5);
      if (in % 3 == 2) {
        assertThat(credits.nextPs()).isEqualTo(100 * out);
        assertThat(credits.take()).isEqualTo(out % 5);
        out++;
      }
    }
    for (; out < 40; out++) {
      assertThat(credits.nextPs()).isEqualTo(100 * out);
      assertThat(credits.take()).isEqualTo(out % 5);
    }
    assertThat(credits.nextPs()).isEqualTo(Component.NEVER);
  }
}
