package dev.scar.trace;

/**
 * One line of the event log.
 *
 * <p>Order: window, time, component, sequence. Components are numbered so that their order is the
 * order of phases (links and DRAM, ejection ports, chiplets; {@code replay-rules.md#rule-17}).
 *
 * @param window time window
 * @param timePs when it was decided, absolute; a record is never written before its time
 * @param component ordinal of the component
 * @param kind what happened
 * @param flow flow of the window that the transfer belongs to; where there is none, the stage: −1
 *     for the first one of its chiplet in the window, −2 for the next one, …
 * @param miniBatch mini-batch
 * @param packet packet of the transfer, −1 where the whole transfer is meant
 * @param startPs when the span begins
 * @param endPs when the span ends
 * @param busyPs how long the resource was busy with it: for a packet its serialisation, for a
 *     transfer the sum over its packets; at its release, its time at the injection port; at its
 *     arrival, its duration without contention; the span for a computation; otherwise 0
 */
public record LogRecord(
    int window,
    long timePs,
    int component,
    Kind kind,
    int flow,
    int miniBatch,
    long packet,
    long startPs,
    long endPs,
    long busyPs) {
  /** In place of a flow, the stage before which its chiplet has so many in the window. */
  public static int turn(int before) {
    return -1 - before;
  }

  /** How many stages of its chiplet come before the one that it is about; not of transfers. */
  public int turn() {
    return -1 - flow;
  }

  /** What a record tells. */
  public enum Kind {
    /**
     * A chiplet began to send or store a transfer through its injection port, or asked DRAM for a
     * load.
     */
    RELEASE,
    /** A resource served a packet during [start, end). */
    SERVE,
    /**
     * A resource served the last packet of a transfer; [start, end) is from its first packet to its
     * last.
     */
    PASS,
    /** The last tail of a transfer arrived; start is its release. */
    ARRIVE,
    /** A chiplet waited for inputs of a mini-batch during [start, end). */
    WAIT,
    /** A chiplet computed a mini-batch during [start, end). */
    COMPUTE,
    /** A stage finished a mini-batch that it had started at start. */
    FINISH
  }
}
