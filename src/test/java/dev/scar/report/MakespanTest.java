package dev.scar.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.trace.CriticalPath;
import dev.scar.trace.CriticalPath.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Why one run takes longer than another, or does not. */
class MakespanTest {
  private static final Makespan FIRST =
      Makespan.of(
          List.of(
              step(0, 200, Kind.LOAD),
              step(200, 900, Kind.COMPUTE),
              step(900, 950, Kind.CONTENTION),
              step(950, 1000, Kind.COMPUTE)));

  private static CriticalPath.Step step(long fromPs, long toPs, Kind kind) {
    return new CriticalPath.Step(fromPs, toPs, kind, 0, "chiplet 0", "m", "what", 0);
  }

  @Test
  void addsUpByKind() {
    assertThat(FIRST.kinds()).isEqualTo(Map.of("load", 200L, "compute", 750L, "waits", 50L));
  }

  /** 1.3 ns against 1 ns: 350 ps more load, 50 ps of waits less. */
  @Test
  void namesWhatADifferenceComesFrom() {
    Makespan other = new Makespan(Map.of("load", 550L, "compute", 750L));
    assertThat(other.why("b", FIRST, "a"))
        .isEqualTo(
            "  b takes 300 ps longer than a (+30.00 %); on the critical path: load +350 ps, waits"
                + " −50 ps");
    assertThat(FIRST.why("a", other, "b"))
        .isEqualTo(
            "  a takes 300 ps less than b (−23.08 %); on the critical path: load −350 ps, waits"
                + " +50 ps");
  }

  /** 1.004 ns against 1 ns is no difference; compute is 75 % and 75.7 % of the two. */
  @Test
  void saysWhyNothingChanged() {
    Makespan other = new Makespan(Map.of("load", 200L, "compute", 760L, "waits", 44L));
    assertThat(other.why("b", FIRST, "a"))
        .isEqualTo(
            "  b takes as long as a (+0.40 %): both are bound by compute (75.00 % of the time, 75.70 %"
                + " of the other's); all else on the critical path is at most 25.00 %");
  }

  @Test
  void knowsRunsThatTakeNoTime() {
    Makespan nothing = Makespan.of(List.of());
    assertThat(nothing.why("b", nothing, "a"))
        .isEqualTo("  b takes as long as a (+0.00 %): both take no time");
  }
}
