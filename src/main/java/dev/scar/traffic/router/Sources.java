package dev.scar.traffic.router;

import dev.scar.sim.Component;
import dev.scar.sim.PacketSource;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The sources at the injection ports: a packet waits for a free channel of the port, taken in
 * rotation, and then sends a flit a cycle while there is credit; the next one follows its tail.
 */
final class Sources {
  private final Ports ports;
  private final Buffers buffers;
  private final Requests requests;
  private final Packets packets;
  private final Ways ways;
  private final Lines lines;
  private final long cyclePs;
  private final int[] nodes;
  private final PacketSource[] sources;

  /** When it has something to do: the next creation, or in the past while it sends. */
  private final long[] wakes;

  /** Flits of its packet that it has yet to send. */
  private final int[] left;

  private final int[] through;
  private final int[] nextVc;
  private final int[] ofNode;

  Sources(
      Ports ports,
      Buffers buffers,
      Requests requests,
      Packets packets,
      Ways ways,
      Lines lines,
      long cyclePs,
      IntPredicate isHere,
      IntFunction<PacketSource> sourceAt) {
    this.ports = ports;
    this.buffers = buffers;
    this.requests = requests;
    this.packets = packets;
    this.ways = ways;
    this.lines = lines;
    this.cyclePs = cyclePs;
    nodes =
        IntStream.range(0, ports.nodes)
            .filter(n -> ports.injection[n] >= 0)
            .filter(isHere)
            .toArray();
    sources = Arrays.stream(nodes).mapToObj(sourceAt).toArray(PacketSource[]::new);
    wakes = new long[nodes.length];
    left = new int[nodes.length];
    through = new int[nodes.length];
    nextVc = new int[nodes.length];
    ofNode = new int[ports.nodes];
    Arrays.fill(ofNode, -1);
    for (int s = 0; s < nodes.length; s++) {
      wakes[s] = creation(s);
      ofNode[nodes[s]] = s;
    }
  }

  /** A packet of this node, or one for it, has arrived, which may let it create another. */
  void arrived(int node) {
    int s = ofNode[node];
    if (s >= 0 && left[s] == 0) {
      wakes[s] = creation(s);
    }
  }

  private long creation(int s) {
    long ps = sources[s].creationPs();
    return ps == Component.NEVER ? Long.MAX_VALUE : (ps + cyclePs - 1) / cyclePs;
  }

  /** When the next packet is created, if none is being sent. */
  long nextCycle() {
    return Arrays.stream(wakes).min().orElse(Long.MAX_VALUE);
  }

  void step(long cycle) {
    for (int s = 0; s < wakes.length; s++) {
      if (wakes[s] <= cycle && (left[s] > 0 || begins(s, cycle))) {
        send(s, cycle);
      }
    }
  }

  private boolean begins(int s, long cycle) {
    int output = ports.injection[nodes[s]];
    long free = requests.available(output);
    if (free == 0 || isBusy(output, cycle)) {
      return false;
    }
    int vc = Bits.next(free, nextVc[s]);
    nextVc[s] = vc + 1;
    through[s] = output << ports.shift | vc;
    buffers.takeForSource(through[s]);
    PacketSource source = sources[s];
    int[] way = ways.way(nodes[s], source.target());
    int slot = packets.begin(nodes[s], source, way);
    buffers.announce(buffers.there(through[s]), packets, slot);
    left[s] = source.flits();
    source.entered(cycle * cyclePs);
    return true;
  }

  private void send(int s, long cycle) {
    int outputChannel = through[s];
    if (buffers.credits(outputChannel) == 0 || isBusy(outputChannel >> ports.shift, cycle)) {
      return;
    }
    buffers.send(outputChannel);
    lines.inject(outputChannel, cycle);
    if (ports.slow) {
      buffers.occupy(outputChannel >> ports.shift, cycle);
    }
    if (--left[s] == 0) {
      buffers.release(outputChannel);
      wakes[s] = creation(s);
    }
  }

  private boolean isBusy(int output, long cycle) {
    return ports.slow && buffers.freeAt[output] >= cycle + 1;
  }
}
