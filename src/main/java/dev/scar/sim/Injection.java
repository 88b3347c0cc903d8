package dev.scar.sim;

/**
 * The injection port of a chiplet: one transfer at a time, since sends block, so that its packets'
 * times follow from the transfer alone ({@code replay-rules.md#rule-7}): packet [a, b) of a
 * transfer released at t is on the port during [t + T(a), t + T(b)).
 */
final class Injection {
  private Injection() {}

  static long startPs(Transfer transfer, long packet) {
    return transfer.releasePs()
        + transfer.path().bandwidth(0).transferPs(transfer.fromByte(packet));
  }

  static long endPs(Transfer transfer, long packet) {
    return transfer.releasePs() + transfer.path().bandwidth(0).transferPs(transfer.toByte(packet));
  }

  /**
   * Hands a whole transfer to the first resource after the port, as one message; a branch that
   * parts further on needs none.
   */
  static void release(Transfer transfer, Emitter out) {
    SimPath path = transfer.path();
    long latency = path.latencyIntoPs(1);
    long last = transfer.packets() - 1;
    transfer.firstStart(0, transfer.releasePs());
    transfer.lastPending(1, startPs(transfer, last) + latency);
    if (transfer.shared() > 1) {
      return;
    }
    out.packet(
        path.component(1),
        path.input(1),
        transfer.releasePs() + latency,
        endPs(transfer, 0) + latency,
        transfer.releasePs(),
        transfer,
        PacketMeta.run(0, 1));
  }
}
