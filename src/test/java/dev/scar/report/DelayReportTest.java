package dev.scar.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Runs;
import dev.scar.fixtures.Scenes;
import dev.scar.plan.Plan;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Segment;
import dev.scar.schedule.WeightPolicy;
import dev.scar.schedule.Window;
import dev.scar.sim.StageRun;
import dev.scar.sim.Transfer;
import dev.scar.sim.WindowReplay;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The parts of transfers' time add up, and what chiplets hold goes back to nothing. */
class DelayReportTest {
  @Test
  void partsAddUpAndEveryWaitIsBehindSomething() {
    long pairs = 0;
    for (long seed = 0; seed < 60; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Plan plan = scenes.plan();
      RunReport comparison = Runs.of(plan, scenes.packetBytes());
      long whole = 0;
      long waited = 0;
      for (WindowReplay window : comparison.replay().windows()) {
        for (StageRun run : window.stages()) {
          for (Transfer transfer : run.transfers()) {
            whole += transfer.arrivalPs() - transfer.releasePs();
            waited += transfer.delayPs();
          }
        }
      }
      DelayReport delays = comparison.delays();
      BigInteger parts =
          delays.models().stream()
              .map(m -> m.serialisationPs().add(m.hopsPs()).add(m.dramPs()).add(m.waitPs()))
              .reduce(BigInteger.ZERO, BigInteger::add);
      assertThat(parts).as("seed %d", seed).isEqualTo(BigInteger.valueOf(whole));
      assertThat(
              delays.pairs().stream()
                  .map(DelayReport.Pair::waitPs)
                  .reduce(BigInteger.ZERO, BigInteger::add))
          .as("seed %d: what remains of all waits is δ", seed)
          .isEqualTo(BigInteger.valueOf(waited));
      pairs += delays.pairs().size();
      for (L2Occupancy.Chiplet chiplet : comparison.l2()) {
        List<L2Occupancy.Step> steps = chiplet.steps();
        assertThat(steps.get(steps.size() - 1).bytes()).as("seed %d", seed).isZero();
        assertThat(steps).as("seed %d", seed).allMatch(step -> step.bytes() >= 0);
        assertThat(chiplet.peakBytes())
            .as("seed %d", seed)
            .isEqualTo(steps.stream().mapToLong(L2Occupancy.Step::bytes).max().orElseThrow());
      }
    }
    assertThat(pairs).as("pairs of waiting flows in all cases").isGreaterThan(50);
  }

  /**
   * Two mini-batches of one sample. Chiplet 0 loads 300 bytes of weights until 200 000 + 4688 (64
   * GB/s), makes 10 000 bytes in no time, and sends them in 100 000 + 35 000. Chiplet 1 computes
   * for 1 000 000 and stores a byte in 16 + 35 000 + 200 000; meanwhile the second input is there.
   */
  @Test
  void whatChipletsHoldIsTheHandComputed() {
    Scenario pair =
        Scenes.scenario(
            Scenes.model(
                "m",
                2,
                Scenes.layer("a", 0, 300, 10_000, 0),
                Scenes.layer("b", 1_000_000, 0, 1, 0, 0)));
    Plan plan =
        Scenes.plan(
            Packages.line(2),
            pair,
            new ExecutionPolicy(WeightPolicy.RESIDENT, Map.of("m", 1)),
            List.of(new Window(List.of(Scenes.oneLayerEach(0, 0, 1)))));
    List<L2Occupancy.Chiplet> chiplets = Runs.of(plan, 4096).l2();
    long sent = 204_688 + 135_000;
    long sentAgain = sent + 135_000;
    long done = sent + 1_235_016;
    assertThat(chiplets.get(0).steps())
        .containsExactly(
            new L2Occupancy.Step(0, 10_300),
            new L2Occupancy.Step(sent, 10_300),
            new L2Occupancy.Step(sentAgain, 0));
    assertThat(chiplets.get(0).peakBytes()).isEqualTo(10_300);
    assertThat(chiplets.get(1).steps())
        .containsExactly(
            new L2Occupancy.Step(sent, 10_001),
            new L2Occupancy.Step(sentAgain, 20_001),
            new L2Occupancy.Step(done, 10_001),
            new L2Occupancy.Step(done + 1_235_016, 0));
    assertThat(chiplets.get(1).peakBytes()).isEqualTo(20_001);
    assertThat(chiplets.get(1).overflowPs()).isZero();
  }

  /**
   * Overlapped, one sample. a reads 640 bytes and is computed from 210 to 1210; its 100 000 bytes
   * stay for b and c, and go to chiplet 1 until 2245. b makes 320 for c from 1210 to 1310. c loads
   * 640 from 1210 on, is computed from 2245 to 2745, and stores 640 until 2955. Samples take 100
   * 640, 100 320 and 101 600 bytes; what stays beside them is 100 000, then 100 320.
   */
  @Test
  void whatIsHandedOnCountsOnceAmongThreeThatRun() {
    Scenario handed =
        Scenes.scenario(
            Scenes.model(
                "m",
                1,
                Scenes.layer("a", 1_000_000, 0, 100_000, 640),
                Scenes.layer("b", 100_000, 0, 320, 0, 0),
                Scenes.layer("c", 500_000, 0, 640, 640, 0, 1),
                Scenes.layer("d", 500_000, 0, 640, 0, 0)));
    Plan plan =
        Scenes.plan(
            Packages.lineOfDrams(2, Packages.type("t", 10 << 20, 1_000_000_000_000L, 1e-12)),
            handed,
            new ExecutionPolicy(WeightPolicy.AUTO, Map.of("m", 1))
                .withExecution(Execution.OVERLAPPED),
            List.of(
                new Window(
                    List.of(
                        new Segment(0, 0, 1, 0, 0),
                        new Segment(0, 1, 2, 0, 1),
                        new Segment(0, 2, 3, 0, 2),
                        new Segment(0, 3, 4, 1, 0)))));
    assertThat(Runs.of(plan, 4096).l2().get(0).steps())
        .containsExactly(
            new L2Occupancy.Step(0, 100_640 + 100_000),
            new L2Occupancy.Step(1_210_000, 100_640 + 100_320 + 101_600 + 100_320),
            new L2Occupancy.Step(1_310_000, 100_640 + 101_600 + 100_320),
            new L2Occupancy.Step(2_245_000, 101_600 + 100_320),
            new L2Occupancy.Step(2_955_000, 0));
  }

  /**
   * Eight chiplets load half a petabyte each, at once, from one DRAM of 1 GB/s, in one packet each:
   * S = 5e17 ps, one after the other, so that load k waits k·S. They compute for 1 us. The store of
   * one byte of chiplet k reaches the DRAM 1 us and the DRAM's 200 ns after its load, and, behind
   * the loads that are left and k stores of 1 ns, waits (7-k)·S - 1 200 000 + k·1000 ps; the last
   * one does not wait. Together 28·S + 28·S - 7·1 200 000 + 21·1000 ps, more than 2^63, while the
   * worst time of the plan, 4.04e18 ps, is less.
   */
  @Test
  void sumsOfWaitsAreExactBeyondALong() {
    long half = 500_000_000_000_000L;
    Packages eight = Packages.nodes(8).dram(0, 1);
    List<ScenarioModel> models = new ArrayList<>();
    List<Segment> segments = new ArrayList<>();
    for (int node = 0; node < 8; node++) {
      if (node > 0) {
        eight.sharedDram(node).link(node, node - 1, 100).link(node - 1, node, 100);
      }
      models.add(Scenes.model("m" + node, 1, Scenes.layer("a", 1_000_000, half, 1, 0)));
      segments.add(new Segment(node, 0, 1, node));
    }
    Plan plan =
        Scenes.plan(
            eight.build(),
            Scenes.scenario(models.toArray(ScenarioModel[]::new)),
            segments.toArray(Segment[]::new));
    RunReport run = Runs.of(plan, half);
    BigInteger waited =
        new BigInteger("28000000000000000000").subtract(BigInteger.valueOf(8_379_000));
    assertThat(
            run.delays().models().stream()
                .map(DelayReport.ModelSplit::waitPs)
                .reduce(BigInteger.ZERO, BigInteger::add))
        .isEqualTo(waited);
    assertThat(run.resources())
        .filteredOn(row -> row.name().equals("dram 0"))
        .extracting(ResourceRow::transferWaitPs)
        .containsExactly(waited);
    assertThat(run.physics().holds()).isTrue();
    assertThat(TerminalReport.of(run))
        .contains("dram 0 at nodes 0, 1, 2, 3, 4, 5, 6, 7")
        .contains("28000000 s")
        .contains("eject 0");
    assertThat(SummaryWriter.text(run)).contains("\"transferWaitPs\" : 27999999999991621000");
  }

  /** A flow has the name that the log gives it, in every table. */
  @Test
  void flowsHaveTheNamesOfTheLog() {
    int named = 0;
    for (long seed = 0; seed < 20; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      RunReport run = Runs.of(scenes.plan(), scenes.packetBytes());
      List<String> names =
          run.plan().windows().stream()
              .flatMap(
                  window ->
                      window.flows().stream()
                          .map(
                              flow ->
                                  "W"
                                      + window.index()
                                      + " "
                                      + run.labels().flow(window.index(), flow.ordinal()).name()))
              .toList();
      for (DelayReport.Pair pair : run.delays().pairs()) {
        assertThat(names).as("seed %d", seed).contains(pair.waiting());
        named++;
      }
    }
    assertThat(named).isGreaterThan(20);
  }
}
