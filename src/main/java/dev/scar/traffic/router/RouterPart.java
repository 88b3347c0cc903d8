package dev.scar.traffic.router;

import dev.scar.sim.PacketSink;
import dev.scar.sim.PacketSource;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Some routers of a network, or all, with their links, and sources and sinks at their ports, cycle
 * after cycle.
 *
 * <p>A cycle hands out the flits and credits that are due, lets the sources send, lets every router
 * allocate its switch, and then moves the flits that were granted: heads get their channels, all
 * leave their buffers and are sent, and tails give their channels back. Each of these steps is done
 * for all flits before the next one begins; what only heads or tails need has its own short list.
 * Everything lies in arrays; nothing is created per flit. <b>Cost:</b> a step per output and cycle
 * while anything is under way, and some twenty per flit and router.
 */
final class RouterPart {
  private final int first;
  private final int end;
  private final Ports ports;
  private final Packets packets;
  private final Buffers buffers;
  private final Requests requests;
  private final Ways ways;
  private final Lines lines;
  private final Sources sources;
  private final Switch allocator;
  private final PacketSink[] sinks;
  private final long cyclePs;

  /** By output: flits of the packets that it has carried whole. */
  private final long[] sentOn;

  private final int[] nextVc;

  /** In a cycle: channels whose front flits go. */
  private final int[] granted;

  /** Those of them whose packets begin. */
  private final int[] begun;

  /** Those of them whose packets end, or wait for credit from now on. */
  private final int[] stopped;

  private long cycle;

  /**
   * A part at cycle 0.
   *
   * @param part its number
   * @param partOf by node, numbers that never fall
   * @param packets those that are here
   * @param shared what all parts have in common
   */
  RouterPart(
      int part,
      int[] partOf,
      Packets packets,
      Shared shared,
      IntFunction<PacketSource> sourceAt,
      IntFunction<PacketSink> sinkAt) {
    this.packets = packets;
    first = (int) Arrays.stream(partOf).filter(p -> p < part).count();
    end = (int) Arrays.stream(partOf).filter(p -> p <= part).count();
    ports = shared.ports();
    cyclePs = shared.cyclePs();
    ways = new Ways(ports, shared.routing(), shared.settings().vcs());
    buffers = shared.buffers();
    requests = shared.requests();
    lines = new Lines(part, partOf, ports, buffers, packets, ways);
    sources =
        new Sources(
            ports,
            buffers,
            requests,
            packets,
            ways,
            lines,
            cyclePs,
            n -> partOf[n] == part,
            sourceAt);
    allocator =
        shared.settings().allocator() == RouterSettings.Allocator.FIFO
            ? new FifoSwitch(ports, buffers, requests)
            : new RotatingSwitch(ports, buffers, requests, shared.settings());
    sinks = new PacketSink[ports.nodes];
    for (int node = first; node < end; node++) {
      if (ports.ejection[node] >= 0) {
        sinks[node] = sinkAt.apply(node);
      }
    }
    sentOn = new long[ports.routerOutputs];
    nextVc = new int[ports.routerOutputs];
    granted = new int[ports.routerOutputs + 1];
    begun = new int[ports.routerOutputs + 1];
    stopped = new int[ports.routerOutputs + 1];
  }

  /** Runs all cycles before this one, and those without work at once. */
  void until(long untilCycle) {
    while (cycle < untilCycle) {
      if (isAtRest()) {
        cycle = Math.max(cycle, Math.min(untilCycle, sources.nextCycle()));
        if (cycle == untilCycle) {
          return;
        }
      }
      step();
      cycle++;
    }
  }

  long cycle() {
    return cycle;
  }

  /** Whether nothing is under way here. */
  boolean isAtRest() {
    return packets.underWay() == 0 && lines.isEmpty();
  }

  /** The next cycle in which anything can happen. */
  long nextCycle() {
    return isAtRest() ? Math.max(cycle, sources.nextCycle()) : cycle;
  }

  /** Takes what another part has put into the post for this one. */
  void receive(RouterPart from, int ownNumber) {
    lines.receive(from.lines, ownNumber);
  }

  private void step() {
    lines.deliver(cycle, allocator);
    sources.step(cycle);
    int count = allocator.allocate(first, end, cycle, granted);
    begin(buffers.heads(granted, count, begun));
    int stops = buffers.leave(granted, count, stopped);
    lines.send(granted, count, cycle);
    if (ports.slow) {
      for (int i = 0; i < count; i++) {
        buffers.occupy(buffers.output(granted[i]), cycle);
      }
    }
    stop(stops);
  }

  /** Heads that were granted their outputs get channels of them. */
  private void begin(int count) {
    for (int i = 0; i < count; i++) {
      int channel = begun[i];
      int output = buffers.output(channel);
      int through = free(output, channel);
      int slot = buffers.packet(channel);
      int there = buffers.there(through);
      buffers.take(channel, through);
      packets.hop[slot]++;
      if (there >= 0 && !lines.leadsAway(output)) {
        buffers.announce(there, packets, slot);
      }
    }
  }

  /** The free channel of an output that comes next among those that a head may take. */
  private int free(int output, int channel) {
    int vc = Bits.next(requests.available(output) & requests.allowed(channel), nextVc[output]);
    nextVc[output] = vc + 1;
    return output << ports.shift | vc;
  }

  /** Packets whose tails have left are through, and others wait for credit. */
  private void stop(int count) {
    for (int i = 0; i < count; i++) {
      int channel = stopped[i];
      if (buffers.left(channel) > 0) {
        buffers.stop(channel);
      } else {
        end(channel);
      }
    }
  }

  private void end(int channel) {
    int slot = buffers.packet(channel);
    int output = buffers.output(channel);
    boolean arrives = buffers.there(buffers.held(channel)) < 0;
    sentOn[output] += packets.flits[slot];
    buffers.end(channel, packets);
    if (arrives) {
      arrive(slot);
    } else if (lines.leadsAway(output)) {
      packets.end(slot);
    }
  }

  private void arrive(int slot) {
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

  /** Flits that an output has carried: whole packets, and parts of those under way. */
  long sentOn(int output) {
    long sent = sentOn[output];
    for (int vc = 0; vc < 1 << ports.shift; vc++) {
      int holder = buffers.holder(output << ports.shift | vc);
      if (holder >= 0) {
        sent += packets.flits[buffers.packet(holder)] - buffers.left(holder);
      }
    }
    return sent;
  }
}
