package dev.scar.explore;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a study has come to so far: its front, the best points, and as many others as a page can
 * show. Memory does not grow with the study.
 */
public final class Findings {
  private static final int MOST_SHOWN = 20_000;
  private static final int MOST_FAILURES = 1000;
  private static final int CONTENDERS = 3;

  private final Study study;
  private final ParetoFront front;
  private final List<Row> best = new ArrayList<>();
  private final List<Row> shown = new ArrayList<>();
  private final List<Row> failures = new ArrayList<>();
  private final List<Robustness.Change> changes = new ArrayList<>();
  private long step = 1;
  private long results;

  Findings(Study study) {
    this.study = study;
    this.front = new ParetoFront(study.objectives());
  }

  void add(Row row) {
    if (row.status() == Row.Status.FAILED && failures.size() < MOST_FAILURES) {
      failures.add(row);
    }
    if (row.isDone()) {
      front.offer(row);
      if (!Double.isNaN(study.best().cost(row))) {
        best.add(row);
        best.sort(Comparator.comparingDouble(study.best()::cost));
        if (best.size() > CONTENDERS) {
          best.remove(CONTENDERS);
        }
      }
    }
    results += row.outcome().isPresent() ? 1 : 0;
    if (row.outcome().isPresent() && row.number() % step == 0) {
      shown.add(row);
      if (shown.size() > MOST_SHOWN) {
        step *= 2;
        shown.removeIf(one -> one.number() % step != 0);
      }
    }
  }

  void add(Robustness.Change change) {
    changes.add(change);
  }

  /** The Pareto front. */
  public ParetoFront front() {
    return front;
  }

  /** The best points of the front, best first. */
  public List<Row> bestOfFront(int most) {
    return front.rows().stream()
        .sorted(Comparator.comparingDouble(study.best()::cost))
        .limit(most)
        .toList();
  }

  /** The best few, best first. */
  public List<Row> best() {
    return List.copyOf(best);
  }

  /** The first failures. */
  public List<Row> failures() {
    return List.copyOf(failures);
  }

  /** Rows with a result; of many every so many-th. */
  List<Row> shown() {
    return List.copyOf(shown);
  }

  /** How many rows with a result there have been. */
  long results() {
    return results;
  }

  /** What becomes of the best when numbers change. */
  public List<Robustness.Change> changes() {
    return List.copyOf(changes);
  }
}
