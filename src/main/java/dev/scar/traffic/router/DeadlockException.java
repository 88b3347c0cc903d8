package dev.scar.traffic.router;

import java.util.List;
import java.util.stream.Collectors;

/** Packets wait for each other for ever. */
public final class DeadlockException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Wait> cycle;
  private final long atCycle;

  /**
   * A packet that stands still.
   *
   * @param source where it comes from
   * @param target where it goes
   * @param bornPs when it was created
   * @param holds the channels whose buffers it stands in, its head in the last one
   * @param wants the link or port that it wants next
   * @param channel which of its channels it would take
   */
  public record Wait(
      int source, int target, long bornPs, List<String> holds, String wants, String channel) {
    public Wait {
      holds = List.copyOf(holds);
    }

    @Override
    public String toString() {
      return "packet "
          + source
          + "->"
          + target
          + " holds "
          + String.join(", ", holds)
          + " and wants "
          + wants
          + " "
          + channel;
    }
  }

  DeadlockException(long atCycle, List<Wait> cycle) {
    super(
        "deadlock, found in cycle "
            + atCycle
            + "; each packet waits for the next, the last for the first:"
            + cycle.stream().map(wait -> "\n  " + wait).collect(Collectors.joining()));
    this.atCycle = atCycle;
    this.cycle = List.copyOf(cycle);
  }

  /** Packets that wait for each other, each for the next one, the last for the first. */
  public List<Wait> cycle() {
    return cycle;
  }

  /** When it was found. */
  public long atCycle() {
    return atCycle;
  }
}
