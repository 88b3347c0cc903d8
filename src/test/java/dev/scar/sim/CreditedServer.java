package dev.scar.sim;

import dev.scar.plan.Resource;
import dev.scar.trace.LogDetail;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.IntUnaryOperator;

/** A link, port or DRAM that serves its inputs in turn, as far as there is room behind it. */
final class CreditedServer extends ServerModel {
  private final IntUnaryOperator upstream;
  private final int room;
  private final long creditPs;
  private final Map<Integer, Integer> creditsFor = new HashMap<>();
  private final PriorityQueue<Credit> coming = new PriorityQueue<>();
  private final long[] nextOfTransfer;
  private int turn;

  /** A place behind this server that falls free. */
  private record Credit(long timePs, int component) implements Comparable<Credit> {
    @Override
    public int compareTo(Credit other) {
      return Long.compare(timePs, other.timePs);
    }
  }

  CreditedServer(
      int ordinal,
      Resource resource,
      int inputs,
      LogDetail detail,
      IntUnaryOperator upstream,
      int room,
      long creditPs) {
    super(ordinal, resource, inputs, detail, 1);
    this.upstream = upstream;
    this.room = room;
    this.creditPs = creditPs;
    this.nextOfTransfer = new long[inputs];
  }

  /** Inputs below 0 are for credits: one for each component downstream. */
  @Override
  public void offer(
      int input, long headPs, long tailPs, long bornPs, Transfer transfer, long meta) {
    if (input < 0) {
      coming.add(new Credit(headPs, -1 - input));
    } else {
      super.offer(input, headPs, tailPs, bornPs, transfer, meta);
    }
  }

  @Override
  void offered(long headPs) {
    // The next time is looked for when it is asked for.
  }

  @Override
  public long nextPs() {
    long next = coming.isEmpty() ? NEVER : coming.element().timePs();
    for (int input = 0; input < inputCount(); input++) {
      if (headPs(input) != NEVER && hasRoom(input)) {
        next = Math.min(next, Math.max(headPs(input), freePs()));
      }
    }
    return next;
  }

  private int behind(int input) {
    PacketQueue queue = input(input);
    SimPath path = queue.transfer().path();
    int position = PacketMeta.position(queue.meta());
    return position == path.last() ? -1 : path.component(position + 1);
  }

  private boolean hasRoom(int input) {
    int behind = behind(input);
    return behind < 0 || creditsFor.getOrDefault(behind, room) > 0;
  }

  @Override
  public void advance(long untilPs, Emitter out) {
    for (long now = nextPs(); now < untilPs; now = nextPs()) {
      while (!coming.isEmpty() && coming.element().timePs() <= now) {
        creditsFor.merge(coming.remove().component(), 1, Integer::sum);
      }
      for (int i = 0; i < inputCount(); i++) {
        int input = (turn + i) % inputCount();
        if (freePs() <= now && headPs(input) <= now && hasRoom(input)) {
          serveFirst(input, now, out);
          turn = input + 1;
          break;
        }
      }
    }
  }

  private void serveFirst(int input, long nowPs, Emitter out) {
    int behind = behind(input);
    if (behind >= 0) {
      creditsFor.merge(behind, room - 1, (left, first) -> left - 1);
    }
    PacketQueue queue = input(input);
    Transfer transfer = queue.transfer();
    int position = PacketMeta.position(queue.meta());
    if (position == 0) {
      long packet = nextOfTransfer[input]++;
      if (nextOfTransfer[input] == transfer.packets()) {
        nextOfTransfer[input] = 0;
        removeFirst(input);
      }
      serve(transfer, packet, 0, nowPs, nowPs, 0, nowPs, out);
      return;
    }
    long head = queue.headPs();
    long tail = queue.tailPs();
    long born = queue.bornPs();
    long packet = PacketMeta.packet(queue.meta());
    removeFirst(input);
    out.packet(upstream.applyAsInt(input), -1 - ordinal(), nowPs + creditPs, 0, 0, transfer, 0);
    serve(transfer, packet, position, head, nowPs, tail, born, out);
  }

  @Override
  long askedSincePs(long headPs, long sincePs) {
    return 0;
  }

  @Override
  long eventTime(long startPs, long headPs) {
    return startPs;
  }
}
