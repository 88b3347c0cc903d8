package dev.scar.search;

import dev.scar.workload.Scenario;

/** A search cannot search this; the message says why, and what to do. */
public final class SearchRefusal extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public SearchRefusal(String message) {
    super(message);
  }

  /**
   * Refuses scenarios whose samples arrive over time: windows are costed alone, without knowing
   * when they start.
   */
  public static void check(Scenario scenario) {
    if (!scenario.isAllAtOnce()) {
      throw new SearchRefusal(
          "scenario %s: no search honours \"arrivals\"\nSearch it without them, then replay that schedule with --scenario and this file."
              .formatted(scenario.name()));
    }
  }
}
