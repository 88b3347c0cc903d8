package dev.scar.sim;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.plan;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.analysis.WindowPrediction;
import dev.scar.fixtures.Packages;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Runs;
import dev.scar.fixtures.Sampled;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.DramTiming;
import dev.scar.plan.Plan;
import dev.scar.replay.ActorEngine;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Segment;
import dev.scar.schedule.WeightPolicy;
import dev.scar.schedule.Window;
import dev.scar.trace.LogDetail;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Refresh and turnaround of DRAM ({@code replay-rules.md#dram-pauses}): timelines worked by hand,
 * and laws. A packet of 4096 B takes 64 ns at 64 GB/s, an access 200 ns.
 */
class DramPausesTest {
  private static final ExecutionPolicy ONE_BY_ONE =
      new ExecutionPolicy(WeightPolicy.AUTO, Map.of("m", 1));

  private static ChipletPackage pair(DramTiming timing) {
    return Packages.nodes(2)
        .link(0, 1, 100)
        .link(1, 0, 100)
        .dram(0, 64)
        .sharedDram(1)
        .timing(timing)
        .build();
  }

  private static ReplayResult replay(Plan plan) {
    ReplayOptions options = new ReplayOptions(4096, LogDetail.OFF, (w, t) -> {}).withWaits();
    ReplayResult loop = new LoopEngine().replay(plan, options, entry -> {});
    ReplayResult actors = new ActorEngine(2).replay(plan, options, entry -> {});
    assertThat(actors.latencyPs()).isEqualTo(loop.latencyPs());
    return loop;
  }

  private static List<Transfer> transfers(ReplayResult result, int window, int stage) {
    return result.windows().get(window).stages().get(stage).transfers();
  }

  /** {@code REFRESH 7000 of 7000}; a flow by its kind. */
  private static List<String> waits(Transfer transfer) {
    return transfer.waits().stream()
        .map(
            w ->
                "%s %d of %d"
                    .formatted(
                        w.pause()
                            .map(Pause::toString)
                            .orElseGet(() -> w.other().orElseThrow().flow().kind().toString()),
                        w.remainingPs(),
                        w.grossPs()))
        .toList();
  }

  /**
   * Load, compute 1000, store, twice, alone. The load ends at 264 000; the store comes at 465 000,
   * but the bus has turned at 514 000: 578 000. The next load comes at 778 000, turned at 828 000:
   * 892 000; the next store at 1 093 000, turned at 1 142 000.
   */
  @Test
  void theBusTurnsAround() {
    Plan plan =
        plan(
            pair(new DramTiming(1, 250_000, 0, 0)),
            scenario(model("m", 2, layer("l", 1000, 0, 4096, 4096))),
            ONE_BY_ONE,
            List.of(new Window(List.of(new Segment(0, 0, 1, 0)))));
    ReplayResult result = replay(plan);
    assertThat(transfers(result, 0, 0))
        .extracting(Transfer::arrivalPs)
        .containsExactly(264_000L, 578_000L, 892_000L, 1_206_000L);
    assertThat(transfers(result, 0, 0).stream().map(DramPausesTest::waits))
        .containsExactly(
            List.of(),
            List.of("TURNAROUND 49000 of 49000"),
            List.of("TURNAROUND 50000 of 50000"),
            List.of("TURNAROUND 49000 of 49000"));
    assertThat(Predictor.predict(plan).latencyPs()).isEqualTo(1_058_000);
  }

  /** With less than passes anyhow, nothing waits. */
  @Test
  void theBusTurnsAroundWhileNobodyAsks() {
    Plan plan =
        plan(
            pair(new DramTiming(1, 200_000, 0, 0)),
            scenario(model("m", 2, layer("l", 1000, 0, 4096, 4096))),
            ONE_BY_ONE,
            List.of(new Window(List.of(new Segment(0, 0, 1, 0)))));
    assertThat(replay(plan).latencyPs()).isEqualTo(1_058_000);
  }

  /**
   * A refresh of 50 000 every 300 000. Packets of the load begin at 200 000, 264 000; the third is
   * chosen at 328 000, when the refresh of 300 000 is due: it comes first, until 378 000. The store
   * comes at 643 000, in the refresh from 600 000 to 650 000. The second window begins at 714 000,
   * its load comes 200 000 and its store 465 000 later, when nothing is due since the barrier; the
   * refresh of 900 000 would have been in the way.
   */
  @Test
  void refreshesStartAfreshAtEveryBarrier() {
    Plan plan =
        plan(
            pair(new DramTiming(1, 0, 300_000, 50_000)),
            scenario(
                model("m", 1, layer("a", 1000, 0, 4096, 12_288), layer("b", 1000, 0, 4096, 0, 0))),
            ONE_BY_ONE,
            List.of(
                new Window(List.of(new Segment(0, 0, 1, 0))),
                new Window(List.of(new Segment(0, 1, 2, 0)))));
    ReplayResult result = replay(plan);
    assertThat(transfers(result, 0, 0))
        .extracting(Transfer::arrivalPs)
        .containsExactly(442_000L, 714_000L);
    assertThat(transfers(result, 0, 0).stream().map(DramPausesTest::waits))
        .containsExactly(List.of("REFRESH 50000 of 50000"), List.of("REFRESH 7000 of 7000"));
    assertThat(transfers(result, 1, 0))
        .extracting(Transfer::arrivalPs)
        .containsExactly(714_000L + 264_000, 714_000L + 529_000);
    assertThat(result.latencyPs()).isEqualTo(Predictor.predict(plan).latencyPs() + 57_000);
  }

  /**
   * Without the barrier, refreshes go on: the second window's load comes at 914 000 in the refresh
   * from 900 000 to 950 000; it ends at 1 014 000. The store comes at 1 215 000, in that of 1 200
   * 000.
   */
  @Test
  void withoutBarrierRefreshesGoOn() {
    Plan plan =
        plan(
                pair(new DramTiming(1, 0, 300_000, 50_000)),
                scenario(
                    model(
                        "m",
                        1,
                        layer("a", 1000, 0, 4096, 12_288),
                        layer("b", 1000, 0, 4096, 0, 0))),
                ONE_BY_ONE,
                List.of(
                    new Window(List.of(new Segment(0, 0, 1, 0))),
                    new Window(List.of(new Segment(0, 1, 2, 0)))))
            .withoutBarrier();
    ReplayResult result = replay(plan);
    assertThat(transfers(result, 1, 0))
        .extracting(Transfer::arrivalPs)
        .containsExactly(1_014_000L, 1_314_000L);
  }

  /**
   * Chiplet 0 loads three packets from 200 000 on; chiplet 1 stores one, which comes at 230 000.
   * Its turn is at 264 000: the bus turns until 284 000, serves it until 348 000, and turns back
   * until 368 000.
   */
  @Test
  void bothWaitForTheTurn() {
    Plan plan =
        plan(
            pair(new DramTiming(1, 20_000, 0, 0)),
            scenario(
                model("a", 1, layer("a0", 1_000_000, 0, 1, 12_288)),
                model("b", 1, layer("b0", 30_000, 0, 4096, 0))),
            new Segment(0, 0, 1, 0),
            new Segment(1, 0, 1, 1));
    ReplayResult result = replay(plan);
    Transfer load = transfers(result, 0, 0).get(0);
    Transfer store = transfers(result, 0, 1).get(0);
    assertThat(load.arrivalPs()).isEqualTo(496_000);
    assertThat(waits(load)).containsExactly("TURNAROUND 40000 of 40000", "STORE 64000 of 64000");
    assertThat(store.arrivalPs()).isEqualTo(348_000);
    assertThat(waits(store)).containsExactly("LOAD 34000 of 34000", "TURNAROUND 20000 of 20000");
  }

  /** A refresh that is due when the bus would turn hides the turn. */
  @Test
  void theBusTurnsDuringARefresh() {
    Plan plan =
        plan(
            pair(new DramTiming(1, 20_000, 264_000, 30_000)),
            scenario(
                model("a", 1, layer("a0", 1_000_000, 0, 1, 4096)),
                model("b", 1, layer("b0", 30_000, 0, 4096, 0))),
            new Segment(0, 0, 1, 0),
            new Segment(1, 0, 1, 1));
    Transfer store = transfers(replay(plan), 0, 1).get(0);
    assertThat(store.arrivalPs()).isEqualTo(264_000 + 30_000 + 64_000);
    assertThat(waits(store)).containsExactly("LOAD 34000 of 34000", "REFRESH 30000 of 30000");
  }

  /** Half of the bytes take twice the time, predicted as simulated. */
  @Test
  void efficiencyIsPredicted() {
    Plan plan =
        plan(
            pair(new DramTiming(0.5, 0, 0, 0)),
            scenario(model("m", 1, layer("l", 1000, 0, 4096, 4096))),
            new Segment(0, 0, 1, 0));
    assertThat(replay(plan).latencyPs()).isEqualTo(2 * (200_000 + 128_000) + 1000);
    assertThat(Predictor.predict(plan).latencyPs()).isEqualTo(2 * (200_000 + 128_000) + 1000);
  }

  /**
   * With pauses, too, nothing is earlier than predicted, waits add up to δ, and nothing is idle
   * while it is asked for. What nobody else meets waits for pauses only.
   */
  @Test
  void lawsHoldWithPauses() {
    int alone = 0;
    long paused = 0;
    for (long seed = 81_000; seed < 81_000 + Sampled.of(600); seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Plan plan = scenes.pausingPlan(Execution.SEQUENTIAL);
      boolean single = plan.windows().stream().allMatch(w -> w.stages().size() == 1);
      ReplayOptions options =
          new ReplayOptions(scenes.packetBytes(), LogDetail.OFF, (w, t) -> {}).withWaits();
      ReplayResult result = new LoopEngine().replay(plan, options, entry -> {});
      Prediction prediction = Predictor.predict(plan);
      for (WindowReplay window : result.windows()) {
        WindowPrediction predicted = prediction.windows().get(window.index());
        for (StageRun run : window.stages()) {
          for (Transfer transfer : run.transfers()) {
            assertThat(transfer.arrivalPs() - window.startPs())
                .as("seed %d %s", seed, transfer.program().flow())
                .isGreaterThanOrEqualTo(
                    predicted.arrivalPs(transfer.program().flow(), transfer.miniBatch()));
            assertThat(transfer.waits().stream().mapToLong(Wait::remainingPs).sum())
                .as("seed %d: waits add up to δ", seed)
                .isEqualTo(transfer.delayPs());
            if (single) {
              assertThat(transfer.waits())
                  .as("seed %d: alone it waits for pauses", seed)
                  .allMatch(wait -> wait.pause().isPresent());
              paused += transfer.delayPs();
            }
          }
        }
      }
      assertThat(Runs.of(result).physics().laws())
          .as("seed %d", seed)
          .allMatch(law -> law.broken() == 0);
      alone += single ? 1 : 0;
      assertThat(result.resources())
          .as("seed %d", seed)
          .allMatch(use -> use.overlaps() == 0 && use.idleWhileWaiting() == 0);
    }
    assertThat(alone).as("plans with one stage at a time").isPositive();
    assertThat(paused).as("pauses of what is alone").isPositive();
  }

  /** Every 7 µs from the barrier at 100 µs on: not at 105 µs, which is a multiple of 7 itself. */
  @Test
  void refreshesAreCountedFromTheBarrier() {
    DramPauses pauses = new DramPauses(new DramTiming(1, 0, 7_000_000, 350_000));
    pauses.restart(100_000_000);
    DramPauses.Listener nobody =
        (pause, from, to) -> {
          throw new AssertionError(pause);
        };
    assertThat(pauses.startPs(false, 105_000_000, 0, nobody)).isEqualTo(105_000_000);
    List<String> seen = new ArrayList<>();
    long start =
        pauses.startPs(
            false, 107_000_000, 0, (pause, from, to) -> seen.add(pause + " " + from + " " + to));
    assertThat(start).isEqualTo(107_350_000);
    assertThat(seen).containsExactly("REFRESH 107000000 107350000");
  }
}
