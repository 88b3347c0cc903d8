package dev.scar.report.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Runs;
import dev.scar.fixtures.Sampled;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Plan;
import dev.scar.plan.PlanBuilder;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.schedule.Window;
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
      Plan plan = plan(seed % 5 == 4 ? scenes.multicasting() : scenes, seed);
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

  /**
   * 100 B of weights stay in an L2 of 200 B beside 80 B of one sample, but not beside the 160 B of
   * two: overlapped, they come with every sample, behind the 5 µs of compute.
   */
  @Test
  void weightsMayStreamWhereTwoSamplesLeaveThemNoRoom() {
    ChipletPackage chips =
        Packages.nodes(1)
            .type(0, Packages.type("small", 200, 1_000_000_000_000L, 1e-12))
            .dram(0, 64)
            .build();
    Plan plan =
        Scenes.plan(
            chips,
            Scenes.scenario(Scenes.model("m", 4, Scenes.layer("l", 5_000_000, 100, 40, 40))),
            ExecutionPolicy.DEFAULT.withExecution(Execution.OVERLAPPED),
            List.of(new Window(List.of(new Segment(0, 0, 1, 0)))));
    Physics physics = Runs.traced(plan, 64, new LoopEngine()).physics();
    assertThat(plan.windows().get(0).stages().get(0).weightsResident()).isFalse();
    assertThat(physics.laws()).allMatch(law -> law.broken() == 0);
  }

  private static Plan plan(RandomScenes scenes, long seed) {
    int nodes = 2 + (int) (seed % 6);
    boolean odd = seed % 3 == 1;
    ChipletPackage chips = odd ? scenes.tightPackage(nodes) : scenes.chipletPackage(nodes);
    Scenario plain = odd ? scenes.oddScenario(2) : scenes.scenario(2);
    Scenario scenario = seed % 7 == 0 ? scenes.arriving(plain) : plain;
    ExecutionPolicy policy =
        scenes
            .policy(scenario)
            .withExecution(seed % 4 == 3 ? Execution.OVERLAPPED : Execution.SEQUENTIAL);
    Plan plan =
        new PlanBuilder(Scenes.BY_TYPE)
            .build(
                new Schedule(
                    scenario,
                    chips,
                    policy,
                    scenes.withMiniBatches(
                        seed % 5 == 2
                            ? scenes.orderedWindows(scenario, nodes)
                            : scenes.windows(scenario, nodes),
                        scenario)));
    return seed % 2 == 0 ? plan : plan.withoutBarrier();
  }
}
