package dev.scar.sim;

import static dev.scar.sim.ByHand.injection;
import static dev.scar.sim.ByHand.link;
import static dev.scar.sim.ByHand.resource;
import static dev.scar.sim.ByHand.step;
import static dev.scar.sim.ByHand.way;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.hardware.DramTiming;
import dev.scar.plan.Resource;
import dev.scar.trace.LogDetail;
import org.junit.jupiter.api.Test;

/**
 * A DRAM of 64 GB/s alone, whose loads leave for a port that is not there: what it does when, what
 * it says of its queue, and what of its state decides. A packet of 4096 B takes 64 000.
 */
class DramModelTest {
  private final Resource memory = resource(Resource.Kind.DRAM, 0, 64);
  private final DramModel dram = new DramModel(0, memory, 2, LogDetail.OFF, DramTiming.IDEAL, 1);
  private final Bench bench = new Bench(dram);
  private final SimPath loading =
      way(4096, new ByHand.Step(memory, 0, 0, 200_000), step(link(1, 100), 0));
  private final SimPath storing = way(4096, injection(64), new ByHand.Step(memory, 0, 1, 200_000));

  private Transfer load(int producer, long packets, long atPs) {
    Transfer transfer = ByHand.transfer(producer, loading, packets * 4096, Kept.PROGRESS);
    dram.offer(0, atPs, 0, atPs, transfer, PacketMeta.of(0, 0));
    return transfer;
  }

  private Transfer store(int producer, long packets) {
    return ByHand.transfer(producer, storing, packets * 4096, Kept.PROGRESS);
  }

  /** A packet of a store whose head comes now, and whose bytes are all there. */
  private void comes(Transfer store, long packet, long atPs) {
    dram.offer(1, atPs, atPs, 0, store, PacketMeta.of(packet, 1));
  }

  private StateRecord state(long timePs) {
    return ByHand.state(dram, timePs);
  }

  @Test
  void itDoesWhatIsDueBeforeATimeAndNoMore() {
    load(7, 2, 200_000);
    dram.advance(200_000, bench);
    assertThat(bench.left()).isEmpty();
    dram.advance(200_001, bench);
    assertThat(bench.left()).containsExactly("0 of 7: 200000-264000");
    dram.advance(264_000, bench);
    assertThat(bench.left()).hasSize(1);
    dram.advance(264_001, bench);
    assertThat(bench.left()).containsExactly("0 of 7: 200000-264000", "1 of 7: 264000-328000");
  }

  /** {@code replay-rules.md#rule-20}: the one in service and those behind it, but no store. */
  @Test
  void loadsWithPacketsLeftAreQueued() {
    Transfer first = load(7, 3, 200_000);
    Transfer second = load(8, 2, 200_000);
    assertThat(dram.queuedLoads()).isEmpty();
    Transfer store = store(9, 2);
    comes(store, 0, 200_000);
    comes(store, 1, 200_000);
    bench.step();
    assertThat(dram.queuedLoads())
        .containsExactly(new QueuedLoad(first, 1), new QueuedLoad(second, 0));
    bench.step();
    assertThat(dram.queuedLoads())
        .containsExactly(new QueuedLoad(second, 1), new QueuedLoad(first, 1));
    bench.step(); // The store's first packet.
    assertThat(dram.queuedLoads())
        .containsExactly(new QueuedLoad(first, 1), new QueuedLoad(second, 1));
    bench.step(); // 7
    bench.step(); // 8, its last
    assertThat(dram.queuedLoads()).containsExactly(new QueuedLoad(first, 2));
    bench.run();
    assertThat(dram.queuedLoads()).isEmpty();
    assertThat(store.arrivalPs()).isEqualTo(200_000 + 6 * 64_000);
  }

  /** A load is one until it is in the queue; a store is as many packets as have come. */
  @Test
  void packetsThatAreNotServedArePending() {
    assertThat(dram.pending()).isZero();
    load(7, 3, 200_000);
    assertThat(dram.pending()).isEqualTo(1);
    Transfer store = store(9, 3);
    comes(store, 0, 100_000);
    comes(store, 1, 100_000);
    comes(store, 2, 300_000);
    assertThat(dram.pending()).isEqualTo(4);
    bench.step(); // At 100 000 both join, and the first is served.
    assertThat(dram.pending()).isEqualTo(3);
    bench.run();
    assertThat(dram.pending()).isZero();
  }

  /**
   * Through routers the packets of a store may overtake each other. The one that is served last
   * decides, at 464 000, which is 136 000 later than without contention.
   */
  @Test
  void thePacketThatIsServedLastDecidesHowLateAStoreIs() {
    Transfer store = store(9, 2);
    comes(store, 1, 300_000);
    comes(store, 0, 400_000);
    bench.run();
    assertThat(store.arrivalPs()).isEqualTo(464_000);
    assertThat(ByHand.waits(store)).containsExactly("1 behind null: 136000 of 136000");
  }

  /** Whoever was served last, load or store, if all of it has been served. */
  @Test
  void atRestItForgetsWhomItServedLast() {
    StateRecord fresh = state(0);
    assertThat(fresh.isLike(state(0))).isTrue();
    load(7, 1, 200_000);
    bench.run();
    StateRecord afterLoad = state(265_000);
    load(8, 2, 300_000);
    bench.run();
    assertThat(state(429_000).isLike(afterLoad)).isTrue();
    comes(store(9, 1), 0, 500_000);
    bench.run();
    assertThat(state(565_000).isLike(afterLoad)).isTrue();
    assertThat(state(565_001).isLike(afterLoad)).isFalse();
  }

  @Test
  void whoGoesOnIsPartOfTheState() {
    load(7, 3, 200_000);
    bench.step();
    StateRecord first = state(200_000);
    bench.step();
    assertThat(state(264_000).isLike(first)).isTrue();
    bench.run();
    load(8, 3, 500_000);
    bench.step();
    assertThat(state(500_000).isLike(first)).isFalse();
  }

  /**
   * A store whose next packet has not come is out of the queue, and somebody else has been served:
   * it makes a difference which store that is.
   */
  @Test
  void storesThatAreOutOfTheQueueArePartOfTheState() {
    Transfer store = store(9, 3);
    comes(store, 0, 100_000);
    load(7, 1, 200_000);
    bench.run();
    StateRecord first = state(264_000);
    comes(store, 1, 300_000);
    load(7, 1, 400_000);
    bench.run();
    assertThat(state(464_000).isLike(first)).isTrue();
    comes(store, 2, 500_000);
    bench.run();
    assertThat(store.arrivalPs()).isEqualTo(564_000);
    comes(store(10, 3), 0, 600_000);
    load(7, 1, 700_000);
    bench.run();
    assertThat(state(764_000).isLike(first)).isFalse();
  }

  /** The same, where nobody else has been served since. */
  @Test
  void theStoreThatWasServedLastIsPartOfTheState() {
    Transfer store = store(9, 3);
    comes(store, 0, 200_000);
    bench.run();
    StateRecord first = state(264_000);
    comes(store, 1, 300_000);
    bench.run();
    assertThat(state(364_000).isLike(first)).isTrue();
    comes(store, 2, 400_000);
    comes(store(10, 3), 0, 500_000);
    bench.run();
    assertThat(state(564_000).isLike(first)).isFalse();
  }
}
