package dev.scar.plan;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.analysis.Predictor;
import dev.scar.fixtures.Packages;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.DramTiming;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Segment;
import dev.scar.schedule.WeightPolicy;
import dev.scar.schedule.Window;
import dev.scar.search.ScarScheduler;
import dev.scar.search.SearchOptions;
import dev.scar.workload.Scenario;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Plans whose times could pass 2^63 ps are refused before anything is predicted or replayed. */
class WorstTimeTest {
  private static final long HALF = 5_000_000_000_000_000_000L;
  private static final ChipletPackage TWO = Packages.line(2);

  private static Plan plan(Scenario scenario, Segment... segments) {
    return Scenes.plan(TWO, scenario, segments);
  }

  /** 5e18 ps fit; two models of them side by side would, too, but not one after the other. */
  @Test
  void theSumOfAllStepsHasToFit() {
    Scenario one = scenario(model("a", 1, layer("x", HALF, 0, 1, 1)));
    Plan plan = plan(one, new Segment(0, 0, 1, 0));
    assertThat(Predictor.predict(plan).latencyPs()).isGreaterThan(HALF);
    Scenario two =
        scenario(
            model("a", 1, layer("x", HALF, 0, 1, 1)), model("b", 1, layer("x", HALF, 0, 1, 1)));
    assertThatThrownBy(() -> plan(two, new Segment(0, 0, 1, 0), new Segment(1, 0, 1, 1)))
        .isInstanceOf(TooLongException.class)
        .hasMessageContaining("test on test")
        .hasMessageContaining("106 days");
  }

  @Test
  void aStepThatIsTooLongByItselfIsRefusedAlike() {
    Scenario batch = scenario(model("a", 3, layer("x", HALF, 0, 1, 1)));
    assertThatThrownBy(() -> plan(batch, new Segment(0, 0, 1, 0)))
        .isInstanceOf(TooLongException.class);
    assertThatThrownBy(
            () ->
                new ScarScheduler(Scenes.MACS_ARE_PICOSECONDS, 1, () -> false, (d, n) -> {})
                    .schedule(batch, TWO, SearchOptions.PAPER))
        .isInstanceOf(TooLongException.class);
  }

  /**
   * A sample loads 64 GB in a second at the DRAM, 0.64 s at the ejection port, so that 1.64 s and
   * the latency of 200 ns are counted for it; a million of them are far below the limit.
   */
  @Test
  void middleMiniBatchesAreCountedWithoutBeingWalked() {
    Scenario many = scenario(model("a", 1_000_000, layer("x", 1, 0, 1, 64_000_000_000L)));
    assertThat(plan(many, new Segment(0, 0, 1, 0)).windows().get(0).stages().get(0).miniBatches())
        .isEqualTo(1_000_000);
    Scenario more = scenario(model("a", 1_000_000, layer("x", 1, 0, 1, 64_000_000_000_000L)));
    assertThatThrownBy(() -> plan(more, new Segment(0, 0, 1, 0)))
        .as("1.64e15 ps a sample")
        .isInstanceOf(TooLongException.class);
  }

  /**
   * A store of a byte takes 200 ns, 10 ps at its port and 16 ps at the DRAM; the rest of the time
   * of a mini-batch is compute. Just the largest time is allowed; so it is with three mini-batches,
   * whose sum is one less, since it is not divisible by three.
   */
  @Test
  void theBoundIsExact() {
    long store = 200_026;
    assertThat(computing(1, Long.MAX_VALUE - store).windows()).hasSize(1);
    assertThatThrownBy(() -> computing(1, Long.MAX_VALUE - store + 1))
        .isInstanceOf(TooLongException.class);
    long third = Long.MAX_VALUE / 3 - store;
    assertThat(computing(3, third).windows().get(0).stages().get(0).miniBatches()).isEqualTo(3);
    assertThatThrownBy(() -> computing(3, third + 1)).isInstanceOf(TooLongException.class);
    long half = Long.MAX_VALUE / 2 - store;
    assertThat(computing(2, half).windows()).hasSize(1);
    assertThatThrownBy(() -> computing(2, half + 1)).isInstanceOf(TooLongException.class);
  }

  /** A byte is stored after a turn of 1000 ps at worst; with refresh all may take twice as long. */
  @Test
  void pausesAreCounted() {
    long store = 200_026;
    Packages turning = Packages.nodes(1).dram(0, 64).timing(new DramTiming(1, 1000, 0, 0));
    long most = Long.MAX_VALUE - store - 1000;
    assertThat(computing(turning.build(), 1, most).windows()).hasSize(1);
    assertThatThrownBy(() -> computing(turning.build(), 1, most + 1))
        .isInstanceOf(TooLongException.class);
    Packages refreshing = Packages.nodes(1).dram(0, 64).timing(new DramTiming(1, 0, 9000, 4500));
    long half = Long.MAX_VALUE / 2 - store;
    assertThat(computing(refreshing.build(), 1, half).windows()).hasSize(1);
    assertThatThrownBy(() -> computing(refreshing.build(), 1, half + 1))
        .isInstanceOf(TooLongException.class);
  }

  private static Plan computing(int batch, long ps) {
    return computing(Packages.line(1), batch, ps);
  }

  private static Plan computing(ChipletPackage chipletPackage, int batch, long ps) {
    return Scenes.plan(
        chipletPackage,
        Scenes.scenario(Scenes.model("m", batch, Scenes.layer("a", ps, 0, 1, 0))),
        new ExecutionPolicy(WeightPolicy.AUTO, Map.of("m", 1)),
        List.of(new Window(List.of(new Segment(0, 0, 1, 0)))));
  }
}
