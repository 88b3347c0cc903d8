package dev.scar.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Statistics over an event log, row by row: memory grows with windows, models, components and
 * flows, not with the log.
 *
 * <p>Busy times come from the rows of whole transfers, so they are the same at any detail and equal
 * those of {@code summary.json}.
 */
public final class TraceSummary implements Consumer<EventRow> {
  private static final int MOST_SLOW = 20;

  private final Map<String, Use> components = new TreeMap<>(new NaturalOrder());
  private final Map<Integer, WindowSpan> windows = new TreeMap<>();
  private final Map<String, ModelTotals> models = new TreeMap<>();
  private final Map<String, Wait> waits = new TreeMap<>();
  private final Map<LogRecord.Kind, Long> kinds = new TreeMap<>();
  private final PriorityQueue<EventRow> slowest = new PriorityQueue<>(BY_DELAY);
  private long rows;
  private long endPs;

  private static final Comparator<EventRow> BY_DELAY =
      Comparator.comparingLong(TraceSummary::delayPs)
          .thenComparing(Comparator.comparingLong(EventRow::timePs).reversed())
          .thenComparing(Comparator.comparing(EventRow::what).reversed());

  /**
   * A component.
   *
   * @param transfers served, or for a chiplet mini-batches computed
   * @param busyPs serving or computing
   */
  public record Use(String name, long transfers, long bytes, long busyPs) {
    Use plus(long more, long moreBytes, long morePs) {
      return new Use(name, transfers + more, bytes + moreBytes, busyPs + morePs);
    }
  }

  /** From the first to the last event of a window. */
  public record WindowSpan(int index, long startPs, long endPs) {}

  /**
   * A model.
   *
   * @param computePs summed over chiplets
   * @param transferPs summed, contention included
   * @param delayPs of that, what contention added
   * @param waitPs chiplets waiting for its inputs, summed
   * @param endPs when its last stage finished
   */
  public record ModelTotals(
      String model,
      long computePs,
      long transfers,
      long bytes,
      long transferPs,
      long delayPs,
      long waitPs,
      long endPs) {}

  /** Waits of a component for inputs of a model in a window. */
  public record Wait(int window, String component, String model, long times, long waitPs) {}

  @Override
  public void accept(EventRow row) {
    rows++;
    endPs = Math.max(endPs, row.endPs());
    kinds.merge(row.kind(), 1L, Long::sum);
    windows.merge(
        row.window(),
        new WindowSpan(row.window(), row.startPs(), row.endPs()),
        (a, b) ->
            new WindowSpan(
                a.index(), Math.min(a.startPs(), b.startPs()), Math.max(a.endPs(), b.endPs())));
    switch (row.kind()) {
      case COMPUTE -> {
        use(row.component(), 1, 0, row.busyPs());
        model(row, row.durationPs(), 0, 0, 0, 0, 0);
      }
      case PASS -> use(row.component(), 1, row.bytes(), row.busyPs());
      case RELEASE -> {
        if (row.busyPs() > 0) {
          use(row.source().replace("chiplet", "inject"), 1, row.bytes(), row.busyPs());
        }
      }
      case ARRIVE -> {
        model(row, 0, 1, row.bytes(), row.durationPs(), delayPs(row), 0);
        keepIfSlow(row);
      }
      case WAIT -> {
        model(row, 0, 0, 0, 0, 0, row.durationPs());
        wait(row);
      }
      case FINISH -> model(row, 0, 0, 0, 0, 0, 0);
      case SERVE -> {
        // The row of the whole transfer has its packets' time.
      }
    }
  }

  private void use(String component, long transfers, long bytes, long busyPs) {
    components.merge(
        component,
        new Use(component, transfers, bytes, busyPs),
        (a, b) -> a.plus(b.transfers(), b.bytes(), b.busyPs()));
  }

  private void model(
      EventRow row,
      long computePs,
      long transfers,
      long bytes,
      long transferPs,
      long delayPs,
      long waitPs) {
    long end = row.kind() == LogRecord.Kind.FINISH ? row.endPs() : 0;
    models.merge(
        row.model(),
        new ModelTotals(row.model(), computePs, transfers, bytes, transferPs, delayPs, waitPs, end),
        (a, b) ->
            new ModelTotals(
                a.model(),
                a.computePs() + b.computePs(),
                a.transfers() + b.transfers(),
                a.bytes() + b.bytes(),
                a.transferPs() + b.transferPs(),
                a.delayPs() + b.delayPs(),
                a.waitPs() + b.waitPs(),
                Math.max(a.endPs(), b.endPs())));
  }

  private void wait(EventRow row) {
    if (row.durationPs() > 0) {
      waits.merge(
          row.window() + "\n" + row.component() + "\n" + row.model(),
          new Wait(row.window(), row.component(), row.model(), 1, row.durationPs()),
          (a, b) ->
              new Wait(
                  a.window(),
                  a.component(),
                  a.model(),
                  a.times() + b.times(),
                  a.waitPs() + b.waitPs()));
    }
  }

  private void keepIfSlow(EventRow row) {
    if (delayPs(row) > 0) {
      slowest.add(row);
      if (slowest.size() > MOST_SLOW) {
        slowest.remove();
      }
    }
  }

  /** What contention added to a transfer that has arrived. */
  public static long delayPs(EventRow arrival) {
    return arrival.durationPs() - arrival.busyPs();
  }

  /** Rows read. */
  public long rows() {
    return rows;
  }

  /** The end of the last span. */
  public long endPs() {
    return endPs;
  }

  /** Rows by what happened. */
  public Map<String, Long> kinds() {
    Map<String, Long> named = new TreeMap<>();
    kinds.forEach((kind, count) -> named.put(kind.name().toLowerCase(Locale.ROOT), count));
    return named;
  }

  /** By index. */
  public List<WindowSpan> windows() {
    return List.copyOf(windows.values());
  }

  /** By name. */
  public List<ModelTotals> models() {
    return List.copyOf(models.values());
  }

  /** By name, numbers in order of size. */
  public List<Use> components() {
    return List.copyOf(components.values());
  }

  /** The longest first. */
  public List<Wait> waits() {
    return waits.values().stream()
        .sorted(Comparator.comparingLong(Wait::waitPs).reversed())
        .toList();
  }

  /** The transfers that contention delayed most, the most delayed first. */
  public List<EventRow> slowest() {
    List<EventRow> sorted = new ArrayList<>(slowest);
    sorted.sort(BY_DELAY.reversed());
    return sorted;
  }
}
