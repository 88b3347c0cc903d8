package dev.scar.report.laws;

import dev.scar.trace.CriticalPath;

/** The critical path explains the makespan ({@code replay-rules.md#makespan}). */
final class PathLaw {
  private PathLaw() {}

  static Physics.Law check(Evidence evidence) {
    Tally tally =
        new Tally(
            "pathExplains",
            "the critical path leaves no gap, and is no longer in the prediction than the longest");
    long now = 0;
    long clean = 0;
    for (CriticalPath.Step step : evidence.path()) {
      tally.check(step.startPs() == now && step.kind() != CriticalPath.Kind.UNKNOWN);
      now = step.endPs();
      clean += step.kind() == CriticalPath.Kind.CONTENTION ? 0 : step.durationPs();
    }
    tally.check(now == evidence.replay().latencyPs());
    tally.check(clean <= evidence.prediction().latencyPs());
    return tally.law();
  }
}
