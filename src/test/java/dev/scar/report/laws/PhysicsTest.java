package dev.scar.report.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Runs;
import dev.scar.fixtures.Sampled;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Plan;
import dev.scar.plan.PlanBuilder;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Schedule;
import dev.scar.sim.LoopEngine;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No law is broken where the simulator is right: scenes of every kind that there is. */
class PhysicsTest {
  private static final int CASES = Sampled.of(500);

  @Test
  void lawsHoldOnRandomPlans() {
    for (long seed = 70_000; seed < 70_000 + CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Plan plan = plan(scenes, seed);
      Physics physics = Runs.traced(plan, scenes.packetBytes(), new LoopEngine()).physics();
      List<String> broken = new ArrayList<>();
      for (Physics.Law law : physics.laws()) {
        if (law.broken() > 0) {
          broken.add(law.toString());
        }
      }
      assertThat(broken).as("seed %d", seed).isEmpty();
      assertThat(physics.laws()).as("seed %d", seed).hasSize(20);
    }
  }

  private static Plan plan(RandomScenes scenes, long seed) {
    int nodes = 2 + (int) (seed % 6);
    boolean odd = seed % 3 == 1;
    ChipletPackage chips = odd ? scenes.tightPackage(nodes) : scenes.chipletPackage(nodes);
    Scenario plain = odd ? scenes.oddScenario(2) : scenes.scenario(2);
    Scenario scenario = seed % 7 == 0 ? scenes.arriving(plain) : plain;
    ExecutionPolicy policy = scenes.policy(scenario);
    Plan plan =
        new PlanBuilder(Scenes.BY_TYPE)
            .build(
                new Schedule(
                    scenario,
                    chips,
                    policy,
                    scenes.withMiniBatches(scenes.windows(scenario, nodes), scenario)));
    return seed % 2 == 0 ? plan : plan.withoutBarrier();
  }
}
