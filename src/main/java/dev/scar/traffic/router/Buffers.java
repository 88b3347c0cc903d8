package dev.scar.traffic.router;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * What routers remember: flits in the channels of inputs; credits and holders of the channels of
 * outputs. A channel's number is its port's, moved up by {@link Ports#shift} bits, and its own.
 *
 * <p>A channel holds the flits of its packets one packet after another, since an output channel
 * belongs to one packet until its tail has left; so it is enough to count flits and to keep the
 * packets in a ring. Which channels could send is kept in bits that change with what comes, goes
 * and is credited, so that a router looks at nothing that stands still for want of credit. What
 * belongs to a channel lies side by side in one array, since that is what takes the time.
 */
final class Buffers {
  /** Holds an output channel from outside of routers. */
  static final int SOURCE = Integer.MAX_VALUE;

  private static final int RECORD = 3;
  private static final int OUT_RECORD = 2;

  /** Of an input channel: flits that are here. */
  private static final int COUNT = 0;

  /** Of an input channel: flits of the packet at the front that have yet to leave. */
  private static final int LEFT = 1;

  /** Of an input channel: the output channel that its packet holds; −1 while the head waits. */
  private static final int HELD = 2;

  /**
   * Of an input channel: the word of bits in which the packet at the front asks for its output; −1
   * without a packet.
   */
  private static final int WORD = 3;

  /** Of an input channel: the packet at the front. */
  private static final int PACKET = 4;

  /** Of an input channel: its place among those of its node. */
  private static final int PLACE = 5;

  /** Of an input channel: its node. */
  private static final int NODE = 6;

  /** Of an input channel: the output channel that leads to it. */
  private static final int FEED = 7;

  /** Of an output channel. */
  private static final int CREDITS = 0;

  /** Of an output channel: the input channel whose packet holds it; −1 if it is free. */
  private static final int HOLDER = 1;

  /** Of an output channel: the input channel that it leads to; −1 for an ejection port. */
  private static final int THERE = 2;

  /** Of an output channel: with so many credits a further one may come at once. */
  private static final int PLENTY = 3;

  final int depth;

  /** By node: which of its outputs channels may ask for, as bits. */
  final long[] asked;

  /**
   * By output, {@link Ports#words} each: the channels of the node's inputs whose packet holds a
   * channel of it with credit and has a flit here, as bits.
   */
  final long[] going;

  /** As well: those with a head that has no output channel yet. */
  final long[] heads;

  /** By input channel: the channels of its output that its packet may take, as bits. */
  final long[] allowed;

  /** By output: free channels with credit, as bits. */
  final long[] available;

  /** By output: when it can take the next flit. */
  final double[] freeAt;

  private final int[] in;
  private final int[] out;

  /** By input channel: a ring of the packets behind the one at the front, and where it begins. */
  private final int[] ring;

  private final int[] front;
  private final int[] behind;
  private final IntFunction<Packets> packetsAt;
  private final Ways ways;
  private final Ports ports;

  Buffers(Ports ports, RouterSettings settings, IntFunction<Packets> packetsAt, Ways ways) {
    this.ports = ports;
    this.packetsAt = packetsAt;
    this.ways = ways;
    depth = settings.vcBuffer();
    boolean fifo = settings.allocator() == RouterSettings.Allocator.FIFO;
    int inputChannels = ports.inputs << ports.shift;
    int outputChannels = ports.outputs << ports.shift;
    asked = new long[ports.nodes];
    going = new long[ports.routerOutputs * ports.words];
    heads = new long[ports.routerOutputs * ports.words];
    allowed = new long[inputChannels];
    available = new long[ports.outputs];
    freeAt = new double[ports.outputs];
    in = new int[Math.multiplyExact(inputChannels, 1 << RECORD)];
    out = new int[outputChannels << OUT_RECORD];
    front = new int[inputChannels];
    behind = new int[inputChannels];
    ring = new int[Math.multiplyExact(inputChannels, depth)];
    for (int channel = 0; channel < inputChannels; channel++) {
      int from = ports.fedBy[channel >> ports.shift];
      in[channel << RECORD | HELD] = -1;
      in[channel << RECORD | WORD] = -1;
      int node = ports.nodeOf[channel >> ports.shift];
      int place = channel - (ports.firstInput[node] << ports.shift);
      in[channel << RECORD | PLACE] = place;
      in[channel << RECORD | NODE] = node;
      in[channel << RECORD | FEED] = from << ports.shift | vc(channel);
    }
    for (int channel = 0; channel < outputChannels; channel++) {
      int output = channel >> ports.shift;
      int to = ports.leadsTo[output];
      out[channel << OUT_RECORD | CREDITS] = depth;
      out[channel << OUT_RECORD | HOLDER] = -1;
      out[channel << OUT_RECORD | THERE] = to < 0 ? -1 : to << ports.shift | vc(channel);
      out[channel << OUT_RECORD | PLENTY] = fifo ? Integer.MAX_VALUE : ports.plenty(output, depth);
    }
    Arrays.fill(available, (1L << settings.vcs()) - 1);
  }

  int count(int channel) {
    return in[channel << RECORD | COUNT];
  }

  int left(int channel) {
    return in[channel << RECORD | LEFT];
  }

  int held(int channel) {
    return in[channel << RECORD | HELD];
  }

  /** The output of the packet at the front; −1 without a packet. */
  int output(int channel) {
    int word = in[channel << RECORD | WORD];
    return ports.words == 1 ? word : Math.floorDiv(word, ports.words);
  }

  int packet(int channel) {
    return in[channel << RECORD | PACKET];
  }

  int credits(int outputChannel) {
    return out[outputChannel << OUT_RECORD | CREDITS];
  }

  int holder(int outputChannel) {
    return out[outputChannel << OUT_RECORD | HOLDER];
  }

  /** The output channel that leads to an input channel. */
  int feed(int channel) {
    return in[channel << RECORD | FEED];
  }

  /** The input channel that an output channel leads to; −1 for an ejection port. */
  int there(int outputChannel) {
    return out[outputChannel << OUT_RECORD | THERE];
  }

  /** Which of its port's channels this is. */
  int vc(int channel) {
    return channel & (1 << ports.shift) - 1;
  }

  /** A flit of a packet comes that has begun to come. */
  void follow(int channel) {
    int at = channel << RECORD;
    if (add(at) == 0 && out[in[at | HELD] << OUT_RECORD | CREDITS] > 0) {
      goes(channel);
    }
  }

  /** The head of a packet comes. */
  void begin(int channel, int slot) {
    int at = channel << RECORD;
    if (add(at) == 0) {
      head(channel, slot);
    } else {
      int place = front[channel] + behind[channel]++;
      ring[channel * depth + (place >= depth ? place - depth : place)] = slot;
    }
  }

  private int add(int at) {
    int size = in[at | COUNT];
    if (size == depth) {
      throw new IllegalStateException("a flit came without a credit");
    }
    in[at | COUNT] = size + 1;
    return size;
  }

  private void goes(int channel) {
    int at = channel << RECORD;
    going[in[at | WORD]] |= 1L << in[at | PLACE];
    ask(at, output(channel));
  }

  private void ask(int at, int output) {
    int node = in[at | NODE];
    asked[node] |= 1L << output - ports.firstOutput[node];
  }

  private void head(int channel, int slot) {
    Packets packets = packetsAt.apply(in[channel << RECORD | NODE]);
    int[] way = packets.way[slot];
    int hop = packets.hop[slot];
    int at = channel << RECORD;
    in[at | PACKET] = slot;
    in[at | LEFT] = packets.flits[slot];
    int word = Ways.output(way[hop]) * ports.words + (in[at | PLACE] >> 6);
    in[at | WORD] = word;
    allowed[channel] = ways.channels(way, hop);
    heads[word] |= 1L << in[at | PLACE];
    ask(at, Ways.output(way[hop]));
  }

  /** The output channel is its packet's until the tail has left. */
  void take(int channel, int outputChannel) {
    int at = channel << RECORD;
    in[at | HELD] = outputChannel;
    hold(outputChannel, channel);
    heads[in[at | WORD]] &= ~(1L << in[at | PLACE]);
    going[in[at | WORD]] |= 1L << in[at | PLACE];
  }

  /**
   * The flit at the front leaves through the output channel that its packet holds.
   *
   * @return whether it is a tail
   */
  boolean leave(int channel, long cycle) {
    int at = channel << RECORD;
    int more = --in[at | LEFT];
    int here = --in[at | COUNT];
    boolean tail = more == 0;
    int room = send(in[at | HELD], tail, cycle);
    if (tail || here == 0 || room == 0) {
      going[in[at | WORD]] &= ~(1L << in[at | PLACE]);
    }
    if (tail) {
      in[at | WORD] = -1;
      in[at | HELD] = -1;
      if (here > 0) {
        int first = front[channel];
        front[channel] = first + 1 == depth ? 0 : first + 1;
        behind[channel]--;
        head(channel, ring[channel * depth + first]);
      }
    }
    return tail;
  }

  /** Whether all channels of a link are alike. */
  boolean isOneClass() {
    return ways.classes() == 1;
  }

  /** Notes whether no channel asks for an output of the node until a flit or credit comes. */
  void restIfIdle(int node, int output) {
    for (int word = output * ports.words; word < (output + 1) * ports.words; word++) {
      if ((going[word] | heads[word]) != 0) {
        return;
      }
    }
    asked[node] &= ~(1L << output - ports.firstOutput[node]);
  }

  /**
   * The channels, as bits, that could send to this output, were the switch theirs; with one word
   * and {@linkplain #isOneClass one class}.
   */
  long asking(int output) {
    return going[output] | (available[output] == 0 ? 0 : heads[output]);
  }

  /** The channels, as bits of a word, that could send to this output, were the switch theirs. */
  long asking(int node, int output, int word) {
    int at = output * ports.words + word;
    long free = available[output];
    long asking = going[at];
    int first = (ports.firstInput[node] << ports.shift) + (word << 6);
    for (long bits = free == 0 ? 0 : heads[at]; bits != 0; bits &= bits - 1) {
      if ((free & allowed[first + Long.numberOfTrailingZeros(bits)]) != 0) {
        asking |= Long.lowestOneBit(bits);
      }
    }
    return asking;
  }

  /** An output channel belongs to an input channel or to a {@link #SOURCE}. */
  void hold(int outputChannel, int channel) {
    out[outputChannel << OUT_RECORD | HOLDER] = channel;
    int to = outputChannel >> ports.shift;
    available[to] &= ~(1L << vc(outputChannel));
  }

  /**
   * A flit is sent on an output channel that is held.
   *
   * @return credits that are left
   */
  int send(int outputChannel, boolean tail, long cycle) {
    int room = --out[outputChannel << OUT_RECORD | CREDITS];
    if (tail) {
      out[outputChannel << OUT_RECORD | HOLDER] = -1;
      if (room > 0) {
        free(outputChannel);
      }
    }
    if (ports.slow) {
      int to = outputChannel >> ports.shift;
      freeAt[to] = Math.max(freeAt[to], cycle) + ports.flitCycles[to];
    }
    return room;
  }

  private void free(int outputChannel) {
    int to = outputChannel >> ports.shift;
    available[to] |= 1L << vc(outputChannel);
  }

  /** Gives a credit back at once if nobody can tell; says whether that is so. */
  boolean creditAtOnce(int outputChannel) {
    int at = outputChannel << OUT_RECORD;
    if (out[at | CREDITS] < out[at | PLENTY]) {
      return false;
    }
    out[at | CREDITS]++;
    return true;
  }

  void credit(int outputChannel) {
    int at = outputChannel << OUT_RECORD;
    if (out[at | CREDITS]++ == 0) {
      int by = out[at | HOLDER];
      if (by < 0) {
        free(outputChannel);
      } else if (by != SOURCE && count(by) > 0) {
        goes(by);
      }
    }
  }
}
