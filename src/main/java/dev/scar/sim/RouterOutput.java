package dev.scar.sim;

import dev.scar.plan.Resource;
import dev.scar.trace.LogDetail;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An output of a router, a link or an ejection port: when it is free, which of its virtual channels
 * are, and what room the other end has. Its router acts for it.
 */
final class RouterOutput implements Component {
  private final int ordinal;
  private final int index;
  private final Resource resource;
  private final long hopPs;
  private final int depth;
  private final int[] credits;
  private final int[] holder;
  private final ResourceAudit audit = new ResourceAudit();
  private final @Nullable ServiceLog log;
  private final CreditQueue returned = new CreditQueue();
  private final CreditQueue passed = new CreditQueue();
  private final PacketLatencies latencies = new PacketLatencies();
  private long freePs;
  private long available;
  private int nextVc;
  private int pointer;
  private boolean starved;

  /**
   * An output.
   *
   * @param index its number among those of its router
   * @param hopPs after which a flit competes at the other end; below 0 for an ejection port
   * @param depth flits that each channel holds at the other end
   */
  RouterOutput(
      int ordinal, int index, Resource resource, long hopPs, int vcs, int depth, LogDetail detail) {
    this.ordinal = ordinal;
    this.index = index;
    this.resource = resource;
    this.hopPs = hopPs;
    this.depth = depth;
    this.log = detail == LogDetail.OFF ? null : new ServiceLog(ordinal, detail);
    credits = new int[vcs];
    holder = new int[vcs];
    Arrays.fill(credits, depth);
    Arrays.fill(holder, -1);
    available = (1L << vcs) - 1;
  }

  @Override
  public int ordinal() {
    return ordinal;
  }

  @Override
  public long nextPs() {
    return NEVER;
  }

  @Override
  public void advance(long untilPs, Emitter out) {
    throw new IllegalStateException(resource.name() + " acts through its router");
  }

  @Override
  public void collect(ReplayCollector into) {
    into.use(audit.use(resource));
    if (log != null) {
      log.bins().ifPresent(bins -> into.service(ordinal, bins));
    }
    into.packetLatencies(latencies);
  }

  int index() {
    return index;
  }

  Resource resource() {
    return resource;
  }

  int depth() {
    return depth;
  }

  /** When it can begin to send. */
  long sendsFromPs() {
    return freePs;
  }

  /** Where its rotation begins. */
  int pointer() {
    return pointer;
  }

  void pointer(int next) {
    pointer = next;
  }

  /** A barrier. */
  void rewind() {
    pointer = 0;
    nextVc = 0;
  }

  int holder(int vc) {
    return holder[vc];
  }

  /** Whether a packet may send, on its channel, or, with a head, on one of those allowed. */
  boolean hasRoom(int vc, long allowed) {
    return vc >= 0 ? credits[vc] > 0 : (available & allowed) != 0;
  }

  /** Some flit waits for a credit. */
  void starve(boolean some) {
    starved = some;
  }

  /** When the next credit matters. */
  long nextCreditPs() {
    return starved ? Math.min(returned.nextPs(), passed.nextPs()) : NEVER;
  }

  /** A credit is on its way; the time at which it matters. */
  long credit(long timePs, int vc) {
    returned.add(timePs, vc);
    return starved ? timePs : NEVER;
  }

  void takeCredits(long nowPs) {
    take(returned, nowPs);
    take(passed, nowPs);
  }

  private void take(CreditQueue queue, long nowPs) {
    while (queue.nextPs() <= nowPs) {
      int vc = queue.take();
      credits[vc]++;
      if (holder[vc] < 0) {
        available |= 1L << vc;
      }
    }
  }

  /** A head takes the next free channel of those allowed. */
  int take(long allowed, int channel) {
    long free = available & allowed;
    long later = free & -1L << nextVc;
    int vc = Long.numberOfTrailingZeros(later != 0 ? later : free);
    nextVc = vc + 1 == credits.length ? 0 : vc + 1;
    holder[vc] = channel;
    available &= ~(1L << vc);
    return vc;
  }

  /** Sends a flit that was there since {@code headPs}, in [startPs, endPs). */
  void send(
      Transfer transfer,
      long flit,
      int position,
      int vc,
      boolean tail,
      long headPs,
      long startPs,
      long endPs,
      long serialisationPs,
      Emitter out) {
    freePs = endPs;
    if (hopPs >= 0) {
      credits[vc]--;
    }
    if (tail) {
      holder[vc] = -1;
      available |= credits[vc] > 0 ? 1L << vc : 0;
    }
    long bytes = transfer.toByte(flit) - transfer.fromByte(flit);
    audit.served(headPs, startPs, endPs, serialisationPs, bytes);
    if (flit == 0) {
      transfer.firstStart(position, startPs);
    }
    transfer.lastServed(position, startPs, endPs);
    if (log != null) {
      long since = Math.max(headPs, transfer.servedUntilPs(position));
      log.served(transfer, flit, position, since, startPs, endPs, serialisationPs, startPs, out);
    }
    transfer.served(position, flit + 1, endPs);
  }

  /** A packet has come to its end here. */
  void ended(long bornPs, long endPs) {
    latencies.add(endPs - bornPs, 1);
  }

  /** What has been sent goes on to the next position of its path; a DRAM takes it at once. */
  void pass(
      Transfer transfer,
      long flit,
      int position,
      int vc,
      long startPs,
      long endPs,
      long bornPs,
      Emitter out) {
    SimPath path = transfer.path();
    boolean intoDram =
        position == path.last()
            && path.path().resources().get(position).kind() == Resource.Kind.DRAM;
    if (intoDram) {
      passed.add(startPs + 2 * hopPs, vc);
    }
    long latency = path.latencyIntoPs(position);
    out.packet(
        path.component(position),
        path.input(position) + (intoDram ? 0 : vc),
        startPs + latency,
        Math.addExact(endPs, latency),
        bornPs,
        transfer,
        PacketMeta.of(flit, position));
  }
}
