package dev.scar.traffic.router;

import java.util.Arrays;

/**
 * Every channel has a crossbar input of its own; an output stays with a packet until its tail,
 * while there is room for it, and then takes the head that has been in the router for longest,
 * equal ones in rotation.
 */
final class FifoSwitch implements Switch {
  private final Ports ports;
  private final Buffers buffers;
  private final long[] cameAt;
  private final int[] cameFirst;
  private final int[] cameCount;
  private final int[] heldBy;
  private final int[] pointer;
  private final int[] best;

  FifoSwitch(Ports ports, Buffers buffers) {
    this.ports = ports;
    this.buffers = buffers;
    int channels = ports.inputs * buffers.vcs;
    cameAt = new long[Math.multiplyExact(channels, buffers.depth)];
    cameFirst = new int[channels];
    cameCount = new int[channels];
    heldBy = new int[ports.routerOutputs];
    pointer = new int[ports.routerOutputs];
    best = new int[ports.routerOutputs];
    Arrays.fill(heldBy, -1);
    Arrays.fill(best, -1);
  }

  @Override
  public void arrived(int channel, long cycle) {
    int at = (cameFirst[channel] + cameCount[channel]++) % buffers.depth;
    cameAt[channel * buffers.depth + at] = cycle;
  }

  private long cameAt(int channel) {
    return cameAt[channel * buffers.depth + cameFirst[channel]];
  }

  @Override
  public int allocate(int node, long cycle, int[] granted) {
    int from = ports.firstInput[node] * buffers.vcs;
    int to = ports.firstInput[node + 1] * buffers.vcs;
    for (int channel = from; channel < to; channel++) {
      if (buffers.count[channel] > 0 && buffers.mayGo(channel, cycle)) {
        int output = buffers.output[channel];
        if (heldBy[output] == channel
            || (!isKept(output)
                && (best[output] < 0 || isBefore(channel, best[output], pointer[output])))) {
          best[output] = channel;
        }
      }
    }
    int matched = 0;
    for (int o = ports.firstOutput[node]; o < ports.firstOutput[node + 1]; o++) {
      int channel = best[o];
      if (channel >= 0) {
        best[o] = -1;
        granted[matched++] = channel;
        boolean tail = (buffers.flit(channel) & Buffers.TAIL) != 0;
        heldBy[o] = tail ? -1 : channel;
        pointer[o] = channel + 1;
        cameFirst[channel] = (cameFirst[channel] + 1) % buffers.depth;
        cameCount[channel]--;
      }
    }
    return matched;
  }

  /** A packet without room does not keep its output: it may wait for one of those behind it. */
  private boolean isKept(int output) {
    int by = heldBy[output];
    return by >= 0
        && (buffers.count[by] == 0
            || buffers.credits[output * buffers.vcs + buffers.outputVc[by]] > 0);
  }

  private boolean isBefore(int one, int other, int from) {
    long difference = cameAt(one) - cameAt(other);
    if (difference != 0) {
      return difference < 0;
    }
    return one >= from && other < from;
  }
}
