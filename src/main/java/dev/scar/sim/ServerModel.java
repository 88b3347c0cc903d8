package dev.scar.sim;

import dev.scar.plan.Resource;
import dev.scar.trace.LogDetail;
import org.jspecify.annotations.Nullable;

/**
 * What links, ejection ports and DRAMs share: inputs in order of their sources, serving a packet,
 * and passing it on.
 */
abstract class ServerModel implements Component {
  private final int ordinal;
  private final int together;
  private final Resource resource;
  private final PacketQueue[] inputs;
  private final long[] heads;
  private final ServerRecord record;
  private final @Nullable ServiceLog log;
  private final ResourceAudit audit = new ResourceAudit();
  private final Bookings bookings = new Bookings();
  private long freePs;

  /**
   * One that serves packets, or parts of them.
   *
   * @param together how many parts keep together; 1 for whole packets
   */
  ServerModel(int ordinal, Resource resource, int inputCount, LogDetail detail, int together) {
    this.together = together;
    this.ordinal = ordinal;
    this.resource = resource;
    this.record = new ServerRecord(ordinal, detail);
    this.log = record.log();
    this.inputs = new PacketQueue[inputCount];
    this.heads = new long[inputCount];
    for (int i = 0; i < inputCount; i++) {
      inputs[i] = new PacketQueue();
      heads[i] = NEVER;
    }
  }

  @Override
  public final int ordinal() {
    return ordinal;
  }

  @Override
  public final long freePs() {
    return freePs;
  }

  @Override
  public final void collect(ReplayCollector into) {
    into.use(audit.use(resource));
    record.collect(into);
  }

  /** What it adds to the result. */
  final ServerRecord record() {
    return record;
  }

  /** How many packets have come, or are on the way, and are not served yet; a run is one. */
  int pending() {
    int pending = 0;
    for (PacketQueue input : inputs) {
      pending += input.size();
    }
    return pending;
  }

  /** All that decides what it does next. */
  void walk(StateWalk walk) {
    freePs = walk.time(freePs);
    audit.walk(walk);
    bookings.walk(walk);
    for (int input = 0; input < inputs.length; input++) {
      if (!inputs[input].isEmpty()) {
        walk.same(input);
        inputs[input].walk(walk);
        heads[input] = inputs[input].headPs();
      }
    }
    walk.same(-1);
  }

  @Override
  public void offer(
      int input, long headPs, long tailPs, long bornPs, Transfer transfer, long meta) {
    PacketQueue queue = inputs[input];
    boolean wasEmpty = queue.isEmpty();
    queue.add(headPs, tailPs, bornPs, transfer, meta);
    if (wasEmpty) {
      heads[input] = headPs;
      offered(headPs);
    }
  }

  /** An empty input has got a packet with this head. */
  abstract void offered(long headPs);

  final int inputCount() {
    return heads.length;
  }

  final long headPs(int input) {
    return heads[input];
  }

  final PacketQueue input(int input) {
    return inputs[input];
  }

  final void removeFirst(int input) {
    inputs[input].removeFirst();
    heads[input] = inputs[input].headPs();
  }

  final long earliestHeadPs() {
    long earliest = NEVER;
    for (long head : heads) {
      earliest = Math.min(earliest, head);
    }
    return earliest;
  }

  /**
   * Serves one packet from {@code startPs} on and passes it to the next resource, or ends it here
   * ({@code replay-rules.md#rule-6}).
   */
  final void serve(
      Transfer transfer,
      long packet,
      int position,
      long headPs,
      long startPs,
      long tailPs,
      long bornPs,
      Emitter out) {
    SimPath path = transfer.path();
    long fromByte = transfer.fromByte(packet);
    long toByte = transfer.toByte(packet);
    long serialisation = path.serialisationPs(position, fromByte, toByte);
    long end = Math.max(Math.addExact(startPs, serialisation), tailPs);
    freePs = end;
    audit.served(headPs, startPs, end, serialisation, toByte - fromByte);
    if (!transfer.isKept()) {
      if (position < path.last()) {
        out.onward(transfer, packet, position, startPs, end, bornPs);
      } else {
        record.ended(transfer, bornPs, end);
      }
      return;
    }
    if (packet == 0) {
      transfer.firstStart(position, startPs);
    }
    boolean last = packet == transfer.packets() - 1;
    if (last) {
      transfer.lastServed(position, startPs, end);
    }
    long there = position == 0 ? transfer.releasePs() + path.latencyIntoPs(0) : headPs;
    long sincePs = Math.max(there, transfer.servedUntilPs(position));
    if (transfer.isTraced()) {
      waited(transfer, packet, position, headPs, sincePs, startPs, tailPs, end, serialisation);
    }
    if (position == path.last()) {
      if (last || (packet + 1) % together == 0) {
        record.ended(transfer, bornPs, end);
      }
      if (transfer.countDelivered(1, toByte - fromByte)) {
        transfer.lastServed(position, startPs, end);
        transfer.arrived(end);
        out.delivered(transfer, end);
      }
    } else {
      out.onward(transfer, packet, position, startPs, end, bornPs);
    }
    if (log != null) {
      log.served(
          transfer,
          packet,
          position,
          sincePs,
          startPs,
          end,
          serialisation,
          eventTime(startPs, headPs),
          out);
    }
    transfer.served(position, packet + 1, end);
  }

  /**
   * Has served the first packets of a train; says whether the whole transfer has arrived with them.
   * Others that were served since then, if any, began later than the train ended here.
   */
  final boolean served(Train train, int position, long packets, Emitter out) {
    if (packets == 0) {
      return false;
    }
    Transfer transfer = train.transfer();
    long bytes = transfer.toByte(packets - 1);
    long end = train.endPs(position, packets - 1);
    freePs = Math.max(freePs, end);
    audit.served(packets, bytes, train.busyPs(position, packets), end);
    transfer.firstStart(position, train.startPs(position, 0));
    transfer.served(position, packets, end);
    if (packets == transfer.packets()) {
      transfer.lastServed(position, train.startPs(position, packets - 1), end);
    }
    if (log != null) {
      log.served(train, position, packets, decidedPs(train, position, packets - 1), out);
    }
    if (position < transfer.path().last()) {
      return false;
    }
    record.ended(train, packets);
    return transfer.countDelivered(packets, bytes);
  }

  /**
   * A train is cut here: its first packets have been served, those that have left the position
   * before come or wait, the others come one by one.
   *
   * @param sent packets that the position before has passed on
   * @param nowPs no event until then is still to come, that instant included
   * @return whether the whole transfer has arrived
   */
  boolean cut(Train train, int position, long sent, long nowPs, Emitter out) {
    long served = servedUntil(train, position, nowPs);
    boolean arrived = served(train, position, served, out);
    Transfer transfer = train.transfer();
    if (served > 0 && transfer.isTraced() && train.endPs(position, served - 1) > nowPs) {
      bookings.add(transfer, train.startPs(position, 0), train.endPs(position, served - 1));
    }
    for (long packet = train.headsUntil(position, nowPs); packet < sent; packet++) {
      offer(
          transfer.path().input(position),
          train.headPs(position, packet),
          train.tailPs(position, packet),
          train.bornPs(packet),
          transfer,
          PacketMeta.of(packet, position));
    }
    return arrived;
  }

  /** When it was decided to serve a packet of a train: when it comes, if not said otherwise. */
  long decidedPs(Train train, int position, long packet) {
    return train.headPs(position, packet);
  }

  /** Of how many packets of a train that was decided until then, that instant included. */
  long servedUntil(Train train, int position, long timePs) {
    return train.headsUntil(position, timePs);
  }

  /**
   * What start and end of this packet have waited for: each follows the term of {@code
   * replay-rules.md#rule-6} that decided it; if several did, its own arrival first, then the packet
   * before it, then others.
   */
  private void waited(
      Transfer transfer,
      long packet,
      int position,
      long headPs,
      long sincePs,
      long startPs,
      long tailPs,
      long endPs,
      long serialisationPs) {
    WaitChain.Pair coming = transfer.takeComingWaits(position, packet);
    WaitChain start = coming == null ? null : coming.head();
    if (packet > 0 && (position == 0 || sincePs > headPs)) {
      start = transfer.endWaits(position);
    }
    bookings.forget(askedSincePs(headPs, sincePs));
    if (sincePs < startPs) {
      start = bookings.waits(start, position, sincePs, startPs);
    }
    bookings.add(transfer, startPs, endPs);
    WaitChain end = start;
    if (position > 0 && tailPs >= startPs + serialisationPs) {
      end = coming == null ? null : coming.tail();
    }
    transfer.endWaits(position, end);
    if (position < transfer.path().last() && (start != null || end != null)) {
      for (Transfer onward : transfer.onwardFrom(position)) {
        onward.comingWaits(position + 1, packet, new WaitChain.Pair(start, end));
      }
    }
  }

  /**
   * No packet that is served later was there, or ready to be served, before this time.
   *
   * @param headPs when the packet that is served now was there
   * @param sincePs since when it was ready to be served
   */
  abstract long askedSincePs(long headPs, long sincePs);

  /** It serves nobody for a while, whoever is there. */
  final void paused(Pause pause, long fromPs, long toPs, boolean traced) {
    if (traced) {
      bookings.add(pause, fromPs, toPs);
    }
    audit.paused(toPs);
  }

  @Override
  public void restart(long timePs) {
    bookings.clear();
  }

  /**
   * When the decision to serve was taken: at a link when the head came, at a DRAM when service
   * began.
   */
  abstract long eventTime(long startPs, long headPs);
}
