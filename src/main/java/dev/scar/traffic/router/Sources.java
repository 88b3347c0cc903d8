package dev.scar.traffic.router;

import dev.scar.sim.Component;
import dev.scar.sim.PacketSource;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The sources at the injection ports: a packet waits for a free channel of the port, taken in
 * rotation, and then sends a flit a cycle while there is credit; the next one follows its tail.
 */
final class Sources {
  private final Ports ports;
  private final Buffers buffers;
  private final Packets packets;
  private final Ways ways;
  private final Calendar flits;
  private final long cyclePs;
  private final int packetFlits;
  private final int[] nodes;
  private final PacketSource[] sources;
  private final long[] nextCycle;
  private final int[] sending;
  private final int[] sent;
  private final int[] vc;
  private final int[] ofNode;

  Sources(
      Ports ports,
      Buffers buffers,
      Packets packets,
      Ways ways,
      Calendar flits,
      long cyclePs,
      int packetFlits,
      IntFunction<PacketSource> sourceAt) {
    this.ports = ports;
    this.buffers = buffers;
    this.packets = packets;
    this.ways = ways;
    this.flits = flits;
    this.cyclePs = cyclePs;
    this.packetFlits = packetFlits;
    nodes = IntStream.range(0, ports.nodes).filter(n -> ports.injection[n] >= 0).toArray();
    sources = Arrays.stream(nodes).mapToObj(sourceAt).toArray(PacketSource[]::new);
    nextCycle = new long[nodes.length];
    sending = new int[nodes.length];
    sent = new int[nodes.length];
    vc = new int[nodes.length];
    ofNode = new int[ports.nodes];
    Arrays.fill(sending, -1);
    Arrays.fill(vc, -1);
    for (int s = 0; s < nodes.length; s++) {
      nextCycle[s] = creation(s);
      ofNode[nodes[s]] = s;
    }
  }

  /** A packet of this node has arrived, which may let it create another. */
  void arrived(int node) {
    nextCycle[ofNode[node]] = creation(ofNode[node]);
  }

  private long creation(int s) {
    long ps = sources[s].creationPs();
    return ps == Component.NEVER ? Long.MAX_VALUE : (ps + cyclePs - 1) / cyclePs;
  }

  /** When the next packet is created, if none is being sent. */
  long nextCycle() {
    return Arrays.stream(nextCycle).min().orElse(Long.MAX_VALUE);
  }

  void step(long cycle) {
    for (int s = 0; s < nodes.length; s++) {
      if (sending[s] >= 0 || (nextCycle[s] <= cycle && begins(s, cycle))) {
        send(s, cycle);
      }
    }
  }

  private boolean begins(int s, long cycle) {
    int output = ports.injection[nodes[s]];
    long free = buffers.available[output];
    if (free == 0 || buffers.freeAt[output] >= cycle + 1) {
      return false;
    }
    int after = vc[s] + 1;
    long later = after == buffers.vcs ? 0 : free & -1L << after;
    vc[s] = Long.numberOfTrailingZeros(later != 0 ? later : free);
    buffers.hold(output, vc[s], Integer.MAX_VALUE);
    int[] way = ways.way(nodes[s], sources[s].target());
    sending[s] =
        packets.begin(nodes[s], sources[s].target(), packetFlits, sources[s].creationPs(), way);
    sent[s] = 0;
    sources[s].entered(cycle * cyclePs);
    nextCycle[s] = creation(s);
    return true;
  }

  private void send(int s, long cycle) {
    int output = ports.injection[nodes[s]];
    if (buffers.credits[output * buffers.vcs + vc[s]] == 0 || buffers.freeAt[output] >= cycle + 1) {
      return;
    }
    int slot = sending[s];
    boolean tail = ++sent[s] == packets.flits[slot];
    int flit =
        slot << Buffers.SLOT_SHIFT | (sent[s] == 1 ? Buffers.HEAD : 0) | (tail ? Buffers.TAIL : 0);
    buffers.send(output, vc[s], tail, cycle);
    flits.add(cycle + ports.delay[output], ports.leadsTo[output] * buffers.vcs + vc[s], flit);
    if (tail) {
      sending[s] = -1;
    }
  }
}
