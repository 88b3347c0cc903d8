package dev.scar.trace;

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
  private final Map<String, TraceSummary.Use> uses = new TreeMap<>(new NaturalOrder());
  private final Map<String, Long> packetPs = new HashMap<>();

  ComponentUses(TraceRange range) {
    this.range = range;
  }

  void accept(EventRow row) {
    switch (row.kind()) {
      case COMPUTE -> add(row.component(), 0, range.overlapPs(row.startPs(), row.endPs()));
      case PASS -> add(row.component(), row.bytes(), busyPs(row));
      case RELEASE -> {
        if (row.busyPs() > 0) {
          add(
              row.source().replace("chiplet", "inject"),
              row.bytes(),
              range.overlapPs(row.startPs(), row.startPs() + row.busyPs()));
        }
      }
      case SERVE ->
          packetPs.merge(
              row.component(), range.overlapPs(row.endPs() - row.busyPs(), row.endPs()), Long::sum);
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

  private void add(String component, long bytes, long busyPs) {
    uses.merge(
        component,
        new TraceSummary.Use(component, 1, bytes, busyPs),
        (a, b) -> a.plus(b.transfers(), b.bytes(), b.busyPs()));
  }

  /**
   * By name, numbers in order of size.
   *
   * @param lengthPs how long the part is: no component was busy for longer
   */
  List<TraceSummary.Use> list(long lengthPs) {
    return uses.values().stream()
        .map(
            use ->
                new TraceSummary.Use(
                    use.name(),
                    use.transfers(),
                    use.bytes(),
                    Math.min(lengthPs, packetPs.getOrDefault(use.name(), use.busyPs()))))
        .toList();
  }
}
