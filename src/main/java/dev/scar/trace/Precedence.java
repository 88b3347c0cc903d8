package dev.scar.trace;

import dev.scar.trace.CriticalPath.Kind;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Which of several things that a chiplet ended at once a step comes after by the program. */
final class Precedence {
  private Precedence() {}

  /**
   * The first of these that the step comes after where steps overlap; else where each comes after
   * the one before, since hardly two end at once then. Null if the program does not say.
   */
  static @Nullable EventRow first(List<EventRow> ended, EventRow begun) {
    for (BiPredicate<EventRow, EventRow> program :
        List.<BiPredicate<EventRow, EventRow>>of(Precedence::overlapped, Precedence::inOrder)) {
      for (EventRow row : ended) {
        if (row.window() == begun.window() && program.test(row, begun)) {
          return row;
        }
      }
    }
    return null;
  }

  /**
   * As {@code replay-rules.md#rule-22} says; weights of the next segment come after the load of
   * their mini-batch, and stores after them.
   */
  private static boolean overlapped(EventRow row, EventRow begun) {
    int later = row.miniBatch() - begun.miniBatch();
    Kind before = CriticalPath.kind(row);
    return switch (CriticalPath.kind(begun)) {
      case LOAD ->
          before == Kind.LOAD ? later == -1 || later == 0 : before != Kind.SEND && later == -2;
      case COMPUTE ->
          before == Kind.LOAD ? later == 0 : later == (before == Kind.COMPUTE ? -1 : -2);
      case SEND -> before == Kind.COMPUTE ? later == 0 : before != Kind.LOAD && later <= 0;
      default ->
          before == Kind.LOAD
              ? later == 1 || later == 0
              : before == Kind.STORE ? later == -1 : later == 0;
    };
  }

  /** As {@code replay-rules.md#rule-12} says. */
  private static boolean inOrder(EventRow row, EventRow begun) {
    int later = row.miniBatch() - begun.miniBatch();
    Kind what = CriticalPath.kind(begun);
    boolean begins = what == Kind.LOAD || what == Kind.COMPUTE;
    return begins && CriticalPath.kind(row) != Kind.LOAD ? later < 0 : later == 0;
  }
}
