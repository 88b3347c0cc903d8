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
 * output only.
 *
 * <p>Every step is done for all routers before the next one where an iteration is all there is: the
 * loops are long and have no branch that nobody can foresee, so that the processor has several
 * routers in hand at once. <b>Cost:</b> a step per output, and a few per grant.
 */
final class RotatingSwitch implements Switch {
  private static final int RECORD = 2;

  /** Of an input: the channel whose turn is next; past the last one it is the first one's. */
  private static final int NEXT_VC = 0;

  /** Of an input: the output, of those of its node, whose turn is next. */
  private static final int NEXT_OUTPUT = 1;

  /** Of an input: the place of its first channel among those of its node. */
  private static final int PLACE = 2;

  /** Of an input: the first output of its node. */
  private static final int FIRST_OUTPUT = 3;

  /** Of an output: the place of the channel, the first one of an input, whose turn is next. */
  private static final int NEXT_PLACE = 0;

  /** Of an output: its number among those of its node. */
  private static final int NUMBER = 1;

  /** Of an output: the first input of its node. */
  private static final int FIRST_INPUT = 2;

  private final Ports ports;
  private final Buffers buffers;
  private final Requests requests;
  private final int shift;
  private final int words;
  private final int iterations;
  private final boolean inputFirst;
  private final int[] ofInput;
  private final int[] ofOutput;

  /** By output, {@link Ports#words} each: channels of the node that ask for it, as bits. */
  private final long[] asking;

  /** By input: outputs of its node that it is granted, as bits; 0 between two rounds. */
  private final long[] grants;

  /** In a round: outputs that are asked for. */
  private final int[] asked;

  /** In a round: inputs that are granted an output. */
  private final int[] turns;

  /** The channels of a port, as bits. */
  private final long ofPort;

  RotatingSwitch(Ports ports, Buffers buffers, Requests requests, RouterSettings settings) {
    this.ports = ports;
    this.buffers = buffers;
    this.requests = requests;
    shift = ports.shift;
    words = ports.words;
    this.inputFirst = settings.allocator() == Allocator.INPUT_FIRST;
    this.iterations = inputFirst ? 1 : settings.iterations();
    ofInput = new int[ports.inputs << RECORD];
    ofOutput = new int[ports.routerOutputs << RECORD];
    asking = new long[ports.routerOutputs * words];
    grants = new long[ports.inputs];
    asked = new int[ports.routerOutputs + 1];
    turns = new int[ports.inputs + 1];
    for (int output = 0; output < ports.routerOutputs; output++) {
      int node = ports.from[output];
      ofOutput[(output << RECORD) + NUMBER] = output - ports.firstOutput[node];
      ofOutput[(output << RECORD) + FIRST_INPUT] = ports.firstInput[node];
    }
    for (int input = 0; input < ports.inputs; input++) {
      int node = ports.nodeOf[input];
      ofInput[(input << RECORD) + PLACE] = input - ports.firstInput[node] << shift;
      ofInput[(input << RECORD) + FIRST_OUTPUT] = ports.firstOutput[node];
    }
    ofPort = -1L >>> Long.SIZE - (1 << shift);
  }

  @Override
  public int allocate(int first, int end, long cycle, int[] granted) {
    if (iterations == 1) {
      return match(first, end, cycle, granted, 0);
    }
    int matched = 0; // what is granted at a node stays together, whatever the iteration
    for (int node = first; node < end; node++) {
      matched = match(node, node + 1, cycle, granted, matched);
    }
    return matched;
  }

  /** Adds what is granted at these nodes to what was granted before. */
  private int match(int first, int end, long cycle, int[] granted, int before) {
    int from = ports.firstOutput[first];
    int to = ports.firstOutput[end];
    int count = ask(from, to);
    if (ports.slow || inputFirst) {
      withdrawBusy(from, to, cycle);
      if (inputFirst) {
        choose(first, end);
      }
      count = list(from, to);
    }
    int matched = before;
    for (int round = 0; round < iterations; round++) {
      int inputs = grant(count);
      accept(inputs, granted, matched, round == 0);
      matched += inputs;
      if (inputs == 0 || round + 1 == iterations) {
        break;
      }
      close(first, granted, before, matched, from, to - from);
      count = list(from, to);
    }
    return matched;
  }

  /** Notes who asks for these outputs, and lists those that are asked for. */
  private int ask(int from, int to) {
    if (words > 1) {
      for (int output = from; output < to; output++) {
        for (int word = 0; word < words; word++) {
          asking[output * words + word] = requests.asking(ports.from[output], output, word);
        }
      }
      return list(from, to);
    }
    long[] here = requests.here;
    long[] open = requests.open;
    int[] nodes = ports.from;
    int count = 0;
    for (int output = from; output < to; output++) {
      long asks = here[nodes[output]] & open[output];
      asking[output] = asks;
      asked[count] = output;
      count += Bits.isAny(asks);
    }
    return count;
  }

  /** Nobody asks for an output that is busy with a flit. */
  private void withdrawBusy(int from, int to, long cycle) {
    for (int output = from; output < to; output++) {
      if (buffers.freeAt[output] >= cycle + 1) {
        Arrays.fill(asking, output * words, (output + 1) * words, 0);
      }
    }
  }

  /** Lists the outputs that are asked for. */
  private int list(int from, int to) {
    int count = 0;
    for (int output = from; output < to; output++) {
      asked[count] = output;
      count += Bits.isAny(words == 1 ? asking[output] : asksOfAllWords(output));
    }
    return count;
  }

  private long asksOfAllWords(int output) {
    long any = 0;
    for (int word = output * words; word < (output + 1) * words; word++) {
      any |= asking[word];
    }
    return any;
  }

  /**
   * Every output that is asked for is granted to the next one of the inputs that ask for it; lists
   * these.
   */
  private int grant(int count) {
    int inputs = 0;
    for (int i = 0; i < count; i++) {
      int output = asked[i];
      int at = output << RECORD;
      int next = ofOutput[at + NEXT_PLACE];
      int place = words == 1 ? Bits.next(asking[output], next) : search(output * words, next);
      int input = ofOutput[at + FIRST_INPUT] + (place >> shift);
      long before = grants[input];
      grants[input] = before | 1L << ofOutput[at + NUMBER];
      turns[inputs] = input;
      inputs += 1 - Bits.isAny(before);
    }
    return inputs;
  }

  /** The first channel from this one on that asks for an output, round the end. */
  private int search(int first, int from) {
    int w = 0;
    long bits = 0;
    int word = 0;
    for (; bits == 0; w++) {
      word = ((from >> 6) + w) % words;
      bits = asking[first + word] & (w == 0 ? -1L << from : -1L);
    }
    return word << 6 | Long.numberOfTrailingZeros(bits);
  }

  /** Inputs accept the next one of the outputs that they are granted, and choose a channel. */
  private void accept(int inputs, int[] granted, int matched, boolean first) {
    long[] going = requests.going;
    int lastVc = (1 << shift) - 1;
    for (int i = 0; i < inputs; i++) {
      int input = turns[i];
      int at = input << RECORD;
      int o = Bits.next(grants[input], ofInput[at + NEXT_OUTPUT]);
      int output = ofInput[at + FIRST_OUTPUT] + o;
      int place = ofInput[at + PLACE];
      grants[input] = 0;
      if (first) {
        ofOutput[(output << RECORD) + NEXT_PLACE] = place + lastVc + 1;
        ofInput[at + NEXT_OUTPUT] = o + 1;
      }
      int word = words == 1 ? output : output * words + (place >> 6);
      long asks = asking[word] & ofPort << place;
      long preferred = Bits.orElse(asks & going[word], asks);
      int vc = Bits.next(preferred, place + ofInput[at + NEXT_VC]) - place & lastVc;
      ofInput[at + NEXT_VC] = vc + 1;
      granted[matched + i] = input << shift | vc;
    }
  }

  /** Inputs and outputs that are matched take no part in what follows. */
  private void close(
      int node, int[] granted, int before, int matched, int firstOutput, int outputs) {
    for (int g = before; g < matched; g++) {
      int channel = granted[g] - (ports.firstInput[node] << shift);
      int closed = buffers.output(granted[g]);
      Arrays.fill(asking, closed * words, (closed + 1) * words, 0);
      for (int o = 0; o < outputs; o++) {
        withdraw(firstOutput + o, channel >> shift);
      }
    }
  }

  private void withdraw(int output, int i) {
    int from = i << shift;
    asking[output * words + (from >> 6)] &= ~(ofPort << from);
  }

  /** Input first: every input goes on asking for one output only. */
  private void choose(int first, int end) {
    for (int node = first; node < end; node++) {
      int firstOutput = ports.firstOutput[node];
      choose(node, firstOutput, ports.firstOutput[node + 1] - firstOutput);
    }
  }

  private void choose(int node, int firstOutput, int outputs) {
    for (int i = 0; i < ports.firstInput[node + 1] - ports.firstInput[node]; i++) {
      int from = i << shift;
      int word = from >> 6;
      long asked = 0;
      long going = 0;
      for (int o = 0; o < outputs; o++) {
        long asks = asking[(firstOutput + o) * words + word] & ofPort << from;
        long under = asks & requests.going[(firstOutput + o) * words + word];
        asked |= asks != 0 ? 1L << o : 0;
        going |= under != 0 ? 1L << o : 0;
      }
      if (asked != 0) {
        int input = ports.firstInput[node] + i;
        int chosen =
            Bits.next(going != 0 ? going : asked, ofInput[(input << RECORD) + NEXT_OUTPUT]);
        for (int o = 0; o < outputs; o++) {
          if (o != chosen) {
            withdraw(firstOutput + o, i);
          }
        }
      }
    }
  }
}
