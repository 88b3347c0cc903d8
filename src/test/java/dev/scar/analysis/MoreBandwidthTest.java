package dev.scar.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.PackageParts;
import dev.scar.plan.Plan;
import dev.scar.plan.PlanBuilder;
import dev.scar.schedule.Schedule;
import dev.scar.units.Bandwidth;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * More bandwidth of links, ports or DRAM is never predicted to be slower. (Simulated it may be:
 * what comes sooner can be in another's way.)
 */
class MoreBandwidthTest {
  private static final int PLANS = 200;

  private static Bandwidth more(Bandwidth of, Random random) {
    long bytes = of.bytesPerSecond();
    return Bandwidth.ofBytesPerSecond(bytes + (random.nextBoolean() ? random.nextLong(bytes) : 0));
  }

  @Test
  void isNeverPredictedToBeSlower() {
    int faster = 0;
    for (long seed = 0; seed < PLANS; seed++) {
      Random random = new Random(seed);
      Plan plan = new RandomScenes(seed).plan();
      Schedule old = plan.schedule();
      Schedule wider =
          new Schedule(
              old.scenario(),
              PackageParts.SAME
                  .links(l -> l.withBandwidth(more(l.bandwidth(), random)))
                  .drams(d -> d.withPeak(more(d.peak(), random)))
                  .chiplets(
                      c -> c.withPorts(more(c.injection(), random), more(c.ejection(), random)))
                  .in(old.chipletPackage(), "wider"),
              old.policy(),
              old.windows());
      long before = predictedPs(old);
      long after = predictedPs(wider);
      assertThat(after).as("seed %d", seed).isLessThanOrEqualTo(before);
      faster += after < before ? 1 : 0;
    }
    assertThat(faster).isGreaterThan(PLANS / 4);
  }

  private static long predictedPs(Schedule schedule) {
    return Predictor.predict(new PlanBuilder(Scenes.MACS_ARE_PICOSECONDS).build(schedule))
        .latencyPs();
  }
}
