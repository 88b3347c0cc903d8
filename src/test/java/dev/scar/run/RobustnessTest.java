package dev.scar.run;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.plan;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Packages;
import dev.scar.plan.Plan;
import dev.scar.schedule.Segment;
import org.junit.jupiter.api.Test;

/** Whether an order survives parameters that are a tenth off, by hand. */
class RobustnessTest {
  private static Plan one(long computePs, long inputBytes) {
    return plan(
        Packages.nodes(1).dram(0, 64).build(),
        scenario(model("m", 1, layer("l", computePs, 0, 1, inputBytes))),
        new Segment(0, 0, 1, 0));
  }

  /**
   * 1 µs of compute with loads and stores of a byte, 1 400 032 in all, against 400 ns and a load of
   * 38 400 B, 1 400 016. Cycles a tenth less: 1 300 032 against 1 360 016, the other way round;
   * DRAM a tenth slower adds 66 667 to the second one. Less of one with more of the other turns it,
   * too (1 305 470 against 1 300 030; 1 506 685 against 1 500 034); more of both does not. NoP
   * bandwidth does not matter.
   */
  @Test
  void findsWhatTurnsAnOrder() {
    Robustness.Order latency =
        new Robustness(one(1_000_000, 1), one(400_000, 38_400)).orders().get(0);
    assertThat(latency.ratio()).isEqualTo(1_400_016.0 / 1_400_032.0);
    assertThat(latency.alone()).containsExactly("cycles on test −10 %", "DRAM bandwidth −10 %");
    assertThat(latency.turned()).isEqualTo(6);
    assertThat(latency.combinations()).isEqualTo(8);
  }

  /** Twice the compute is more with whatever is a tenth off, in latency and in EDP. */
  @Test
  void saysWhatStays() {
    String text = new Robustness(one(1_000_000, 1), one(2_000_000, 1)).text("b", "a");
    assertThat(text)
        .contains("b is 71.43 % more than a: stays so in all 8 combinations of ±10 %")
        .contains("stays so in all 64 combinations");
  }

  @Test
  void knowsEqualSchedules() {
    assertThat(new Robustness(one(1000, 1), one(1000, 1)).text("b", "a"))
        .isEqualTo(
            """
              predicted latency  b and a are equal
              predicted energy   b and a are equal
              predicted EDP      b and a are equal
            """);
  }
}
