package dev.scar.sim;

import dev.scar.plan.Path;
import dev.scar.plan.Resource;
import dev.scar.units.Bandwidth;

/**
 * A path compiled for the simulator: which component and input each position is, latencies, and
 * serialisation times.
 *
 * <p>Serialisation of a packet [a, b) at a resource is {@code T(b) − T(a)} at its bandwidth; if the
 * resource is faster than the slowest one already passed, the smaller of that and the same at the
 * slowest one ({@code replay-rules.md#rule-4}).
 */
public final class SimPath {
  private static final long PS_PER_SECOND = 1_000_000_000_000L;

  private final Path path;
  private final int[] component;
  private final int[] input;
  private final long[] latencyIntoPs;
  private final Bandwidth[] bandwidth;
  private final Bandwidth[] slowestSoFar;
  private final boolean[] paced;
  private final long[] fullPacketPs;
  private final long[] latencyAfterPs;
  private final long packetBytes;

  SimPath(Path path, int[] component, int[] input, long packetBytes) {
    int length = path.length();
    if (length > PacketMeta.LONGEST_PATH) {
      throw new IllegalArgumentException("a path of " + length + " resources is too long");
    }
    this.path = path;
    this.component = component;
    this.input = input;
    this.packetBytes = packetBytes;
    this.latencyIntoPs = new long[length];
    this.latencyAfterPs = new long[length];
    this.bandwidth = new Bandwidth[length];
    this.slowestSoFar = new Bandwidth[length];
    this.paced = new boolean[length];
    this.fullPacketPs = new long[length];
    Bandwidth slowest = path.resources().get(0).bandwidth();
    for (int p = 0; p < length; p++) {
      Resource resource = path.resources().get(p);
      latencyIntoPs[p] = path.latencyIntoPs(p);
      bandwidth[p] = resource.bandwidth();
      paced[p] = resource.bandwidth().fasterThan(slowest);
      Bandwidth before = slowest;
      slowest = slowest.min(resource.bandwidth());
      slowestSoFar[p] = slowest;
      boolean even = isEven(bandwidth[p]) && (!paced[p] || isEven(before));
      fullPacketPs[p] = even ? spanPs(p, 0, packetBytes) : -1;
    }
    for (int p = length - 2; p >= 0; p--) {
      latencyAfterPs[p] = latencyAfterPs[p + 1] + latencyIntoPs[p + 1];
    }
  }

  /**
   * Whether every full packet takes the same time: the first two do and their sum is not rounded.
   */
  private boolean isEven(Bandwidth rate) {
    long one = rate.transferPs(packetBytes);
    return rate.bytesPerSecond() <= Long.MAX_VALUE / Math.max(1, one)
        && packetBytes <= Long.MAX_VALUE / PS_PER_SECOND
        && one * rate.bytesPerSecond() == packetBytes * PS_PER_SECOND;
  }

  private long spanPs(int position, long fromByte, long toByte) {
    long own = bandwidth[position].spanPs(fromByte, toByte);
    return paced[position] ? Math.min(own, slowestSoFar[position].spanPs(fromByte, toByte)) : own;
  }

  /** Serialisation of the bytes [from, to) at a position. */
  public long serialisationPs(int position, long fromByte, long toByte) {
    long full = fullPacketPs[position];
    return full >= 0 && toByte - fromByte == packetBytes
        ? full
        : spanPs(position, fromByte, toByte);
  }

  public Path path() {
    return path;
  }

  public int last() {
    return component.length - 1;
  }

  /**
   * Ordinal of the component at this position; −1 for an injection port, which is part of its
   * chiplet.
   */
  public int component(int position) {
    return component[position];
  }

  /** Ordinals of all components that it passes. */
  int[] components() {
    return component;
  }

  /** Which input of the component at this position it arrives at. */
  public int input(int position) {
    return input[position];
  }

  public long latencyIntoPs(int position) {
    return latencyIntoPs[position];
  }

  /** Sum of the latencies after this position. */
  public long latencyAfterPs(int position) {
    return latencyAfterPs[position];
  }

  public Bandwidth bandwidth(int position) {
    return bandwidth[position];
  }

  /** When the last byte leaves this position without contention, counted from the release. */
  long cleanEndPs(int position, long sizeBytes) {
    return slowestSoFar[position].transferPs(sizeBytes)
        + path.latencyPs()
        - latencyAfterPs[position];
  }

  long packetBytes() {
    return packetBytes;
  }
}
