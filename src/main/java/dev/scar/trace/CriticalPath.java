package dev.scar.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What makes up the makespan: the chain of computations and transfers, each beginning when the one
 * before it ended, from time 0 to the end of the last stage.
 *
 * <p>It is walked backwards. The last stage to finish ended with some computation or transfer; that
 * began when the one before it on the same chiplet ended; where a chiplet had waited for an input,
 * the chain goes on at the chiplet that sent it, and where a window began, at the stage that
 * finished the window before; where nothing else was to be waited for, it began with a sample that
 * arrived then. Contention shows as the part of a transfer beyond its duration without contention.
 * The steps leave no gap and do not overlap, so they add up to the makespan.
 *
 * <p>It reads the rows of chiplets, not those of packets. <b>Cost:</b> O(n log n) time and O(n)
 * space for n such rows.
 */
public final class CriticalPath implements Consumer<EventRow> {
  private final Map<String, List<EventRow>> activities = new HashMap<>();
  private final Map<String, List<EventRow>> arrivals = new HashMap<>();
  private final List<EventRow> finishes = new ArrayList<>();
  private final Map<String, List<EventRow>> waits = new HashMap<>();

  /** What a step is. */
  public enum Kind {
    COMPUTE,
    LOAD,
    SEND,
    STORE,
    /** The part of a transfer that contention added. */
    CONTENTION,
    /** A sample had not arrived. */
    ARRIVAL,
    /** Nothing that the log explains; a complete log has none. */
    UNKNOWN
  }

  /**
   * A step of the path.
   *
   * @param component the chiplet at work
   * @param what the layers or the flow
   */
  public record Step(
      long startPs,
      long endPs,
      Kind kind,
      int window,
      String component,
      String model,
      String what,
      int miniBatch) {
    public long durationPs() {
      return endPs - startPs;
    }
  }

  /** Follows a replay for a path. Records of resources are by far the most, and not needed. */
  public static LogSink of(TraceLabels labels, CriticalPath path) {
    return entry -> {
      if (entry.kind() != LogRecord.Kind.SERVE && entry.kind() != LogRecord.Kind.PASS) {
        path.accept(EventRow.of(entry, labels));
      }
    };
  }

  @Override
  public void accept(EventRow row) {
    switch (row.kind()) {
      case COMPUTE -> activity(row);
      case ARRIVE -> {
        activity(row);
        if (row.durationPs() > 0 && row.move() == Move.SEND) {
          arrivals.computeIfAbsent(row.destination(), c -> new ArrayList<>()).add(row);
        }
      }
      case FINISH -> finishes.add(row);
      case WAIT -> {
        if (row.durationPs() > 0) {
          waits.computeIfAbsent(row.component(), c -> new ArrayList<>()).add(row);
        }
      }
      case RELEASE, SERVE, PASS -> {
        // Follow from the others.
      }
    }
  }

  private void activity(EventRow row) {
    if (row.durationPs() > 0) {
      activities.computeIfAbsent(row.component(), c -> new ArrayList<>()).add(row);
    }
  }

  /** The steps in order of time; empty for an empty log. */
  public List<Step> steps() {
    Comparator<EventRow> byEnd = Comparator.comparingLong(EventRow::endPs);
    activities.values().forEach(list -> list.sort(byEnd));
    arrivals.values().forEach(list -> list.sort(byEnd));
    waits.values().forEach(list -> list.sort(byEnd));
    finishes.sort(
        byEnd
            .thenComparing(EventRow::window)
            .thenComparing(
                Comparator.comparing(EventRow::component, new NaturalOrder()).reversed()));
    List<Step> steps = new ArrayList<>();
    if (!finishes.isEmpty()) {
      EventRow last = finishes.get(finishes.size() - 1);
      walk(last.component(), last.endPs(), steps);
    }
    Collections.reverse(steps);
    return steps;
  }

  private void walk(String from, long endPs, List<Step> steps) {
    String chiplet = from;
    long now = endPs;
    EventRow last = null;
    while (now > 0) {
      EventRow arrival = last == null ? null : arrivalFor(last);
      EventRow activity = arrival == null ? before(chiplet, last, now) : arrival;
      EventRow stored = activity == null && last != null ? storeFor(last, now) : null;
      EventRow finish = activity == null && stored == null ? finishBefore(last, now) : null;
      if (stored != null) {
        chiplet = stored.component();
      } else if (finish != null) {
        chiplet = finish.component();
      } else if (activity != null) {
        add(activity, steps);
        last = activity;
        chiplet = activity.component();
        now = activity.startPs();
      } else {
        EventRow waited = endingAt(waits.get(chiplet), now);
        steps.add(
            waited == null
                ? new Step(0, now, Kind.UNKNOWN, 0, chiplet, "", "before the log begins", 0)
                : step(waited, Kind.ARRIVAL, 0, now));
        now = 0;
      }
    }
  }

  /** The send that a step waited for: its chiplet began to wait before it came. */
  private @Nullable EventRow arrivalFor(EventRow begun) {
    long now = begun.startPs();
    boolean waited =
        (kind(begun) == Kind.COMPUTE || kind(begun) == Kind.LOAD)
            && endingThen(waits.get(begun.component()), now).stream()
                .anyMatch(wait -> isSameMiniBatch(wait, begun));
    return waited
        ? endingThen(arrivals.get(begun.component()), now).stream()
            .filter(arrival -> isSameMiniBatch(arrival, begun))
            .filter(arrival -> arrival.model().equals(begun.model()))
            .reduce((a, b) -> b)
            .orElse(null)
        : null;
  }

  private static boolean isSameMiniBatch(EventRow row, EventRow other) {
    return row.window() == other.window() && row.miniBatch() == other.miniBatch();
  }

  /**
   * What the chiplet did until then, or else what came for it. Of several things that ended then it
   * is what the step comes after by the program; where it does not say, the last one.
   */
  private @Nullable EventRow before(String chiplet, @Nullable EventRow begun, long timePs) {
    List<EventRow> ended = endingThen(activities.get(chiplet), timePs);
    if (ended.size() > 1 && begun != null) {
      EventRow known = Precedence.first(ended, begun);
      if (known != null) {
        return known;
      }
    }
    return ended.isEmpty() ? endingAt(arrivals.get(chiplet), timePs) : ended.get(ended.size() - 1);
  }

  /** A store of the same model in an earlier window: what a stage without barrier waits for. */
  private @Nullable EventRow storeFor(EventRow begun, long timePs) {
    for (String name : names()) {
      EventRow row = endingAt(activities.get(name), timePs);
      if (row != null
          && kind(row) == Kind.STORE
          && row.model().equals(begun.model())
          && row.window() < begun.window()) {
        return row;
      }
    }
    return null;
  }

  /** A stage of an earlier window that was finished then: what a window waits for. */
  private @Nullable EventRow finishBefore(@Nullable EventRow begun, long timePs) {
    int window = begun == null ? Integer.MAX_VALUE : begun.window();
    EventRow found = null;
    for (int i = firstEndingAt(finishes, timePs);
        i < finishes.size() && finishes.get(i).endPs() == timePs;
        i++) {
      EventRow finish = finishes.get(i);
      if (finish.window() < window
          && endingAt(activities.get(finish.component()), timePs) != null) {
        found = finish;
      }
    }
    return found;
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(activities.keySet());
    names.sort(new NaturalOrder());
    return names;
  }

  private static void add(EventRow row, List<Step> steps) {
    Kind kind = kind(row);
    long clean = kind == Kind.COMPUTE ? row.durationPs() : row.busyPs();
    long cut = row.startPs() + clean;
    if (cut < row.endPs()) {
      steps.add(step(row, Kind.CONTENTION, cut, row.endPs()));
    }
    if (clean > 0) {
      steps.add(step(row, kind, row.startPs(), cut));
    }
  }

  private static Step step(EventRow row, Kind kind, long startPs, long endPs) {
    return new Step(
        startPs,
        endPs,
        kind,
        row.window(),
        row.component(),
        row.model(),
        row.what(),
        row.miniBatch());
  }

  static Kind kind(EventRow row) {
    Move move = row.move();
    if (move == null) {
      return Kind.COMPUTE;
    }
    return switch (move) {
      case LOAD -> Kind.LOAD;
      case SEND -> Kind.SEND;
      case STORE -> Kind.STORE;
    };
  }

  /** The last row that ends exactly then, or null. */
  private static @Nullable EventRow endingAt(@Nullable List<EventRow> sorted, long timePs) {
    if (sorted == null) {
      return null;
    }
    int next = firstEndingAt(sorted, timePs + 1);
    return next > 0 && sorted.get(next - 1).endPs() == timePs ? sorted.get(next - 1) : null;
  }

  /** All rows that end exactly then. */
  private static List<EventRow> endingThen(@Nullable List<EventRow> sorted, long timePs) {
    return sorted == null
        ? List.of()
        : sorted.subList(firstEndingAt(sorted, timePs), firstEndingAt(sorted, timePs + 1));
  }

  /** Index of the first row that ends then or later. */
  private static int firstEndingAt(List<EventRow> sorted, long timePs) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted.get(middle).endPs() < timePs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
