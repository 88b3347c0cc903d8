package dev.scar.trace;

import org.jspecify.annotations.Nullable;

/**
 * A line of {@code events.csv.gz}: a {@link LogRecord} in words.
 *
 * @param component {@code chiplet 3}, {@code link 3>4}, {@code dram 0}, {@code eject 3}
 * @param model whose work it is
 * @param what the flow, or the layers of the stage
 * @param packet its number in the transfer; −1 where the whole transfer is meant
 * @param bytes of the packet or transfer; 0 for waits and computations
 * @param source where the transfer starts; empty for waits and computations
 * @param destination where it ends
 * @param linkIn the resource it comes from; empty at the first one
 * @param linkOut the resource it goes to; empty at the last one
 * @param busyPs see {@link LogRecord#busyPs()}
 * @param move what the transfer is; null for waits and computations
 */
public record EventRow(
    int window,
    long timePs,
    String component,
    LogRecord.Kind kind,
    String model,
    String what,
    int miniBatch,
    long packet,
    long bytes,
    String source,
    String destination,
    String linkIn,
    String linkOut,
    long startPs,
    long endPs,
    long busyPs,
    @Nullable Move move) {

  /** Whether it is about a transfer or a packet. */
  public boolean moves() {
    return move != null;
  }

  /** The span's length. */
  public long durationPs() {
    return endPs - startPs;
  }

  /** A record in words. */
  public static EventRow of(LogRecord entry, TraceLabels labels) {
    String component = labels.component(entry.component());
    if (entry.flow() < 0) {
      TraceLabels.StageLabel stage = labels.stage(entry.window(), entry.component(), entry.turn());
      return new EventRow(
          entry.window(),
          entry.timePs(),
          component,
          entry.kind(),
          stage.model(),
          stage.name(),
          entry.miniBatch(),
          -1,
          0,
          "",
          "",
          "",
          "",
          entry.startPs(),
          entry.endPs(),
          entry.busyPs(),
          null);
    }
    TraceLabels.FlowLabel flow = labels.flow(entry.window(), entry.flow());
    return new EventRow(
        entry.window(),
        entry.timePs(),
        component,
        entry.kind(),
        flow.model(),
        flow.name(),
        entry.miniBatch(),
        entry.packet(),
        labels.sizeBytes(entry.window(), entry.flow(), entry.miniBatch(), entry.packet()),
        flow.source(),
        flow.destination(),
        labels.before(entry.window(), entry.flow(), entry.component()),
        labels.after(entry.window(), entry.flow(), entry.component()),
        entry.startPs(),
        entry.endPs(),
        entry.busyPs(),
        flow.move());
  }
}
