package dev.scar.sim;

import dev.scar.plan.Path;
import dev.scar.plan.Resource;
import dev.scar.units.Bandwidth;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

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

  /** Numbers for each position that lie side by side, since every packet asks for them. */
  private static final int WIDTH = 4;

  /** Ordinal of the component in the upper half, its input in the lower. */
  private static final int PLACE = 0;

  private static final int LATENCY_INTO = 1;

  /** Serialisation of a full packet; −1 if it is not always the same. */
  private static final int FULL_PACKET = 2;

  private static final int LATENCY_AFTER = 3;

  private final Path path;
  private final long[] steps;
  private final int[] component;
  private final Bandwidth[] bandwidth;
  private final Bandwidth[] slowestSoFar;
  private final boolean[] paced;
  private final long packetBytes;
  private long @Nullable [] passes;

  SimPath(Path path, int[] component, int[] input, long packetBytes) {
    int length = path.length();
    if (length > PacketMeta.LONGEST_PATH) {
      throw new IllegalArgumentException("a path of " + length + " resources is too long");
    }
    this.path = path;
    this.component = component;
    this.packetBytes = packetBytes;
    this.steps = new long[WIDTH * length];
    this.bandwidth = new Bandwidth[length];
    this.slowestSoFar = new Bandwidth[length];
    this.paced = new boolean[length];
    Bandwidth slowest = path.resources().get(0).bandwidth();
    for (int p = 0; p < length; p++) {
      Resource resource = path.resources().get(p);
      steps[WIDTH * p + PLACE] = (long) component[p] << Integer.SIZE | input[p];
      steps[WIDTH * p + LATENCY_INTO] = path.latencyIntoPs(p);
      bandwidth[p] = resource.bandwidth();
      paced[p] = resource.bandwidth().fasterThan(slowest);
      Bandwidth before = slowest;
      slowest = slowest.min(resource.bandwidth());
      slowestSoFar[p] = slowest;
      boolean even = isEven(bandwidth[p]) && (!paced[p] || isEven(before));
      steps[WIDTH * p + FULL_PACKET] = even ? spanPs(p, 0, packetBytes) : -1;
    }
    for (int p = length - 2; p >= 0; p--) {
      steps[WIDTH * p + LATENCY_AFTER] = latencyAfterPs(p + 1) + latencyIntoPs(p + 1);
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

  /**
   * Whether every full packet takes longer at the slowest position up to this one than at another
   * rate, however both are rounded.
   */
  boolean isEverSlowerThan(Bandwidth rate, int position) {
    return rate.transferPs(packetBytes) < slowestSoFar[position].transferPs(packetBytes);
  }

  private long spanPs(int position, long fromByte, long toByte) {
    long own = bandwidth[position].spanPs(fromByte, toByte);
    return paced[position] ? Math.min(own, slowestSoFar[position].spanPs(fromByte, toByte)) : own;
  }

  /** Serialisation of the bytes [from, to) at a position. */
  public long serialisationPs(int position, long fromByte, long toByte) {
    long full = steps[WIDTH * position + FULL_PACKET];
    return full >= 0 && toByte - fromByte == packetBytes
        ? full
        : spanPs(position, fromByte, toByte);
  }

  /**
   * Sum of the serialisations of the first packets of a transfer at a position.
   *
   * @param toByte one past the last byte of these packets
   */
  long busyPs(int position, long toByte) {
    if (!paced[position]) {
      return bandwidth[position].transferPs(toByte);
    }
    long full = toByte / packetBytes;
    long rest = toByte % packetBytes;
    long busy = rest == 0 ? 0 : serialisationPs(position, toByte - rest, toByte);
    long fullPs = steps[WIDTH * position + FULL_PACKET];
    if (fullPs >= 0) {
      return busy + Math.multiplyExact(full, fullPs);
    }
    if (isEverSlowerThan(bandwidth[position], position)) {
      return busy + bandwidth[position].transferPs(full * packetBytes);
    }
    for (long packet = 0; packet < full; packet++) {
      busy += spanPs(position, packet * packetBytes, (packet + 1) * packetBytes);
    }
    return busy;
  }

  /** Whether a position before this one is slower, so that this one waits for bytes. */
  boolean isPaced(int position) {
    return paced[position];
  }

  /** The smallest bandwidth up to a position. */
  Bandwidth slowestUpTo(int position) {
    return slowestSoFar[position];
  }

  /** Sum of the latencies up to and into this position. */
  long latencyUpToPs(int position) {
    return path.latencyPs() - latencyAfterPs(position);
  }

  public Path path() {
    return path;
  }

  public int last() {
    return component.length - 1;
  }

  /** The first position that is a component of its own. */
  int first() {
    return component[0] < 0 ? 1 : 0;
  }

  /** Whether so many packets, wherever they begin, take the same time at every position. */
  boolean isEven(long packets) {
    for (Bandwidth rate : bandwidth) {
      if (!rate.isExact(Math.multiplyExact(packets, packetBytes))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Ordinal of the component at this position; −1 for an injection port, which is part of its
   * chiplet.
   */
  public int component(int position) {
    return (int) (steps[WIDTH * position + PLACE] >> Integer.SIZE);
  }

  /** Ordinals of all components that it passes. */
  int[] components() {
    return component;
  }

  /** Whether both pass some component. */
  boolean meets(SimPath other) {
    long[] here = passes();
    long[] there = other.passes();
    for (int word = 0; word < Math.min(here.length, there.length); word++) {
      if ((here[word] & there[word]) != 0) {
        return true;
      }
    }
    return false;
  }

  /** The components that it passes, as bits. */
  private long[] passes() {
    long[] known = passes;
    if (known == null) {
      known =
          Arrays.stream(component)
              .filter(c -> c >= 0)
              .collect(BitSet::new, BitSet::set, BitSet::or)
              .toLongArray();
      passes = known;
    }
    return known;
  }

  /** Where it passes a component; −1 if it does not, or if that is an injection port. */
  int positionOf(int passed) {
    for (int p = 0; p < component.length; p++) {
      if (component[p] == passed && passed >= 0) {
        return p;
      }
    }
    return -1;
  }

  /** Which input of the component at this position it arrives at. */
  public int input(int position) {
    return (int) steps[WIDTH * position + PLACE];
  }

  public long latencyIntoPs(int position) {
    return steps[WIDTH * position + LATENCY_INTO];
  }

  /** Sum of the latencies after this position. */
  public long latencyAfterPs(int position) {
    return steps[WIDTH * position + LATENCY_AFTER];
  }

  public Bandwidth bandwidth(int position) {
    return bandwidth[position];
  }

  /** When the last byte leaves this position without contention, counted from the release. */
  long cleanEndPs(int position, long sizeBytes) {
    return slowestSoFar[position].transferPs(sizeBytes)
        + path.latencyPs()
        - latencyAfterPs(position);
  }

  long packetBytes() {
    return packetBytes;
  }
}
