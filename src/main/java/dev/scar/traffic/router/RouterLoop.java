package dev.scar.traffic.router;

import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.NopLink;
import dev.scar.sim.DeadlockException;
import dev.scar.sim.PacketSink;
import dev.scar.sim.PacketSource;
import java.util.function.IntFunction;

/**
 * The routers of a network, their links, and sources and sinks at their ports, cycle after cycle.
 *
 * <p>A cycle hands out the flits and credits that are due, lets the sources send, and lets every
 * router with a waiting flit allocate its switch. Everything lies in arrays; nothing is created per
 * flit. <b>Cost:</b> a step per node and cycle while anything is under way, and some twenty per
 * flit and router.
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
  private long flitEvents;

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
      int packetFlits,
      IntFunction<PacketSource> sourceAt,
      IntFunction<PacketSink> sinkAt) {
    ports = new Ports(chipletPackage, timing);
    cyclePs = timing.cyclePs();
    ways = new Ways(ports, chipletPackage.routing(), settings.vcs());
    buffers = new Buffers(ports, settings, packets, ways);
    flits = new Calendar(ports.longestDelay());
    credits = new Calendar(ports.longestDelay());
    sources = new Sources(ports, buffers, packets, ways, flits, cyclePs, packetFlits, sourceAt);
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
    granted = new int[ports.routerOutputs];
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
    for (int node = 0; node < ports.nodes; node++) {
      if (buffers.occupied[node] > 0) {
        int count = allocator.allocate(node, cycle, granted);
        for (int g = 0; g < count; g++) {
          grant(node, granted[g]);
        }
      }
    }
  }

  private void deliver() {
    int[] freed = credits.due(cycle);
    int numbers = credits.take(cycle);
    for (int i = 0; i < numbers; i += 2) {
      buffers.credit(freed[i]);
    }
    int[] come = flits.due(cycle);
    numbers = flits.take(cycle);
    for (int i = 0; i < numbers; i += 2) {
      allocator.arrived(come[i], cycle);
      buffers.push(come[i], come[i + 1]);
    }
  }

  private void grant(int node, int channel) {
    int vcs = buffers.vcs;
    int flit = buffers.flit(channel);
    int slot = flit >> Buffers.SLOT_SHIFT;
    int output = buffers.output[channel];
    int vc = buffers.outputVc[channel];
    if (vc < 0) {
      vc = take(output, channel);
      packets.hop[slot]++;
    }
    boolean tail = (flit & Buffers.TAIL) != 0;
    int input = channel / vcs;
    buffers.send(output, vc, tail, cycle);
    buffers.pop(channel, input, node);
    int from = ports.fedBy[input];
    credits.add(cycle + ports.creditDelay[from], from * vcs + channel - input * vcs, 0);
    sentOn[output]++;
    flitEvents++;
    int next = ports.leadsTo[output];
    if (next >= 0) {
      flits.add(cycle + ports.delay[output], next * vcs + vc, flit);
    } else {
      credits.add(cycle + ports.delay[output] + ports.creditDelay[output], output * vcs + vc, 0);
      if (tail) {
        end(node, slot);
      }
    }
  }

  private int take(int output, int channel) {
    long free = buffers.available[output] & buffers.allowed[channel];
    long later = free & -1L << nextVc[output];
    int vc = Long.numberOfTrailingZeros(later != 0 ? later : free);
    nextVc[output] = vc + 1 == buffers.vcs ? 0 : vc + 1;
    buffers.hold(output, vc, channel);
    buffers.outputVc[channel] = vc;
    return vc;
  }

  private void end(int node, int slot) {
    int[] way = packets.way[slot];
    int source = packets.source[slot];
    sinks[node].arrived(
        source,
        packets.bornPs[slot],
        (cycle + 1 + ways.lag(way, source)) * cyclePs,
        way.length - 1);
    packets.end(slot);
    sources.arrived(source);
  }

  /** Flits that a link has carried. */
  public long sentOn(NopLink link) {
    return sentOn[ports.outputOf(link)];
  }

  /** Flits that crossed a router. */
  public long flitEvents() {
    return flitEvents;
  }
}
