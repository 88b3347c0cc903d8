package dev.scar.sim;

import dev.scar.trace.LogRecord;

/** Where a component puts what it emits. */
public interface Emitter {
  /**
   * A packet reaches another resource; or, with the run flag of {@link PacketMeta} set, all packets
   * of a transfer from this one on do, paced by the injection port; or, at position 0, a load asks
   * a DRAM, or a transfer an injection port that is a component. What a flow control sends upstream
   * (credits) goes this way, too, to an input of its own.
   *
   * @param target ordinal of the component it goes to
   * @param input which of the target's inputs it arrives at
   * @param bornPs when it left its source
   * @param meta packet and position, see {@link PacketMeta}
   */
  void packet(
      int target, int input, long headPs, long tailPs, long bornPs, Transfer transfer, long meta);

  /**
   * A packet has been served and goes on, into every branch that parts there, too ({@code
   * replay-rules.md#rule-24}).
   *
   * @param position where it was served
   */
  default void onward(
      Transfer transfer, long packet, int position, long startPs, long endPs, long bornPs) {
    if (!transfer.isForked()) {
      pass(transfer, packet, position + 1, startPs, endPs, bornPs);
      return;
    }
    for (Transfer onward : transfer.onwardFrom(position)) {
      pass(onward, packet, position + 1, startPs, endPs, bornPs);
    }
  }

  private void pass(
      Transfer transfer, long packet, int next, long startPs, long endPs, long bornPs) {
    SimPath way = transfer.path();
    long latency = way.latencyIntoPs(next);
    packet(
        way.component(next),
        way.input(next),
        startPs + latency,
        Math.addExact(endPs, latency),
        bornPs,
        transfer,
        PacketMeta.of(packet, next));
  }

  /**
   * The last tail of a transfer has arrived; its consumer, the readers of a store, and its producer
   * are to be told at that time.
   */
  void delivered(Transfer transfer, long timePs);

  /** A chiplet has begun a transfer. */
  void released(Transfer transfer);

  /** A record for the event log. */
  void log(LogRecord entry);
}
