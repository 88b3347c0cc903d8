package dev.scar.traffic.router;

import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.NopLink;
import dev.scar.sim.DeadlockException;
import dev.scar.sim.PacketSink;
import dev.scar.sim.PacketSource;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * The routers of a network, their links, and sources and sinks at their ports, cycle after cycle.
 *
 * <p>A cycle hands out the flits and credits that are due, lets the sources send, lets every router
 * with a flit that could go allocate its switch, and then moves the flits that were granted.
 * Everything lies in arrays; nothing is created per flit. <b>Cost:</b> a step per node and cycle
 * while anything is under way, and some twenty per flit and router.
 */
public final class RouterLoop {
  private static final long CHECK_CYCLES = 1 << 12;

  private final Ports ports;
  private final Packets packets = new Packets();
  private final Buffers buffers;
  private final Ways ways;
  private final Calendar flits;
  private final Calendar credits;
  private final Sources sources;
  private final Switch allocator;
  private final PacketSink[] sinks;
  private final Standstill standstill;
  private final long cyclePs;
  private final long[] sentOn;
  private final int[] nextVc;
  private final int[] granted;
  private long cycle;

  /**
   * A network at cycle 0.
   *
   * @param sourceAt by node with a chiplet
   * @param sinkAt by node with a chiplet
   * @throws IllegalArgumentException if the routes need more channels than there are
   */
  public RouterLoop(
      ChipletPackage chipletPackage,
      RouterSettings settings,
      RouterTiming timing,
      IntFunction<PacketSource> sourceAt,
      IntFunction<PacketSink> sinkAt) {
    ports = new Ports(chipletPackage, timing, settings.vcs());
    cyclePs = timing.cyclePs();
    ways = new Ways(ports, chipletPackage.routing(), settings.vcs());
    buffers = new Buffers(ports, settings, packets, ways);
    flits = new Calendar(ports.longestDelay());
    credits = new Calendar(ports.longestDelay());
    sources = new Sources(ports, buffers, packets, ways, flits, cyclePs, sourceAt);
    allocator =
        settings.allocator() == RouterSettings.Allocator.FIFO
            ? new FifoSwitch(ports, buffers)
            : new RotatingSwitch(ports, buffers, settings);
    sinks = new PacketSink[ports.nodes];
    for (int node = 0; node < ports.nodes; node++) {
      if (ports.ejection[node] >= 0) {
        sinks[node] = sinkAt.apply(node);
      }
    }
    standstill = new Standstill(chipletPackage.nop(), ports, buffers, packets);
    sentOn = new long[ports.routerOutputs];
    nextVc = new int[ports.routerOutputs];
    granted = new int[ports.routerOutputs + 1];
  }

  /**
   * Runs all cycles that begin before this time.
   *
   * @throws DeadlockException if packets wait for each other; found within {@value #CHECK_CYCLES}
   *     cycles after the last of them stood still
   */
  public void until(long untilPs) {
    long end = untilPs / cyclePs + (untilPs % cyclePs == 0 ? 0 : 1);
    while (cycle < end) {
      if (packets.underWay() == 0 && flits.isEmpty() && credits.isEmpty()) {
        cycle = Math.max(cycle, Math.min(end, sources.nextCycle()));
        if (cycle == end) {
          return;
        }
      }
      step();
      cycle++;
      if (cycle % CHECK_CYCLES == 0) {
        standstill.check(cycle);
      }
    }
  }

  private void step() {
    deliver();
    sources.step(cycle);
    int count = 0;
    for (int node = 0; node < ports.nodes; node++) {
      if (buffers.mayAsk(node)) {
        count = allocator.allocate(node, cycle, granted, count);
      }
    }
    for (int g = 0; g < count; g++) {
      grant(granted[g]);
    }
  }

  private void deliver() {
    int[] freed = credits.due(cycle);
    int numbers = credits.take(cycle);
    for (int i = 0; i < numbers; i++) {
      buffers.credit(freed[i]);
    }
    int[] come = flits.due(cycle);
    numbers = flits.take(cycle);
    for (int i = 0; i < numbers; i++) {
      int channel = come[i];
      if (channel >= 0) {
        buffers.follow(channel);
      } else {
        channel = ~channel;
        buffers.begin(channel, come[++i]);
      }
      allocator.arrived(channel, cycle);
    }
  }

  private void grant(int channel) {
    int slot = buffers.packet(channel);
    int through = buffers.held(channel);
    boolean head = through < 0;
    if (head) {
      through = free(buffers.output(channel), channel);
      buffers.take(channel, through);
      packets.hop[slot]++;
    }
    boolean tail = buffers.leave(channel, cycle);
    int feed = buffers.feed(channel);
    credits.add(cycle + buffers.creditDelay(feed), feed);
    sentOn[through >> ports.shift]++;
    int there = buffers.there(through);
    long due = cycle + buffers.delay(through);
    if (there < 0) {
      credits.add(due + buffers.creditDelay(through), through);
      if (tail) {
        end(slot);
      }
    } else if (head) {
      flits.add(due, ~there);
      flits.add(due, slot);
    } else {
      flits.add(due, there);
    }
  }

  /** The free channel of an output that comes next among those that a head may take. */
  private int free(int output, int channel) {
    long free = buffers.available[output] & buffers.allowed[channel];
    long later = free & -1L << nextVc[output];
    int vc = Long.numberOfTrailingZeros(later != 0 ? later : free);
    nextVc[output] = vc + 1;
    return output << ports.shift | vc;
  }

  private void end(int slot) {
    int node = packets.target[slot];
    int[] way = packets.way[slot];
    int source = packets.source[slot];
    sinks[node].arrived(
        source,
        packets.tag[slot],
        packets.bornPs[slot],
        (cycle + 1 + ways.lag(way, source)) * cyclePs,
        way.length - 1);
    packets.end(slot);
    sources.arrived(source);
    sources.arrived(node);
  }

  /** Flits that a link has carried. */
  public long sentOn(NopLink link) {
    return sentOn[ports.outputOf(link)];
  }

  /** Flits that crossed a router. */
  public long flitEvents() {
    return Arrays.stream(sentOn).sum();
  }
}
