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

  private record Key(int window, int component, int miniBatch) {}

  Causes(List<LogRecord> spans, TraceLabels labels) {
    for (LogRecord span : spans) {
      if (span.kind() == LogRecord.Kind.COMPUTE || span.kind() == LogRecord.Kind.ARRIVE) {
        first(span);
      }
      if (span.kind() == LogRecord.Kind.ARRIVE) {
        int consumer = labels.flow(span.window(), span.flow()).consumer();
        if (consumer >= 0) {
          lastArrival.merge(
              new Key(span.window(), consumer, span.miniBatch()),
              span,
              (a, b) -> b.endPs() > a.endPs() ? b : a);
        }
      }
    }
  }

  private void first(LogRecord span) {
    firstSpan.merge(
        new Key(span.window(), span.component(), span.miniBatch()),
        span,
        (a, b) -> b.startPs() < a.startPs() ? b : a);
  }

  /** The send that a wait waited for, if it is drawn. */
  @Nullable LogRecord endedBy(LogRecord wait) {
    LogRecord arrival = lastArrival.get(new Key(wait.window(), wait.component(), wait.miniBatch()));
    return arrival != null && arrival.endPs() == wait.endPs() ? arrival : null;
  }

  /** The first span of the mini-batch that a send was for, if it is drawn. */
  @Nullable LogRecord consumedBy(LogRecord send, int consumer) {
    LogRecord begun = firstSpan.get(new Key(send.window(), consumer, send.miniBatch()));
    return begun != null && begun.startPs() >= send.endPs() ? begun : null;
  }
}
