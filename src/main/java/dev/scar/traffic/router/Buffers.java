package dev.scar.traffic.router;

import java.util.Arrays;

/**
 * What routers remember: flits in the channels of inputs; credits and holders of the channels of
 * outputs. A channel's number is {@code port · V + channel}.
 *
 * <p>A flit is its packet's slot and two bits. A channel holds the flits of its packets one packet
 * after another, since an output channel belongs to one packet until its tail has left.
 */
final class Buffers {
  static final int HEAD = 1;
  static final int TAIL = 2;
  static final int SLOT_SHIFT = 2;

  final int vcs;
  final int depth;

  /** By input: its channels with a flit, as bits. */
  final long[] waiting;

  /** By node: how many channels of its inputs have a flit. */
  final int[] occupied;

  /** By input channel. */
  final int[] count;

  /** By input channel: the output that the packet at the front goes to; −1 without a packet. */
  final int[] output;

  /** By input channel: output channels that its head may take, as bits. */
  final long[] allowed;

  /** By input channel: the output channel that its packet holds; −1 while the head waits. */
  final int[] outputVc;

  /** By output channel. */
  final int[] credits;

  /** By output channel: the input channel whose packet holds it; −1 if it is free. */
  final int[] holder;

  /** By output: free channels with credit, as bits. */
  final long[] available;

  /** By output: when it can take the next flit. */
  final double[] freeAt;

  private final int[] ring;
  private final int[] front;
  private final Packets packets;
  private final Ways ways;
  private final Ports ports;

  Buffers(Ports ports, RouterSettings settings, Packets packets, Ways ways) {
    this.ports = ports;
    this.packets = packets;
    this.ways = ways;
    vcs = settings.vcs();
    depth = settings.vcBuffer();
    waiting = new long[ports.inputs];
    occupied = new int[ports.nodes];
    count = new int[ports.inputs * vcs];
    output = new int[ports.inputs * vcs];
    allowed = new long[ports.inputs * vcs];
    outputVc = new int[ports.inputs * vcs];
    credits = new int[ports.outputs * vcs];
    holder = new int[ports.outputs * vcs];
    available = new long[ports.outputs];
    freeAt = new double[ports.outputs];
    ring = new int[Math.multiplyExact(ports.inputs * vcs, depth)];
    front = new int[ports.inputs * vcs];
    Arrays.fill(output, -1);
    Arrays.fill(outputVc, -1);
    Arrays.fill(credits, depth);
    Arrays.fill(holder, -1);
    Arrays.fill(available, (1L << vcs) - 1);
  }

  int flit(int channel) {
    return ring[channel * depth + front[channel]];
  }

  /** The slot of the packet at the front of a channel with flits. */
  int packet(int channel) {
    return flit(channel) >> SLOT_SHIFT;
  }

  void push(int channel, int flit) {
    int size = count[channel]++;
    if (size == depth) {
      throw new IllegalStateException("a flit came without a credit");
    }
    int at = front[channel] + size;
    ring[channel * depth + (at >= depth ? at - depth : at)] = flit;
    if (size == 0) {
      int input = channel / vcs;
      waiting[input] |= 1L << channel - input * vcs;
      occupied[ports.nodeOf[input]]++;
      if ((flit & HEAD) != 0) {
        head(channel, flit >> SLOT_SHIFT);
      }
    }
  }

  private void head(int channel, int slot) {
    int[] way = packets.way[slot];
    int hop = packets.hop[slot];
    output[channel] = Ways.output(way[hop]);
    allowed[channel] = ways.channels(way, hop);
  }

  /** Removes the flit at the front; its packet has been granted its output. */
  void pop(int channel, int input, int node) {
    int flit = flit(channel);
    int next = front[channel] + 1;
    front[channel] = next == depth ? 0 : next;
    int left = --count[channel];
    if ((flit & TAIL) != 0) {
      output[channel] = -1;
      outputVc[channel] = -1;
      if (left > 0) {
        head(channel, packet(channel));
      }
    }
    if (left == 0) {
      waiting[input] &= ~(1L << channel - input * vcs);
      occupied[node]--;
    }
  }

  /** Whether the flit at the front could be sent, were the switch its own. */
  boolean mayGo(int channel, long cycle) {
    int to = output[channel];
    int vc = outputVc[channel];
    return (vc >= 0 ? credits[to * vcs + vc] > 0 : (available[to] & allowed[channel]) != 0)
        && freeAt[to] < cycle + 1;
  }

  /** An output channel belongs to an input channel, or, for a source, to nobody's. */
  void hold(int to, int vc, int channel) {
    holder[to * vcs + vc] = channel;
    available[to] &= ~(1L << vc);
  }

  /** A flit is sent on an output channel that is held. */
  void send(int to, int vc, boolean tail, long cycle) {
    int left = --credits[to * vcs + vc];
    if (tail) {
      holder[to * vcs + vc] = -1;
      if (left > 0) {
        available[to] |= 1L << vc;
      }
    }
    freeAt[to] = Math.max(freeAt[to], cycle) + ports.flitCycles[to];
  }

  void credit(int outputChannel) {
    if (credits[outputChannel]++ == 0 && holder[outputChannel] < 0) {
      int to = outputChannel / vcs;
      available[to] |= 1L << outputChannel - to * vcs;
    }
  }
}
