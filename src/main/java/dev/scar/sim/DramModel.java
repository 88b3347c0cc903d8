package dev.scar.sim;

import dev.scar.hardware.DramTiming;
import dev.scar.plan.Resource;
import dev.scar.trace.LogDetail;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A DRAM: round robin between transfers, packet by packet, chosen whenever it falls free ({@code
 * replay-rules.md#rule-10}).
 *
 * <p>Whenever it is free at t: first all events of t join the queue (a load with all its packets, a
 * store's packet when its head arrives; a store whose next packet is not there is out of the queue
 * until it arrives), then the transfer served last goes to the end if it has a packet ready, then
 * the front transfer gets one packet.
 */
final class DramModel extends ServerModel {
  private final ArrayDeque<DramJob> queue = new ArrayDeque<>();
  private final IdentityHashMap<Transfer, DramJob> stores = new IdentityHashMap<>();
  private final DramPauses pauses;
  private final int together;
  private final DramPauses.Listener whenPaused = this::paused;
  private @Nullable DramJob lastServed;
  private long chosenPs;
  private long nextPs = NEVER;

  /**
   * A DRAM.
   *
   * @param together of what it serves, how many keep together
   */
  DramModel(
      int ordinal,
      Resource resource,
      int inputCount,
      LogDetail detail,
      DramTiming timing,
      int together) {
    super(ordinal, resource, inputCount, detail, together);
    this.together = together;
    pauses = new DramPauses(timing);
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
  public void advance(long untilPs, Emitter out) {
    while (nextPs < untilPs) {
      act(nextPs, out);
      nextPs = earliestEventPs();
    }
  }

  private long earliestEventPs() {
    boolean waiting = !queue.isEmpty() || (lastServed != null && lastServed.isReady());
    return Math.min(earliestHeadPs(), waiting ? freePs() : NEVER);
  }

  private void act(long nowPs, Emitter out) {
    for (int input = 0; input < inputCount(); input++) {
      while (headPs(input) == nowPs) {
        join(input, nowPs);
      }
    }
    if (freePs() <= nowPs) {
      DramJob front = goesOn() ? lastServed : next();
      if (front != null) {
        front.queued = false;
        serveOne(front, nowPs, out);
      }
    }
  }

  /** Whether the transfer served last goes on, amid a packet; it then waits for no turn. */
  private boolean goesOn() {
    DramJob last = lastServed;
    if (last == null || !last.isReady() || !last.isAmid(together)) {
      return false;
    }
    if (last.queued) {
      queue.remove(last);
    }
    return true;
  }

  private @Nullable DramJob next() {
    if (lastServed != null && lastServed.isReady()) {
      enqueue(lastServed);
    }
    lastServed = null;
    return queue.poll();
  }

  private void join(int input, long nowPs) {
    PacketQueue arriving = input(input);
    Transfer transfer = arriving.transfer();
    if (PacketMeta.position(arriving.meta()) == 0) {
      removeFirst(input);
      enqueue(new DramJob(transfer, null));
      return;
    }
    DramJob job = stores.computeIfAbsent(transfer, t -> new DramJob(t, new PacketQueue()));
    Objects.requireNonNull(job.arrived)
        .add(
            arriving.headPs(),
            arriving.tailPs(),
            arriving.bornPs(),
            transfer,
            PacketMeta.of(
                PacketMeta.packet(arriving.meta()), PacketMeta.position(arriving.meta())));
    removeFirst(input);
    boolean beingServed = job == lastServed && nowPs <= freePs();
    if (!beingServed) {
      enqueue(job);
    }
  }

  private void enqueue(DramJob job) {
    if (!job.queued) {
      job.queued = true;
      queue.add(job);
    }
  }

  @Override
  public void restart(long timePs) {
    super.restart(timePs);
    pauses.restart(timePs);
  }

  private void paused(Pause pause, long fromPs, long toPs) {
    boolean traced = lastServed != null && lastServed.transfer.isTraced();
    paused(pause, fromPs, toPs, traced);
  }

  private void serveOne(DramJob job, long nowPs, Emitter out) {
    lastServed = job;
    job.served++;
    chosenPs = nowPs;
    PacketQueue arrived = job.arrived;
    long start = pauses.startPs(arrived != null, nowPs, freePs(), whenPaused);
    if (arrived == null) {
      long packet = job.nextPacket++;
      serve(job.transfer, packet, 0, nowPs, start, 0, nowPs, out);
      return;
    }
    long packet = PacketMeta.packet(arrived.meta());
    int position = PacketMeta.position(arrived.meta());
    long head = arrived.headPs();
    long tail = arrived.tailPs();
    long born = arrived.bornPs();
    arrived.removeFirst();
    if (job.served == job.transfer.packets()) {
      stores.remove(job.transfer);
    }
    serve(job.transfer, packet, position, head, start, tail, born, out);
  }

  @Override
  public List<QueuedLoad> queuedLoads() {
    List<QueuedLoad> loads = new ArrayList<>(queue.size() + 1);
    if (lastServed != null) {
      addLoad(lastServed, loads);
    }
    for (DramJob job : queue) {
      addLoad(job, loads);
    }
    return loads;
  }

  private static void addLoad(DramJob job, List<QueuedLoad> loads) {
    if (job.arrived == null && job.isReady()) {
      loads.add(new QueuedLoad(job.transfer, job.nextPacket));
    }
  }

  /** Transfers are served in the order in which they were ready. */
  @Override
  long askedSincePs(long headPs, long sincePs) {
    return sincePs;
  }

  @Override
  long eventTime(long startPs, long headPs) {
    return chosenPs;
  }

  @Override
  long servedUntil(Train train, int position, long timePs) {
    return train.startsUntil(position, timePs);
  }

  @Override
  int pending() {
    int pending = super.pending();
    for (DramJob job : stores.values()) {
      pending += Objects.requireNonNull(job.arrived).size();
    }
    return pending;
  }

  /** Stores that are out of the queue come after it. */
  @Override
  void walk(StateWalk walk) {
    super.walk(walk);
    nextPs = walk.time(nextPs);
    boolean serves = lastServed != null && (lastServed.isReady() || isStored(lastServed));
    walk.same(serves ? lastServed : null);
    List<DramJob> jobs = new ArrayList<>(queue);
    if (lastServed != null && serves && !lastServed.queued) {
      jobs.add(0, lastServed);
    }
    for (DramJob job : jobs) {
      job.walk(walk);
    }
    walk.same(stores.size());
    stores.values().stream()
        .filter(job -> !jobs.contains(job))
        .sorted(Comparator.comparingInt(job -> job.transfer.program().producer()))
        .forEach(job -> job.walk(walk));
  }

  private boolean isStored(DramJob job) {
    return stores.get(job.transfer) == job;
  }

  /** A load goes on with the packets it has left, a store with those that are there. */
  @Override
  boolean cut(Train train, int position, long sent, long nowPs, Emitter out) {
    boolean arrived = super.cut(train, position, sent, nowPs, out);
    Transfer transfer = train.transfer();
    long served = servedUntil(train, position, nowPs);
    if (served == 0 || served == transfer.packets()) {
      return arrived;
    }
    DramJob job = new DramJob(transfer, position == 0 ? null : new PacketQueue());
    job.served = served;
    job.nextPacket = served;
    if (job.arrived != null) {
      stores.put(transfer, job);
      long there = train.headsUntil(position, nowPs);
      for (long packet = served; packet < there; packet++) {
        job.arrived.add(
            train.headPs(position, packet),
            train.tailPs(position, packet),
            train.bornPs(packet),
            transfer,
            PacketMeta.of(packet, position));
      }
    }
    lastServed = job;
    nextPs = earliestEventPs();
    return false;
  }

  @Override
  long decidedPs(Train train, int position, long packet) {
    return train.startPs(position, packet);
  }
}
