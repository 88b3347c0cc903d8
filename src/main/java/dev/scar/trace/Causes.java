package dev.scar.trace;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which arrival ended a wait, and with which span a chiplet began a mini-batch: what ties transfers
 * to the stages that receive them.
 */
final class Causes {
  private final Map<Key, LogRecord> lastArrival = new HashMap<>();
  private final Map<Key, LogRecord> firstSpan = new HashMap<>();

  private record Key(int window, int component, int turn, int miniBatch) {}

  Causes(List<LogRecord> spans, TraceLabels labels) {
    for (LogRecord span : spans) {
      if (span.kind() == LogRecord.Kind.COMPUTE) {
        first(span, span.turn());
      }
      if (span.kind() == LogRecord.Kind.ARRIVE) {
        TraceLabels.FlowLabel flow = labels.flow(span.window(), span.flow());
        first(span, flow.turn());
        if (flow.consumer() >= 0) {
          lastArrival.merge(consumed(span, flow), span, (a, b) -> b.endPs() > a.endPs() ? b : a);
        }
      }
    }
  }

  private static Key consumed(LogRecord send, TraceLabels.FlowLabel flow) {
    return new Key(send.window(), flow.consumer(), flow.consumerTurn(), send.miniBatch());
  }

  private void first(LogRecord span, int turn) {
    firstSpan.merge(
        new Key(span.window(), span.component(), turn, span.miniBatch()),
        span,
        (a, b) -> b.startPs() < a.startPs() ? b : a);
  }

  /** The send that a wait waited for, if it is drawn. */
  @Nullable LogRecord endedBy(LogRecord wait) {
    LogRecord arrival =
        lastArrival.get(new Key(wait.window(), wait.component(), wait.turn(), wait.miniBatch()));
    return arrival != null && arrival.endPs() == wait.endPs() ? arrival : null;
  }

  /** The first span of the mini-batch that a send was for, if it is drawn. */
  @Nullable LogRecord consumedBy(LogRecord send, TraceLabels.FlowLabel flow) {
    LogRecord begun = firstSpan.get(consumed(send, flow));
    return begun != null && begun.startPs() >= send.endPs() ? begun : null;
  }
}
