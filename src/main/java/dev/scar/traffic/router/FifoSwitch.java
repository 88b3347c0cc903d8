package dev.scar.traffic.router;

import java.util.Arrays;

/**
 * Every channel has a crossbar input of its own; an output stays with a packet until its tail,
 * while there is room for it and it keeps coming, and then takes the head that has been in the
 * router for longest, equal ones in rotation.
 */
final class FifoSwitch implements Switch {
  private final Ports ports;
  private final Buffers buffers;
  private final Requests requests;
  private final long[] cameAt;
  private final int[] cameFirst;
  private final int[] cameCount;
  private final int[] heldBy;
  private final int[] pointer;

  FifoSwitch(Ports ports, Buffers buffers, Requests requests) {
    this.ports = ports;
    this.buffers = buffers;
    this.requests = requests;
    int channels = ports.inputs << ports.shift;
    cameAt = new long[Math.multiplyExact(channels, buffers.depth)];
    cameFirst = new int[channels];
    cameCount = new int[channels];
    heldBy = new int[ports.routerOutputs];
    pointer = new int[ports.routerOutputs];
    Arrays.fill(heldBy, -1);
  }

  @Override
  public void arrived(int[] channels, int from, int end, long cycle) {
    for (int i = from; i < end; i++) {
      int channel = channels[i];
      int at = (cameFirst[channel] + cameCount[channel]++) % buffers.depth;
      cameAt[channel * buffers.depth + at] = cycle;
    }
  }

  private long cameAt(int channel) {
    return cameAt[channel * buffers.depth + cameFirst[channel]];
  }

  @Override
  public int allocate(int first, int end, long cycle, int[] granted) {
    int matched = 0;
    for (int o = ports.firstOutput[first]; o < ports.firstOutput[end]; o++) {
      int channel = buffers.freeAt[o] < cycle + 1 ? best(ports.from[o], o) : -1;
      if (channel >= 0) {
        granted[matched++] = channel;
        heldBy[o] = buffers.left(channel) == 1 ? -1 : channel;
        pointer[o] = channel + 1;
        cameFirst[channel] = (cameFirst[channel] + 1) % buffers.depth;
        cameCount[channel]--;
      }
    }
    return matched;
  }

  private int best(int node, int output) {
    boolean kept = isKept(output);
    int best = -1;
    for (int word = 0; word < ports.words; word++) {
      for (long bits = requests.asking(node, output, word); bits != 0; bits &= bits - 1) {
        int place = word << 6 | Long.numberOfTrailingZeros(bits);
        int channel = (ports.firstInput[node] << ports.shift) + place;
        if (heldBy[output] == channel
            || (!kept && (best < 0 || isBefore(channel, best, pointer[output])))) {
          best = channel;
        }
      }
    }
    return best;
  }

  /**
   * Whether an output waits for the packet that it was last granted: that one has room, and a flit
   * here or on its way here. Without that it may wait for one of those behind it.
   */
  private boolean isKept(int output) {
    int by = heldBy[output];
    return by >= 0
        && buffers.credits(buffers.held(by)) > 0
        && (buffers.count(by) > 0 || buffers.credits(buffers.feed(by)) < buffers.depth);
  }

  private boolean isBefore(int one, int other, int from) {
    long difference = cameAt(one) - cameAt(other);
    if (difference != 0) {
      return difference < 0;
    }
    return one >= from && other < from;
  }
}
