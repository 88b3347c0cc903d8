package dev.scar.traffic.router;

import java.util.Arrays;

/**
 * Which channels of inputs could send to which output: those with a flit, where these meet those
 * that the output would take a flit of. The former change with every flit, the latter seldom, and
 * nobody needs to look at what stands still for want of credit.
 *
 * <p>All are words of bits, {@link Ports#words} for a router: a channel's bit is its place among
 * those of its node.
 */
final class Requests {
  private static final int BITS_OF_WORD = 6;

  /** By node: channels that have a flit. */
  final long[] here;

  /** By output: channels whose packet holds a channel of it with credit. */
  final long[] going;

  /** By output: these, and those whose head would find a channel of it. */
  final long[] open;

  /** By output: channels whose head is here, or on its way, and has no output channel yet. */
  private final long[] heads;

  /** By input channel: the channels of its output that its packet may take, as bits. */
  private final long[] allowed;

  /** By output: free channels with credit, as bits. */
  private final long[] available;

  private final boolean oneClass;
  private final int words;
  private final Ports ports;

  /**
   * Without any.
   *
   * @param vcs channels of every output
   * @param oneClass whether a head may take any of them
   */
  Requests(Ports ports, int vcs, boolean oneClass) {
    this.ports = ports;
    this.oneClass = oneClass;
    words = ports.words;
    here = new long[ports.nodes * words];
    going = new long[ports.outputs * words];
    open = new long[ports.outputs * words];
    heads = new long[ports.outputs * words];
    allowed = new long[ports.inputs << ports.shift];
    available = new long[ports.outputs];
    Arrays.fill(available, (1L << vcs) - 1);
  }

  /** The channels, as bits of a word, that could send to this output, were the switch theirs. */
  long asking(int node, int output, int word) {
    return here[node * words + word] & open[output * words + word];
  }

  private int word(int output, int place) {
    return output * words + (place >> BITS_OF_WORD);
  }

  /** A head wants one of these channels of an output. */
  void want(int output, int place, long channels) {
    allowed[firstChannel(output) + place] = channels;
    heads[word(output, place)] |= 1L << place;
    renew(output);
  }

  private int firstChannel(int output) {
    return ports.firstInput[ports.from[output]] << ports.shift;
  }

  /** The head that has wanted a channel of an output has got one. */
  void begin(int output, int place, int vc) {
    heads[word(output, place)] &= ~(1L << place);
    going[word(output, place)] |= 1L << place;
    hold(output, vc);
  }

  /** The packet that holds a channel of an output has credit again. */
  void go(int output, int place) {
    going[word(output, place)] |= 1L << place;
    open[word(output, place)] |= 1L << place;
  }

  /** The packet that holds a channel of an output has no credit, or no further flit. */
  void stop(int output, int place) {
    going[word(output, place)] &= ~(1L << place);
    open[word(output, place)] &= ~(1L << place);
  }

  /** Channels of an output that are free and have credit, as bits. */
  long available(int output) {
    return available[output];
  }

  /** The channels that a head may take which has this place, as bits. */
  long allowed(int channel) {
    return allowed[channel];
  }

  /** A channel of an output is no longer free. */
  void hold(int output, int vc) {
    available[output] &= ~(1L << vc);
    renew(output);
  }

  /** A channel of an output is free and has credit. */
  void free(int output, int vc) {
    available[output] |= 1L << vc;
    renew(output);
  }

  /** What an output would take after a change of its free channels or of the heads. */
  private void renew(int output) {
    for (int word = output * words; word < (output + 1) * words; word++) {
      open[word] = going[word] | (heads[word] == 0 ? 0 : welcome(output, word));
    }
  }

  /** Heads that would find a channel. */
  private long welcome(int output, int word) {
    long free = available[output];
    if (free == 0 || oneClass) {
      return free == 0 ? 0 : heads[word];
    }
    int first = firstChannel(output) + (word - output * words << BITS_OF_WORD);
    long welcome = 0;
    for (long bits = heads[word]; bits != 0; bits &= bits - 1) {
      if ((free & allowed[first + Long.numberOfTrailingZeros(bits)]) != 0) {
        welcome |= Long.lowestOneBit(bits);
      }
    }
    return welcome;
  }
}
