package dev.scar.report.laws;

import dev.scar.analysis.Prediction;
import dev.scar.bound.LowerBound;
import java.util.ArrayList;
import java.util.List;

/**
 * Laws that every replay obeys, checked on every replay.
 *
 * @param laws each with what was looked at and how often it was broken
 */
public record Physics(List<Law> laws) {
  public Physics {
    laws = List.copyOf(laws);
  }

  /** One law: its name in files, how many cases were checked, how many broke it. */
  public record Law(String name, String statement, long checked, long broken) {}

  /** Whether none was broken. */
  public boolean holds() {
    return laws.stream().allMatch(law -> law.broken() == 0);
  }

  /** Checks all of them. <b>Cost:</b> O(transfers · length of their paths + layers). */
  public static Physics check(Evidence evidence) {
    Ways ways = new Ways(evidence);
    Ends ends = new Ends(evidence);
    List<Law> laws = new ArrayList<>();
    laws.addAll(TransferLaws.check(evidence, ways));
    laws.addAll(TimeLaws.check(evidence, ends));
    laws.addAll(ByteLaws.check(evidence, ends));
    laws.addAll(ResourceLaws.check(evidence, ways));
    laws.add(EnergyLaw.check(evidence, ways));
    if (!evidence.path().isEmpty()) {
      laws.add(PathLaw.check(evidence));
    }
    evidence.floor().ifPresent(floor -> laws.add(aboveBound(evidence, floor)));
    return new Physics(laws);
  }

  private static Law aboveBound(Evidence evidence, Evidence.Floor floor) {
    Tally tally = new Tally("aboveBound", "no prediction and no replay lies below its lower bound");
    Prediction prediction = evidence.prediction();
    tally.check(allows(floor.predicted(), prediction, prediction.latencyPs()));
    tally.check(allows(floor.simulated(), prediction, evidence.replay().latencyPs()));
    return tally.law();
  }

  /** With the static power of so much time. */
  private static boolean allows(LowerBound bound, Prediction prediction, long latencyPs) {
    return bound.allows(latencyPs * 1e-12, prediction.energy(latencyPs).totalJ());
  }
}
