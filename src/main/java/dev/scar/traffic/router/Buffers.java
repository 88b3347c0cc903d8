package dev.scar.traffic.router;

/**
 * What routers remember: flits in the channels of inputs; credits and holders of the channels of
 * outputs. A channel's number is its port's, moved up by {@link Ports#shift} bits, and its own.
 *
 * <p>A channel holds the flits of its packets one packet after another, since an output channel
 * belongs to one packet until its tail has left; so it is enough to count flits and to keep the
 * packets in a ring. A channel is told of a packet when its head is sent there: what the packet
 * wants is known before it comes, and a flit that comes changes a number and a bit only. What
 * belongs to a channel lies side by side in one array, since that is what takes the time.
 */
final class Buffers {
  /** Holds an output channel from outside of routers. */
  private static final int SOURCE = Integer.MAX_VALUE;

  private static final int RECORD = 3;
  private static final int OUT_RECORD = 2;

  /** Of an input channel: flits that are here. */
  private static final int COUNT = 0;

  /** Of an input channel: flits of the packet at the front that have yet to leave. */
  private static final int LEFT = 1;

  /** Of an input channel: the output channel that its packet holds; −1 while the head waits. */
  private static final int HELD = 2;

  /** Of an input channel: the output of the packet at the front; −1 without a packet. */
  private static final int OUTPUT = 3;

  /** Of an input channel: the packet at the front. */
  private static final int PACKET = 4;

  /** Of an input channel: its place among those of its node, which is its bit in words of bits. */
  private static final int PLACE = 5;

  /** Of an input channel: the word of {@link Requests#here} that its bit is in. */
  private static final int WORD = 6;

  /** Of an input channel: the output channel that leads to it. */
  private static final int FEED = 7;

  /** Of an output channel. */
  private static final int CREDITS = 0;

  /** Of an output channel: the input channel whose packet holds it; −1 if it is free. */
  private static final int HOLDER = 1;

  /** Of an output channel: the input channel that it leads to; −1 for an ejection port. */
  private static final int THERE = 2;

  /** Of an output channel: credits of a flit, 1, or 0 for a port that never runs out of them. */
  private static final int COST = 3;

  final int depth;

  /** Whether ejection ports can run out of credits. */
  final boolean portsRunOut;

  /** By output: when it can take the next flit. */
  final double[] freeAt;

  /** By output: with so many credits of a channel a further one may come at once. */
  private final int[] plenty;

  private final int[] in;
  private final int[] out;

  /** By input channel: a ring of the packets behind the one at the front, and where it begins. */
  private final int[] ring;

  private final int[] front;
  private final int[] behind;
  private final Ways ways;
  private final Ports ports;
  private final Requests requests;

  Buffers(Ports ports, RouterSettings settings, Ways ways, Requests requests) {
    this.ports = ports;
    this.requests = requests;
    this.ways = ways;
    depth = settings.vcBuffer();
    boolean fifo = settings.allocator() == RouterSettings.Allocator.FIFO;
    int inputChannels = ports.inputs << ports.shift;
    freeAt = new double[ports.outputs];
    in = new int[Math.multiplyExact(inputChannels, 1 << RECORD)];
    out = new int[ports.outputs << ports.shift + OUT_RECORD];
    front = new int[inputChannels];
    behind = new int[inputChannels];
    ring = new int[Math.multiplyExact(inputChannels, depth)];
    for (int channel = 0; channel < inputChannels; channel++) {
      int from = ports.fedBy[channel >> ports.shift];
      int node = ports.nodeOf[channel >> ports.shift];
      int place = channel - (ports.firstInput[node] << ports.shift);
      in[(channel << RECORD) + HELD] = -1;
      in[(channel << RECORD) + OUTPUT] = -1;
      in[(channel << RECORD) + PLACE] = place;
      in[(channel << RECORD) + WORD] = node * ports.words + (place >> 6);
      in[(channel << RECORD) + FEED] = from << ports.shift | vc(channel);
    }
    plenty = new int[ports.outputs];
    boolean runOut = false;
    for (int output = 0; output < ports.outputs; output++) {
      int to = ports.leadsTo[output];
      boolean runsOut = to >= 0 || ports.runsOut(output, depth);
      runOut |= to < 0 && runsOut;
      plenty[output] = fifo ? Integer.MAX_VALUE : ports.plenty(output);
      for (int vc = 0; vc < 1 << ports.shift; vc++) {
        int at = (output << ports.shift | vc) << OUT_RECORD;
        out[at + CREDITS] = depth;
        out[at + HOLDER] = -1;
        out[at + THERE] = to < 0 ? -1 : to << ports.shift | vc;
        out[at + COST] = runsOut ? 1 : 0;
      }
    }
    portsRunOut = runOut;
  }

  int count(int channel) {
    return in[(channel << RECORD) + COUNT];
  }

  int left(int channel) {
    return in[(channel << RECORD) + LEFT];
  }

  int held(int channel) {
    return in[(channel << RECORD) + HELD];
  }

  /** The output of the packet at the front; −1 without a packet. */
  int output(int channel) {
    return in[(channel << RECORD) + OUTPUT];
  }

  int packet(int channel) {
    return in[(channel << RECORD) + PACKET];
  }

  int credits(int outputChannel) {
    return out[(outputChannel << OUT_RECORD) + CREDITS];
  }

  int holder(int outputChannel) {
    return out[(outputChannel << OUT_RECORD) + HOLDER];
  }

  /** The output channel that leads to an input channel. */
  int feed(int channel) {
    return in[(channel << RECORD) + FEED];
  }

  /** The input channel that an output channel leads to; −1 for an ejection port. */
  int there(int outputChannel) {
    return out[(outputChannel << OUT_RECORD) + THERE];
  }

  /** Which of its port's channels this is. */
  int vc(int channel) {
    return channel & (1 << ports.shift) - 1;
  }

  /** Flits come to channels, each of a packet that has been announced. */
  void come(int[] channels, int from, int end) {
    long[] here = requests.here;
    for (int i = from; i < end; i++) {
      int at = channels[i] << RECORD;
      int size = in[at + COUNT];
      if (size == depth) {
        throw new IllegalStateException("a flit came without a credit");
      }
      in[at + COUNT] = size + 1;
      here[in[at + WORD]] |= 1L << in[at + PLACE];
    }
  }

  /** The head of a packet has been sent to a channel. */
  void announce(int channel, Packets packets, int slot) {
    if (output(channel) < 0) {
      head(channel, packets, slot);
    } else {
      int place = front[channel] + behind[channel]++;
      ring[channel * depth + (place >= depth ? place - depth : place)] = slot;
    }
  }

  private void head(int channel, Packets packets, int slot) {
    int[] way = packets.way[slot];
    int hop = packets.hop[slot];
    int at = channel << RECORD;
    int output = Ways.output(way[hop]);
    in[at + PACKET] = slot;
    in[at + LEFT] = packets.flits[slot];
    in[at + OUTPUT] = output;
    requests.want(output, in[at + PLACE], ways.channels(way, hop));
  }

  /**
   * Which of some channels have a packet at the front that holds no output channel.
   *
   * @param heads gets them
   * @return how many these are
   */
  int heads(int[] channels, int count, int[] heads) {
    int found = 0;
    for (int i = 0; i < count; i++) {
      heads[found] = channels[i];
      found += Bits.isNegative(held(channels[i]));
    }
    return found;
  }

  /** The output channel is its packet's until the tail has left. */
  void take(int channel, int outputChannel) {
    int at = channel << RECORD;
    in[at + HELD] = outputChannel;
    out[(outputChannel << OUT_RECORD) + HOLDER] = channel;
    requests.begin(in[at + OUTPUT], in[at + PLACE], vc(outputChannel));
  }

  /**
   * The flits at the front of channels leave through the output channels that their packets hold.
   *
   * @param stopped gets the channels whose packets have no further flit to send, or no credit for
   *     it; each is to be {@linkplain #stop stopped} or {@linkplain #end ended}
   * @return how many these are
   */
  int leave(int[] channels, int count, int[] stopped) {
    long[] here = requests.here;
    int stops = 0;
    for (int i = 0; i < count; i++) {
      int channel = channels[i];
      int at = channel << RECORD;
      int to = in[at + HELD] << OUT_RECORD;
      int left = --in[at + LEFT];
      int size = --in[at + COUNT];
      int credits = out[to + CREDITS] - out[to + COST];
      out[to + CREDITS] = credits;
      here[in[at + WORD]] &= ~((long) Bits.isZero(size) << in[at + PLACE]);
      stopped[stops] = channel;
      stops += Bits.isZero(left) | Bits.isZero(credits);
    }
    return stops;
  }

  /** The packet at the front has no credit left. */
  void stop(int channel) {
    requests.stop(output(channel), in[(channel << RECORD) + PLACE]);
  }

  /** The tail of the packet at the front has left. */
  void end(int channel, Packets packets) {
    int at = channel << RECORD;
    requests.stop(in[at + OUTPUT], in[at + PLACE]);
    release(in[at + HELD]);
    in[at + OUTPUT] = -1;
    in[at + HELD] = -1;
    if (behind[channel] > 0) {
      int first = front[channel];
      front[channel] = first + 1 == depth ? 0 : first + 1;
      behind[channel]--;
      head(channel, packets, ring[channel * depth + first]);
    }
  }

  /** An output channel belongs to a source until its tail has left. */
  void takeForSource(int outputChannel) {
    out[(outputChannel << OUT_RECORD) + HOLDER] = SOURCE;
    requests.hold(outputChannel >> ports.shift, vc(outputChannel));
  }

  /** A tail has been sent on an output channel. */
  void release(int outputChannel) {
    out[(outputChannel << OUT_RECORD) + HOLDER] = -1;
    if (credits(outputChannel) > 0) {
      requests.free(outputChannel >> ports.shift, vc(outputChannel));
    }
  }

  /** A source sends a flit on an output channel that it holds. */
  void send(int outputChannel) {
    out[(outputChannel << OUT_RECORD) + CREDITS]--;
  }

  /** An output sends a flit in this cycle. */
  void occupy(int output, long cycle) {
    freeAt[output] = Math.max(freeAt[output], cycle) + ports.flitCycles[output];
  }

  /** Gives a credit back at once if nobody can tell; returns 1 if that is not so, or else 0. */
  int creditLater(int outputChannel) {
    int at = outputChannel << OUT_RECORD;
    int later = Bits.isNegative(out[at + CREDITS] - plenty[outputChannel >> ports.shift]);
    out[at + CREDITS] += 1 - later;
    return later;
  }

  /** Credits come back to output channels. */
  void credit(int[] outputChannels, int from, int end) {
    for (int i = from; i < end; i++) {
      if (out[(outputChannels[i] << OUT_RECORD) + CREDITS]++ == 0) {
        go(outputChannels[i]);
      }
    }
  }

  /** An output channel has its first credit. */
  private void go(int outputChannel) {
    int by = holder(outputChannel);
    if (by < 0) {
      requests.free(outputChannel >> ports.shift, vc(outputChannel));
    } else if (by != SOURCE) {
      requests.go(output(by), in[(by << RECORD) + PLACE]);
    }
  }
}
