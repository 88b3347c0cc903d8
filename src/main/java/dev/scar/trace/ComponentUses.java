package dev.scar.trace;

import dev.scar.units.ExactSum;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How components were used within a part of a replay, row by row.
 *
 * <p>Where a transfer reaches beyond the part, its bytes count whole and its busy time counts in
 * part: exactly for computations, injection ports and logs of packets; otherwise the log knows only
 * from when to when a resource was at it, and the share of that span that lies in the part is
 * taken.
 */
final class ComponentUses {
  private final TraceRange range;
  private final Map<String, Sums> uses = new TreeMap<>(new NaturalOrder());
  private final Map<String, ExactSum> packetPs = new HashMap<>();

  private static final class Sums {
    private final boolean computes;
    private final ExactSum bytes = new ExactSum();
    private final ExactSum busyPs = new ExactSum();
    private long served;

    Sums(boolean computes) {
      this.computes = computes;
    }
  }

  ComponentUses(TraceRange range) {
    this.range = range;
  }

  void accept(EventRow row) {
    switch (row.kind()) {
      case COMPUTE -> add(row.component(), true, 0, range.overlapPs(row.startPs(), row.endPs()));
      case PASS -> add(row.component(), false, row.bytes(), busyPs(row));
      case RELEASE -> {
        if (row.busyPs() > 0) {
          add(
              row.source().replace("chiplet", "inject"),
              false,
              row.bytes(),
              range.overlapPs(row.startPs(), Math.addExact(row.startPs(), row.busyPs())));
        }
      }
      case SERVE ->
          packetPs
              .computeIfAbsent(row.component(), c -> new ExactSum())
              .add(range.overlapPs(row.endPs() - row.busyPs(), row.endPs()));
      case ARRIVE, WAIT, FINISH -> {
        // Take nothing at a resource.
      }
    }
  }

  /** The busy time of a whole transfer that falls into the part, if it was spread evenly. */
  private long busyPs(EventRow pass) {
    long inside = range.overlapPs(pass.startPs(), pass.endPs());
    if (inside == pass.durationPs()) {
      return pass.busyPs();
    }
    long share = Math.round((double) pass.busyPs() * inside / pass.durationPs());
    return Math.max(pass.busyPs() - (pass.durationPs() - inside), Math.min(share, inside));
  }

  private void add(String component, boolean computes, long bytes, long busyPs) {
    Sums sums = uses.computeIfAbsent(component, c -> new Sums(computes));
    sums.served++;
    sums.bytes.add(bytes);
    sums.busyPs.add(busyPs);
  }

  /**
   * By name, numbers in order of size.
   *
   * @param lengthPs how long the part is: no component was busy for longer
   */
  List<TraceSummary.Use> list(long lengthPs) {
    BigInteger length = BigInteger.valueOf(lengthPs);
    return uses.entrySet().stream()
        .map(
            use -> {
              Sums sums = use.getValue();
              BigInteger busy = packetPs.getOrDefault(use.getKey(), sums.busyPs).value();
              return new TraceSummary.Use(
                  use.getKey(),
                  sums.computes,
                  sums.served,
                  sums.bytes.value(),
                  busy.min(length).longValueExact());
            })
        .toList();
  }
}
