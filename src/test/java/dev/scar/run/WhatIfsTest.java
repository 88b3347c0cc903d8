package dev.scar.run;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.plan;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.Runs;
import dev.scar.plan.Plan;
import dev.scar.report.RunReport;
import dev.scar.report.WhatIf;
import dev.scar.schedule.Segment;
import dev.scar.sim.LoopEngine;
import org.junit.jupiter.api.Test;

/** Changes that are tried, worked out by hand. */
class WhatIfsTest {
  private static RunReport twoLoads(long computePs) {
    Plan plan =
        plan(
            Packages.nodes(2).link(0, 1, 100).link(1, 0, 100).dram(0, 64).sharedDram(1).build(),
            scenario(
                model("a", 1, layer("a0", 1000, 0, 1, 8192)),
                model("b", 1, layer("b0", computePs, 0, 1, 8192))),
            new Segment(0, 0, 1, 0),
            new Segment(1, 0, 1, 1));
    return Runs.traced(plan, 4096, new LoopEngine());
  }

  /**
   * Two loads of two packets share a DRAM; b, the later one, ends at 456 000, is computed on for 1
   * 000 000 and stored in 200 016: 1 656 016.
   *
   * <p>At 128 GB/s the packets leave the DRAM every 32 000, b's at 232 000 and 296 000; the second
   * one takes 40 960 on a link of 100 GB/s: 336 960, and with the rest 1 536 970. Alone it would
   * take 81 920 after 200 000: 1 481 930.
   *
   * <p>With the two exchanged b is on chiplet 0 and first: its second packet ends at 392 000, in
   * all 1 592 016; alone it would be 1 528 016.
   */
  @Test
  void triesTheResourceAndThePlace() {
    assertThat(WhatIfs.of(twoLoads(1_000_000), false))
        .containsExactly(
            new WhatIf("dram 0 at 128 GB/s", 1_481_930, 1_536_970),
            new WhatIf("W0 a:a0 on chiplet 1, not 0, in exchange", 1_528_016, 1_592_016));
  }

  /** The same 128 000 are no hundredth of 13 000 000. */
  @Test
  void triesNothingWhereLittleIsLate() {
    RunReport run = twoLoads(13_000_000);
    assertThat(run.deltaPs()).isEqualTo(128_000);
    assertThat(WhatIfs.of(run, false)).isEmpty();
    assertThat(WhatIfs.of(run, true)).hasSize(2);
  }
}
