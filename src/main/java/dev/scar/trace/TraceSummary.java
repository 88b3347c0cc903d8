package dev.scar.trace;

import dev.scar.units.ExactSum;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Statistics over an event log, row by row: memory grows with windows, models, components and
 * flows, not with the log.
 *
 * <p>Busy times come from the rows of whole transfers, so they are the same at any detail and equal
 * those of {@code summary.json}. Of a log that holds a part of its run, spans count as far as they
 * lie in that part, and see {@link ComponentUses} for busy times.
 */
public final class TraceSummary implements Consumer<EventRow> {
  private static final int MOST_SLOW = 20;

  private final TraceRange range;
  private final ComponentUses components;
  private final Map<Integer, WindowSpan> windows = new TreeMap<>();
  private final Map<String, ModelSums> models = new TreeMap<>();
  private final Map<WaitKey, WaitSum> waits =
      new TreeMap<>(
          Comparator.comparingInt(WaitKey::window)
              .thenComparing(WaitKey::component, new NaturalOrder())
              .thenComparing(WaitKey::model));
  private final Map<LogRecord.Kind, Long> kinds = new TreeMap<>();
  private final PriorityQueue<EventRow> slowest = new PriorityQueue<>(BY_DELAY);
  private long rows;
  private long endPs;

  private static final Comparator<EventRow> BY_DELAY =
      Comparator.comparingLong(TraceSummary::delayPs)
          .thenComparing(Comparator.comparingLong(EventRow::timePs).reversed())
          .thenComparing(Comparator.comparing(EventRow::what).reversed());

  /** Of the log of a whole run. */
  public TraceSummary() {
    this(TraceRange.ALL);
  }

  /** Of a log that was written for this range. */
  public TraceSummary(TraceRange range) {
    this.range = range;
    this.components = new ComponentUses(range);
  }

  /**
   * A component.
   *
   * @param computes whether it is a chiplet
   * @param transfers served, or for a chiplet mini-batches computed
   * @param busyPs serving or computing
   */
  public record Use(String name, boolean computes, long transfers, BigInteger bytes, long busyPs) {}

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
      BigInteger computePs,
      long transfers,
      BigInteger bytes,
      BigInteger transferPs,
      BigInteger delayPs,
      BigInteger waitPs,
      long endPs) {}

  /** Waits of a component for inputs of a model in a window. */
  public record Wait(int window, String component, String model, long times, BigInteger waitPs) {}

  private static final class ModelSums {
    private final ExactSum computePs = new ExactSum();
    private final ExactSum bytes = new ExactSum();
    private final ExactSum transferPs = new ExactSum();
    private final ExactSum delayPs = new ExactSum();
    private final ExactSum waitPs = new ExactSum();
    private long transfers;
    private long endPs;

    ModelTotals of(String model) {
      return new ModelTotals(
          model,
          computePs.value(),
          transfers,
          bytes.value(),
          transferPs.value(),
          delayPs.value(),
          waitPs.value(),
          endPs);
    }
  }

  private record WaitKey(int window, String component, String model) {}

  private static final class WaitSum {
    private final ExactSum waitPs = new ExactSum();
    private long times;
  }

  @Override
  public void accept(EventRow row) {
    rows++;
    endPs = Math.max(endPs, row.endPs());
    kinds.merge(row.kind(), 1L, Long::sum);
    windows.merge(
        row.window(),
        new WindowSpan(row.window(), clamped(row.startPs()), clamped(row.endPs())),
        (a, b) ->
            new WindowSpan(
                a.index(), Math.min(a.startPs(), b.startPs()), Math.max(a.endPs(), b.endPs())));
    components.accept(row);
    long insidePs = range.overlapPs(row.startPs(), row.endPs());
    switch (row.kind()) {
      case COMPUTE -> model(row).computePs.add(insidePs);
      case ARRIVE -> {
        ModelSums sums = model(row);
        sums.transfers++;
        sums.bytes.add(row.bytes());
        sums.transferPs.add(insidePs);
        sums.delayPs.add(delayPs(row));
        keepIfSlow(row);
      }
      case WAIT -> {
        model(row).waitPs.add(insidePs);
        wait(row, insidePs);
      }
      case FINISH -> {
        ModelSums sums = model(row);
        sums.endPs = Math.max(sums.endPs, row.endPs());
      }
      case RELEASE, PASS, SERVE -> {
        // What components did.
      }
    }
  }

  private ModelSums model(EventRow row) {
    return models.computeIfAbsent(row.model(), name -> new ModelSums());
  }

  private long clamped(long timePs) {
    return Math.max(range.fromPs(), Math.min(timePs, range.toPs()));
  }

  private void wait(EventRow row, long waitPs) {
    if (waitPs > 0) {
      WaitKey key = new WaitKey(row.window(), row.component(), row.model());
      WaitSum sum = waits.computeIfAbsent(key, k -> new WaitSum());
      sum.times++;
      sum.waitPs.add(waitPs);
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

  /** What the log was written for. */
  public TraceRange range() {
    return range;
  }

  /** Whether the log holds its whole run. */
  public boolean isWhole() {
    return range.holdsAllOfARun(endPs);
  }

  /** How much of its run the log covers: from the start of its range to its end, or the run's. */
  public long coveredPs() {
    return range.overlapPs(0, endPs);
  }

  /** A time as a share of what the log covers; null if that is nothing. */
  public @Nullable Double share(long ps) {
    return coveredPs() == 0 ? null : (double) ps / coveredPs();
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
    return models.entrySet().stream().map(model -> model.getValue().of(model.getKey())).toList();
  }

  /** By name, numbers in order of size. */
  public List<Use> components() {
    return components.list(coveredPs());
  }

  /** The longest first. */
  public List<Wait> waits() {
    return waits.entrySet().stream()
        .map(
            wait ->
                new Wait(
                    wait.getKey().window(),
                    wait.getKey().component(),
                    wait.getKey().model(),
                    wait.getValue().times,
                    wait.getValue().waitPs.value()))
        .sorted(Comparator.comparing(Wait::waitPs).reversed())
        .toList();
  }

  /** The transfers that contention delayed most, the most delayed first. */
  public List<EventRow> slowest() {
    List<EventRow> sorted = new ArrayList<>(slowest);
    sorted.sort(BY_DELAY.reversed());
    return sorted;
  }
}
