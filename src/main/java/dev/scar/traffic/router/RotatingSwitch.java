package dev.scar.traffic.router;

import dev.scar.traffic.router.RouterSettings.Allocator;
import java.util.Arrays;

/**
 * Matches inputs and outputs by rotating choices: iSLIP (N. McKeown, "The iSLIP Scheduling
 * Algorithm for Input-Queued Switches", IEEE/ACM Trans. Networking 7(2), 1999) or separable, input
 * first.
 *
 * <p>An input asks for an output with one of its channels: packets under way before heads, since
 * the channel of a head comes with the grant, and among equals in rotation from the channel after
 * the last one granted. With iSLIP an output grants in rotation, an input accepts in rotation, and
 * what was accepted in the first iteration moves the pointers. Input first, an input asks for one
 * output only. <b>Cost:</b> a few steps per waiting channel.
 */
final class RotatingSwitch implements Switch {
  private final Ports ports;
  private final Buffers buffers;
  private final int shift;
  private final int words;
  private final int iterations;
  private final boolean inputFirst;

  /** By input: the channel whose turn is next; past the last one it is the first one's. */
  private final int[] nextVc;

  /** By output: the channel of the node, the first one of an input, whose turn is next. */
  private final int[] nextInput;

  /** By input: the output, of those of its node, whose turn is next. */
  private final int[] nextOutput;

  /** By output of the node, {@link Ports#words} each: channels that ask for it, as bits. */
  private final long[] asking;

  /** By input of the node: outputs that it is granted, as bits; 0 between two nodes. */
  private final long[] grants;

  /** The channels of a port, as bits. */
  private final long ofPort;

  private final boolean simple;

  RotatingSwitch(Ports ports, Buffers buffers, RouterSettings settings) {
    this.ports = ports;
    this.buffers = buffers;
    shift = ports.shift;
    words = ports.words;
    this.inputFirst = settings.allocator() == Allocator.INPUT_FIRST;
    this.iterations = inputFirst ? 1 : settings.iterations();
    nextVc = new int[ports.inputs];
    nextInput = new int[ports.routerOutputs];
    nextOutput = new int[ports.inputs];
    asking = new long[ports.most * words];
    grants = new long[ports.most];
    simple = words == 1 && buffers.isOneClass() && iterations == 1 && !inputFirst;
    ofPort = -1L >>> Long.SIZE - (1 << shift);
  }

  @Override
  public int allocate(int node, long cycle, int[] granted, int before) {
    if (simple) {
      return allocateSimply(node, cycle, granted, before);
    }
    int firstOutput = ports.firstOutput[node];
    int outputs = ports.firstOutput[node + 1] - firstOutput;
    int at = 0;
    for (int o = firstOutput; o < firstOutput + outputs; o++) {
      boolean free = !ports.slow || buffers.freeAt[o] < cycle + 1;
      for (int word = 0; word < words; word++) {
        asking[at++] = free ? buffers.asking(node, o, word) : 0;
      }
    }
    if (inputFirst) {
      choose(node, firstOutput, outputs);
    }
    int matched = before;
    for (int round = 0; round < iterations; round++) {
      long inputs = grant(firstOutput, outputs);
      if (inputs == 0) {
        if (round == 0) {
          for (int o = firstOutput; o < firstOutput + outputs; o++) {
            buffers.restIfIdle(node, o);
          }
        }
        break;
      }
      for (; inputs != 0; inputs &= inputs - 1) {
        int i = Long.numberOfTrailingZeros(inputs);
        granted[matched++] = accept(node, i, firstOutput, round == 0);
      }
      if (round + 1 < iterations) {
        close(node, granted, before, matched, firstOutput, outputs);
      }
    }
    return matched;
  }

  /** What follows, in one go where an input has one word of channels of one class. */
  private int allocateSimply(int node, long cycle, int[] granted, int before) {
    int firstOutput = ports.firstOutput[node];
    long inputs = 0;
    for (long outputs = buffers.asked[node]; outputs != 0; outputs &= outputs - 1) {
      int o = Long.numberOfTrailingZeros(outputs);
      int output = firstOutput + o;
      long asks = buffers.asking(output);
      if (asks == 0) {
        buffers.restIfIdle(node, output);
      } else if (!ports.slow || buffers.freeAt[output] < cycle + 1) {
        int i = next(asks, nextInput[output]) >> shift;
        asking[o] = asks;
        grants[i] |= 1L << o;
        inputs |= 1L << i;
      }
    }
    int matched = before;
    for (; inputs != 0; inputs &= inputs - 1) {
      int i = Long.numberOfTrailingZeros(inputs);
      granted[matched++] = accept(node, i, firstOutput, true);
    }
    return matched;
  }

  /** Every output is granted to the next one of the inputs that ask for it, which are returned. */
  private long grant(int firstOutput, int outputs) {
    long inputs = 0;
    for (int o = 0; o < outputs; o++) {
      int channel = next(o, nextInput[firstOutput + o]);
      if (channel >= 0) {
        int i = channel >> shift;
        grants[i] |= 1L << o;
        inputs |= 1L << i;
      }
    }
    return inputs;
  }

  /** The first channel from this one on that asks for an output, round the end; −1 if none does. */
  private int next(int o, int from) {
    if (words == 1) {
      long bits = asking[o];
      return bits == 0 ? -1 : next(bits, from);
    }
    for (int w = 0; w <= words; w++) {
      int word = ((from >> 6) + w) % words;
      long bits = asking[o * words + word] & (w == 0 ? -1L << from : -1L);
      if (bits != 0) {
        return word << 6 | Long.numberOfTrailingZeros(bits);
      }
    }
    return -1;
  }

  private static int next(long bits, int from) {
    long later = bits & -1L << from;
    return Long.numberOfTrailingZeros(later != 0 ? later : bits);
  }

  /** An input accepts the next one of the outputs that it is granted, and chooses a channel. */
  private int accept(int node, int i, int firstOutput, boolean first) {
    int input = ports.firstInput[node] + i;
    int o = next(grants[i], nextOutput[input]);
    grants[i] = 0;
    int from = i << shift;
    if (first) {
      nextInput[firstOutput + o] = from + (1 << shift);
      nextOutput[input] = o + 1;
    }
    int word = words == 1 ? 0 : from >> 6;
    long asks = asking[o * words + word] & ofPort << from;
    long going = asks & buffers.going[(firstOutput + o) * words + word];
    int channel = (word << 6) + next(going != 0 ? going : asks, from + nextVc[input]);
    nextVc[input] = channel - from + 1;
    return (ports.firstInput[node] << shift) + channel;
  }

  /** Inputs and outputs that are matched take no part in what follows. */
  private void close(
      int node, int[] granted, int before, int matched, int firstOutput, int outputs) {
    for (int g = before; g < matched; g++) {
      int channel = granted[g] - (ports.firstInput[node] << shift);
      int closed = buffers.output(granted[g]) - firstOutput;
      Arrays.fill(asking, closed * words, (closed + 1) * words, 0);
      for (int o = 0; o < outputs; o++) {
        withdraw(o, channel >> shift);
      }
    }
  }

  private void withdraw(int o, int i) {
    int from = i << shift;
    asking[o * words + (from >> 6)] &= ~(ofPort << from);
  }

  /** Input first: every input goes on asking for one output only. */
  private void choose(int node, int firstOutput, int outputs) {
    for (int i = 0; i < ports.most; i++) {
      int from = i << shift;
      int word = from >> 6;
      long asked = 0;
      long going = 0;
      for (int o = 0; o < outputs; o++) {
        long asks = asking[o * words + word] & ofPort << from;
        long under = asks & buffers.going[(firstOutput + o) * words + word];
        asked |= asks != 0 ? 1L << o : 0;
        going |= under != 0 ? 1L << o : 0;
      }
      if (asked != 0) {
        int input = ports.firstInput[node] + i;
        int chosen = next(going != 0 ? going : asked, nextOutput[input]);
        for (int o = 0; o < outputs; o++) {
          if (o != chosen) {
            withdraw(o, i);
          }
        }
      }
    }
  }
}
