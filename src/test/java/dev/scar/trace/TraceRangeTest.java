package dev.scar.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Ranges in the names of logs, and what they hold. */
class TraceRangeTest {
  @Test
  void aNameCarriesItsRange() {
    for (TraceRange range :
        List.of(
            TraceRange.ALL,
            new TraceRange(0, 5),
            new TraceRange(1_000_000_000_000L, 2_000_000_000_000L),
            new TraceRange(7, Long.MAX_VALUE),
            new TraceRange(7, Long.MAX_VALUE - 1))) {
      assertThat(TraceRange.inName("scar-0.1.0_a_run-0123" + range.label() + "_events.csv"))
          .isEqualTo(range);
    }
    assertThat(new TraceRange(1_000_000_000_000L, 2_000_000_000_000L).label())
        .isEqualTo("_from-1000000000000ps-to-2000000000000ps");
    for (String foreign :
        List.of(
            "",
            "events.csv",
            "a_from-b_events.csv",
            "a_from-9999999999999999999ps_events.csv",
            "a_from-5ps-to-5ps_events.csv")) {
      assertThat(TraceRange.inName(foreign)).as(foreign).isEqualTo(TraceRange.ALL);
    }
  }

  @Test
  void aReleaseLastsAsLongAsItTakesAtItsPort() {
    TraceRange range = new TraceRange(100, 200);
    assertThat(range.touches(release(50, 50))).isFalse();
    assertThat(range.touches(release(50, 51))).isTrue();
    assertThat(range.touches(release(100, 0))).isTrue();
    assertThat(range.touches(release(199, 0))).isTrue();
    assertThat(range.touches(release(200, 9))).isFalse();
  }

  private static LogRecord release(long timePs, long busyPs) {
    return new LogRecord(0, timePs, 0, LogRecord.Kind.RELEASE, 0, 0, -1, timePs, timePs, busyPs);
  }
}
