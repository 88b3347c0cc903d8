package dev.scar.traffic.router;

import dev.scar.traffic.router.RouterSettings.Allocator;

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
  private static final int MOST_PORTS = Long.SIZE - 1;

  private final Ports ports;
  private final Buffers buffers;
  private final int iterations;
  private final boolean inputFirst;
  private final int[] nextVc;
  private final int[] grantPointer;
  private final int[] acceptPointer;
  private final long[] asking;
  private final long[] grants;
  private final int[] channel;

  RotatingSwitch(Ports ports, Buffers buffers, RouterSettings settings) {
    this.ports = ports;
    this.buffers = buffers;
    this.inputFirst = settings.allocator() == Allocator.INPUT_FIRST;
    this.iterations = inputFirst ? 1 : settings.iterations();
    nextVc = new int[ports.inputs];
    grantPointer = new int[ports.routerOutputs];
    acceptPointer = new int[ports.inputs];
    int most = 0;
    for (int node = 0; node < ports.nodes; node++) {
      int in = ports.firstInput[node + 1] - ports.firstInput[node];
      int out = ports.firstOutput[node + 1] - ports.firstOutput[node];
      most = Math.max(most, Math.max(in, out));
    }
    if (most > MOST_PORTS) {
      throw new IllegalArgumentException(
          "a router has at most " + MOST_PORTS + " ports, not " + most);
    }
    asking = new long[most];
    grants = new long[most];
    channel = new int[most * most];
  }

  @Override
  public int allocate(int node, long cycle, int[] granted) {
    int firstInput = ports.firstInput[node];
    int inputs = ports.firstInput[node + 1] - firstInput;
    int firstOutput = ports.firstOutput[node];
    int outputs = ports.firstOutput[node + 1] - firstOutput;
    long wanted = 0;
    for (int i = 0; i < inputs; i++) {
      long waiting = buffers.waiting[firstInput + i];
      if (waiting != 0) {
        wanted |= ask(i, firstInput + i, waiting, firstOutput, outputs, cycle);
      }
    }
    return wanted == 0 ? 0 : match(firstInput, inputs, firstOutput, outputs, wanted, granted);
  }

  /** Notes what an input asks for, and returns the outputs as bits. */
  private long ask(int i, int input, long waiting, int firstOutput, int outputs, long cycle) {
    int vcs = buffers.vcs;
    long after = waiting & -1L << nextVc[input];
    long before = waiting ^ after;
    long underWay = 0;
    long asked = 0;
    for (long bits = after != 0 ? after : before; bits != 0; ) {
      int at = input * vcs + Long.numberOfTrailingZeros(bits);
      if (buffers.mayGo(at, cycle)) {
        int o = buffers.output[at] - firstOutput;
        long bit = 1L << o;
        boolean going = buffers.outputVc[at] >= 0;
        if ((asked & bit) == 0 || (going && (underWay & bit) == 0)) {
          channel[i * outputs + o] = at;
          asked |= bit;
          underWay |= going ? bit : 0;
        }
      }
      bits &= bits - 1;
      if (bits == 0 && after != 0) {
        after = 0;
        bits = before;
      }
    }
    if (inputFirst && asked != 0) {
      asked = first(underWay != 0 ? underWay : asked, acceptPointer[input]);
    }
    for (long bits = asked; bits != 0; bits &= bits - 1) {
      asking[Long.numberOfTrailingZeros(bits)] |= 1L << i;
    }
    return asked;
  }

  private static long first(long bits, int from) {
    long after = bits & -1L << from;
    return Long.lowestOneBit(after != 0 ? after : bits);
  }

  private int match(
      int firstInput, int inputs, int firstOutput, int outputs, long wanted, int[] granted) {
    int matched = 0;
    long freeInputs = -1L;
    long open = wanted;
    for (int round = 0; round < iterations && open != 0; round++) {
      long withGrant = 0;
      for (long bits = open; bits != 0; bits &= bits - 1) {
        int o = Long.numberOfTrailingZeros(bits);
        long candidates = asking[o] & freeInputs;
        if (candidates == 0) {
          open &= ~(1L << o);
          continue;
        }
        int i = Long.numberOfTrailingZeros(first(candidates, grantPointer[firstOutput + o]));
        grants[i] |= 1L << o;
        withGrant |= 1L << i;
      }
      freeInputs &= ~withGrant;
      for (long bits = withGrant; bits != 0; bits &= bits - 1) {
        int i = Long.numberOfTrailingZeros(bits);
        int o = Long.numberOfTrailingZeros(first(grants[i], acceptPointer[firstInput + i]));
        grants[i] = 0;
        open &= ~(1L << o);
        if (round == 0) {
          grantPointer[firstOutput + o] = i + 1 == inputs ? 0 : i + 1;
          acceptPointer[firstInput + i] = o + 1 == outputs ? 0 : o + 1;
        }
        int at = channel[i * outputs + o];
        int vc = at - (firstInput + i) * buffers.vcs;
        nextVc[firstInput + i] = vc + 1 == buffers.vcs ? 0 : vc + 1;
        granted[matched++] = at;
      }
    }
    for (long bits = wanted; bits != 0; bits &= bits - 1) {
      asking[Long.numberOfTrailingZeros(bits)] = 0;
    }
    return matched;
  }
}
