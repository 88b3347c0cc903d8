package dev.scar.sim;

import dev.scar.units.Bandwidth;
import java.util.function.LongUnaryOperator;
import org.HdrHistogram.Histogram;

/**
 * All packets of a transfer that meets no other one: their times in closed form.
 *
 * <p>Let L be the release and the latencies up to a position, and T the time at the slowest
 * bandwidth up to there. Packet [a, b) then is served during [L + T(a), L + T(b)), without a gap
 * from the first packet to the last. That follows by induction from {@code replay-rules.md#rule-6}:
 * heads come at the pace of the positions before, which is no slower than T, so each packet begins
 * where the one before ended; and at a position faster than an earlier one serialisation is no
 * longer than T(b) − T(a), so the tail decides. <b>Cost:</b> O(1) per time.
 */
record Train(Transfer transfer) {
  private SimPath path() {
    return transfer.path();
  }

  private long sincePs(int position) {
    return transfer.releasePs() + path().latencyUpToPs(position);
  }

  long packets() {
    return transfer.packets();
  }

  /** When a packet's head is at this position; at a DRAM that loads, when it is chosen. */
  long headPs(int position, long packet) {
    Bandwidth pace = path().slowestUpTo(Math.max(0, position - 1));
    return sincePs(position) + pace.transferPs(transfer.fromByte(packet));
  }

  /** Before then its last byte cannot be through; 0 where it begins. */
  long tailPs(int position, long packet) {
    return position == 0
        ? 0
        : sincePs(position) + path().slowestUpTo(position - 1).transferPs(transfer.toByte(packet));
  }

  /** When it begins to be served. */
  long startPs(int position, long packet) {
    return sincePs(position) + path().slowestUpTo(position).transferPs(transfer.fromByte(packet));
  }

  /** When it is through. */
  long endPs(int position, long packet) {
    return sincePs(position) + path().slowestUpTo(position).transferPs(transfer.toByte(packet));
  }

  /** When the last packet is through. */
  long endPs(int position) {
    return endPs(position, packets() - 1);
  }

  /** When the last packet is there. */
  long lastHeadPs(int position) {
    return headPs(position, packets() - 1);
  }

  /** When it left its source. */
  long bornPs(long packet) {
    return startPs(0, packet);
  }

  /** How many packets have their heads at a position until then, that instant included. */
  long headsUntil(int position, long timePs) {
    return count(packet -> headPs(position, packet), timePs);
  }

  /** How many packets have begun to be served at a position until then, that instant included. */
  long startsUntil(int position, long timePs) {
    return count(packet -> startPs(position, packet), timePs);
  }

  private long count(LongUnaryOperator times, long timePs) {
    return firstAbove(times, 0, packets(), timePs);
  }

  /** The first packet of a range whose value is above a limit, or its end; values never fall. */
  private static long firstAbove(LongUnaryOperator values, long from, long to, long limit) {
    long low = from;
    long high = to;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (values.applyAsLong(middle) <= limit) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Sum of the serialisation times of the first packets at a position. */
  long busyPs(int position, long packets) {
    return packets == 0 ? 0 : path().busyPs(position, transfer.toByte(packets - 1));
  }

  /** The same of what of the first packets lies before a time. */
  long busyBeforePs(int position, long packets, long timePs) {
    long through = firstAbove(packet -> endPs(position, packet), 0, packets, timePs);
    long busy = busyPs(position, through);
    if (through == packets) {
      return busy;
    }
    long serialisation =
        path().serialisationPs(position, transfer.fromByte(through), transfer.toByte(through));
    return busy + Math.max(0, timePs - (endPs(position, through) - serialisation));
  }

  /** Whether a position is busy without a gap. */
  boolean isSolid(int position) {
    return !path().isPaced(position);
  }

  /** Counts the latencies of the first packets, from leaving the source to the end of the path. */
  void latencies(long packets, Histogram into) {
    long full = Math.min(packets, transfer.sizeBytes() / path().packetBytes());
    if (path().slowestUpTo(path().last()).equals(path().bandwidth(0))) {
      evenLatencies(full, into);
    } else if (path().isEverSlowerThan(path().bandwidth(0), path().last())) {
      risingLatencies(full, into);
    } else {
      for (long packet = 0; packet < full; packet++) {
        into.recordValue(latencyPs(packet));
      }
    }
    if (full < packets) {
      into.recordValue(latencyPs(full));
    }
  }

  private long latencyPs(long packet) {
    return endPs(path().last(), packet) - bornPs(packet);
  }

  /** All the same but for rounding: so many are a picosecond longer that their sum is right. */
  private void evenLatencies(long packets, Histogram into) {
    if (packets == 0) {
      return;
    }
    long total = path().bandwidth(0).transferPs(transfer.toByte(packets - 1));
    long latency = path().latencyUpToPs(path().last()) - path().latencyIntoPs(0);
    long longer = total % packets;
    into.recordValueWithCount(latency + total / packets, packets - longer);
    if (longer > 0) {
      into.recordValueWithCount(latency + total / packets + 1, longer);
    }
  }

  /** They never fall, so that those that a histogram cannot tell apart follow each other. */
  private void risingLatencies(long packets, Histogram into) {
    long packet = 0;
    while (packet < packets) {
      long shortest = latencyPs(packet);
      long longest = into.highestEquivalentValue(shortest);
      long next = firstAbove(this::latencyPs, packet, packets, longest);
      into.recordValue(shortest);
      if (next - packet > 1) {
        into.recordValueWithCount(latencyPs(next - 1), next - packet - 1);
      }
      packet = next;
    }
  }
}
