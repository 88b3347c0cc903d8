package dev.scar.sim;

import java.util.List;
import java.util.stream.Collectors;

/** Packets wait for each other for ever. */
public final class DeadlockException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Wait> cycle;
  private final long found;

  /**
   * A packet that stands still.
   *
   * @param packet whence and whither
   * @param holds the channels whose buffers it stands in, its head in the last one
   * @param wants the link or port that it wants next
   * @param channel which of its channels it would take
   */
  public record Wait(String packet, List<String> holds, String wants, String channel) {
    public Wait {
      holds = List.copyOf(holds);
    }

    @Override
    public String toString() {
      return packet + " holds " + String.join(", ", holds) + " and wants " + wants + " " + channel;
    }
  }

  /**
   * Tells who waits for whom.
   *
   * @param when in words
   * @param found the same as a number, in cycles or picoseconds
   */
  public DeadlockException(String when, long found, List<Wait> cycle) {
    super(
        "deadlock, found "
            + when
            + "; each packet waits for the next, the last for the first:"
            + cycle.stream().map(wait -> "\n  " + wait).collect(Collectors.joining()));
    this.found = found;
    this.cycle = List.copyOf(cycle);
  }

  /** Packets that wait for each other, each for the next one, the last for the first. */
  public List<Wait> cycle() {
    return cycle;
  }

  /** When it was found. */
  public long found() {
    return found;
  }
}
