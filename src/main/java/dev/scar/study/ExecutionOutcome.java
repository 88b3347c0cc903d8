package dev.scar.study;

import java.util.List;

/** What a schedule takes, executed sequentially and overlapped. */
public record ExecutionOutcome(List<Entry> entries) {
  public ExecutionOutcome {
    entries = List.copyOf(entries);
  }

  /**
   * One execution of it.
   *
   * @param execution as files spell it
   * @param predictedPs without contention
   * @param simulatedPs as replayed
   * @param waitedPs how long the simulated critical path waited for others
   * @param resource where it waited longest; empty if it did not
   * @param behind the flow behind which it waited longest there; empty if none
   */
  public record Entry(
      String execution,
      long predictedPs,
      long simulatedPs,
      long waitedPs,
      String resource,
      String behind) {
    /** Contention delay. */
    public long deltaPs() {
      return simulatedPs - predictedPs;
    }
  }
}
