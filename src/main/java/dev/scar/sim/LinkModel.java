package dev.scar.sim;

import dev.scar.plan.Resource;
import dev.scar.trace.LogDetail;

/**
 * A directed NoP link, or the ejection port of a chiplet.
 *
 * <p>A packet is booked when its head is there, so later heads never overtake. Packets of one
 * instant are served in cyclic order of their inputs, beginning at a pointer; if at least two
 * inputs had a packet, the pointer then moves just past the first one served; it returns to the
 * lowest input at every barrier ({@code replay-rules.md#rule-8}, {@code replay-rules.md#rule-9}).
 */
final class LinkModel extends ServerModel {
  private int pointer;
  private long nextPs = NEVER;

  LinkModel(int ordinal, Resource resource, int inputCount, LogDetail detail) {
    super(ordinal, resource, inputCount, detail, 1);
  }

  @Override
  public long nextPs() {
    return nextPs;
  }

  @Override
  void offered(long headPs) {
    nextPs = Math.min(nextPs, headPs);
  }

  @Override
  public void restart(long timePs) {
    super.restart(timePs);
    pointer = 0;
  }

  @Override
  public void advance(long untilPs, Emitter out) {
    while (nextPs < untilPs) {
      nextPs = serveInstant(nextPs, out);
    }
  }

  /** Serves all packets of this instant and says when the next one is there. */
  private long serveInstant(long nowPs, Emitter out) {
    long next = NEVER;
    int inputs = inputCount();
    int firstServed = -1;
    int busyInputs = 0;
    int input = pointer;
    for (int i = 0; i < inputs; i++) {
      if (headPs(input) == nowPs) {
        busyInputs++;
        if (firstServed < 0) {
          firstServed = input;
        }
        do {
          serveFirst(input, nowPs, out);
        } while (headPs(input) == nowPs);
      }
      next = Math.min(next, headPs(input));
      input = input + 1 == inputs ? 0 : input + 1;
    }
    if (busyInputs > 1) {
      pointer = firstServed + 1 == inputs ? 0 : firstServed + 1;
    }
    return next;
  }

  private void serveFirst(int input, long nowPs, Emitter out) {
    PacketQueue queue = input(input);
    Transfer transfer = queue.transfer();
    long meta = queue.meta();
    long tail = queue.tailPs();
    long born = queue.bornPs();
    removeFirst(input);
    serve(
        transfer,
        PacketMeta.packet(meta),
        PacketMeta.position(meta),
        nowPs,
        Math.max(nowPs, freePs()),
        tail,
        born,
        out);
  }

  @Override
  void walk(StateWalk walk) {
    super.walk(walk);
    walk.same(pointer);
    nextPs = walk.time(nextPs);
  }

  /** Packets are served in the order of their heads. */
  @Override
  long askedSincePs(long headPs, long sincePs) {
    return headPs;
  }

  @Override
  long eventTime(long startPs, long headPs) {
    return headPs;
  }
}
