package dev.scar.report;

import dev.scar.report.Figure.Unit;
import dev.scar.trace.CriticalPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a makespan consists of, by the kinds of the steps of its critical path; and why another one
 * differs, or does not.
 *
 * @param kinds time by kind; they add up to the makespan
 */
public record Makespan(Map<String, Long> kinds) {
  /** What transfers wait behind others on the path. */
  static final String WAITS = "waits";

  private static final double ALIKE = 0.005;
  private static final double SMALL = 0.02;

  public Makespan {
    kinds = Collections.unmodifiableMap(new TreeMap<>(kinds));
  }

  /** Of a critical path. */
  public static Makespan of(List<CriticalPath.Step> path) {
    Map<String, Long> kinds = new TreeMap<>();
    for (CriticalPath.Step step : path) {
      String kind =
          step.kind() == CriticalPath.Kind.CONTENTION
              ? WAITS
              : step.kind().name().toLowerCase(Locale.ROOT);
      kinds.merge(kind, step.durationPs(), Math::addExact);
    }
    return new Makespan(kinds);
  }

  private long totalPs() {
    return kinds.values().stream().reduce(0L, Math::addExact);
  }

  private long ps(String kind) {
    return kinds.getOrDefault(kind, 0L);
  }

  private double share(String kind) {
    return totalPs() == 0 ? 0 : (double) ps(kind) / totalPs();
  }

  /** For comparing runs. */
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    kinds.forEach(
        (kind, ps) -> figures.add(Figure.of("critical path", kind, "time_ps", ps, Unit.TIME)));
    return figures;
  }

  /**
   * In a line: by how much this run is longer or shorter than a first one, and which kinds of steps
   * that comes from; where the two are alike, what both are bound by.
   *
   * @param name what this run is called
   * @param firstName what the first one is called
   */
  public String why(String name, Makespan first, String firstName) {
    long more = totalPs() - first.totalPs();
    double ratio = first.totalPs() == 0 ? 0 : (double) more / first.totalPs();
    if (Math.abs(ratio) < ALIKE) {
      return "  %s takes as long as %s (%s): %s"
          .formatted(name, firstName, percent(ratio), alike(first));
    }
    TreeSet<String> names = new TreeSet<>(kinds.keySet());
    names.addAll(first.kinds().keySet());
    List<String> parts = new ArrayList<>();
    names.stream()
        .sorted(Comparator.comparingLong(kind -> -Math.abs(ps(kind) - first.ps(kind))))
        .filter(kind -> Math.abs(ps(kind) - first.ps(kind)) >= SMALL * Math.abs(more))
        .forEach(kind -> parts.add(kind + " " + signed(ps(kind) - first.ps(kind))));
    return "  %s takes %s %s than %s (%s); on the critical path: %s"
        .formatted(
            name,
            TerminalReport.time(Math.abs(more)),
            more > 0 ? "longer" : "less",
            firstName,
            percent(ratio),
            String.join(", ", parts));
  }

  private String alike(Makespan first) {
    List<String> sorted = new ArrayList<>(first.kinds().keySet());
    sorted.sort(Comparator.comparingLong(kind -> -first.ps(kind)));
    if (sorted.isEmpty()) {
      return "both take no time";
    }
    String most = sorted.get(0);
    double rest = Math.max(1 - first.share(most), 1 - share(most));
    return "both are bound by %s (%s of the time, %s of the other's); all else on the critical path is at most %s"
        .formatted(
            most,
            Column.percent(first.share(most)),
            Column.percent(share(most)),
            Column.percent(rest));
  }

  private static String percent(double ratio) {
    return (ratio < 0 ? "−" : "+") + Column.percent(Math.abs(ratio));
  }

  private static String signed(long ps) {
    return (ps < 0 ? "−" : "+") + TerminalReport.time(Math.abs(ps));
  }
}
