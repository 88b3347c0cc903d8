package dev.scar.report;

import dev.scar.plan.Stage;
import java.util.List;

/**
 * How many spans a stage may be drawn with, so that drawings stay small.
 *
 * @param most spans of a stage
 */
record SpanBudget(int most) {
  private static final int PHASES = 4;

  /** At most so many spans in all, or one for each stage: the stages with the most give way. */
  public static SpanBudget of(List<Stage> stages, int most) {
    List<Long> counts = stages.stream().map(SpanBudget::count).sorted().toList();
    long left = most;
    for (int i = 0; i < counts.size(); i++) {
      long share = left / (counts.size() - i);
      if (counts.get(i) > share) {
        return new SpanBudget((int) Math.max(1, share));
      }
      left -= counts.get(i);
    }
    return new SpanBudget(Integer.MAX_VALUE);
  }

  /** Load, compute, sends in a row, and store of every mini-batch. */
  private static long count(Stage stage) {
    return (long) stage.miniBatches() * PHASES;
  }

  /** Whether the spans of this stage show whole mini-batches instead of what they do. */
  public boolean isMerged(Stage stage) {
    return count(stage) > most;
  }

  /** How many mini-batches of this stage one span shows; 1 if nothing is merged. */
  public int group(Stage stage) {
    return isMerged(stage) ? (stage.miniBatches() - 1) / most + 1 : 1;
  }
}
