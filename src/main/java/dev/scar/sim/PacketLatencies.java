package dev.scar.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Latencies of packets as they are noted while time passes; the histogram is made when somebody
 * asks for it, which a search by simulation never does. Noted by one thread at a time. <b>Cost:</b>
 * O(1) for a packet, for many alike and for a train; memory O(trains), and that of one histogram
 * where packets come one by one.
 */
public final class PacketLatencies {
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final int FEW = 1024;

  private long[] latenciesPs = {};
  private long[] counts = {};
  private int few;
  private @Nullable Histogram many;
  private final List<Ended> trains = new ArrayList<>();

  /** The first packets of a train. */
  private record Ended(Train train, long packets) {}

  PacketLatencies() {}

  boolean isEmpty() {
    return few == 0 && trains.isEmpty();
  }

  /** So many packets took as long. */
  void add(long latencyPs, long count) {
    if (few > 0 && latenciesPs[few - 1] == latencyPs) {
      counts[few - 1] += count;
      return;
    }
    if (few == FEW) {
      many = many == null ? new Histogram(SIGNIFICANT_DIGITS) : many;
      pour(many);
      few = 0;
    }
    if (few == latenciesPs.length) {
      latenciesPs = Arrays.copyOf(latenciesPs, Math.max(16, 2 * few));
      counts = Arrays.copyOf(counts, latenciesPs.length);
    }
    latenciesPs[few] = latencyPs;
    counts[few++] = count;
  }

  /** The first packets of a train, which is not changed any more. */
  void add(Train train, long packets) {
    trains.add(new Ended(train, packets));
  }

  /** All that were noted, in picoseconds. */
  static Histogram histogram(List<PacketLatencies> noted) {
    Histogram all = new Histogram(SIGNIFICANT_DIGITS);
    for (PacketLatencies some : noted) {
      if (some.many != null) {
        all.add(some.many);
      }
      some.pour(all);
      some.trains.forEach(ended -> ended.train().latencies(ended.packets(), all));
    }
    return all;
  }

  private void pour(Histogram into) {
    for (int i = 0; i < few; i++) {
      into.recordValueWithCount(latenciesPs[i], counts[i]);
    }
  }
}
