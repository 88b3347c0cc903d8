package dev.scar.sim;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.oneLayerEach;
import static dev.scar.fixtures.Scenes.plan;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.fixtures.Packages;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Flow;
import dev.scar.plan.Plan;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Segment;
import dev.scar.schedule.Window;
import dev.scar.trace.LogDetail;
import dev.scar.trace.LogRecord;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The worked cases of {@code replay-rules.md#worked-cases}, number by number. */
class WorkedCasesTest {
  private final List<LogRecord> log = new ArrayList<>();

  private ReplayResult replay(Plan plan, long packetBytes) {
    ReplayOptions options = new ReplayOptions(packetBytes, LogDetail.PACKETS, (w, t) -> {});
    return new LoopEngine().replay(plan, options, log::add);
  }

  /** Two layers: the first makes a tensor of so many bytes at once, the second reads it. */
  private static Scenario producerConsumer(long bytes) {
    return scenario(model("m", 1, layer("a", 0, 0, bytes, 0), layer("b", 0, 0, 1, 0, 0)));
  }

  private static Transfer transfer(ReplayResult result, int stage, Flow.Kind kind, int nth) {
    return result.windows().get(0).stages().get(stage).transfers().stream()
        .filter(t -> t.program().flow().kind() == kind)
        .skip(nth)
        .findFirst()
        .orElseThrow();
  }

  private List<List<Long>> served(int component) {
    return log.stream()
        .filter(r -> r.component() == component && r.kind() == LogRecord.Kind.SERVE)
        .map(r -> List.of(r.startPs(), r.endPs()))
        .toList();
  }

  private static void assertAsPredicted(Plan plan, ReplayResult result) {
    Prediction prediction = Predictor.predict(plan);
    assertThat(result.latencyPs()).isEqualTo(prediction.latencyPs());
  }

  @Test
  void singleHop() {
    Plan plan = plan(Packages.line(2), producerConsumer(10_000), oneLayerEach(0, 0, 1));
    ReplayResult result = replay(plan, 4096);
    assertThat(transfer(result, 0, Flow.Kind.SEND, 0).arrivalPs()).isEqualTo(135_000);
    assertThat(served(0))
        .containsExactly(
            List.of(35_000L, 75_960L), List.of(75_960L, 116_920L), List.of(116_920L, 135_000L));
    assertAsPredicted(plan, result);
  }

  @Test
  void slowerLinkAfterFasterOne() {
    ChipletPackage line =
        Packages.nodes(3)
            .link(0, 1, 100)
            .link(1, 2, 64)
            .link(2, 1, 100)
            .link(1, 0, 100)
            .dram(2, 64)
            .build();
    Plan plan = plan(line, producerConsumer(10_000), oneLayerEach(0, 0, 2));
    ReplayResult result = replay(plan, 4096);
    assertThat(transfer(result, 0, Flow.Kind.SEND, 0).arrivalPs()).isEqualTo(226_250);
    assertThat(served(1))
        .containsExactly(
            List.of(70_000L, 134_000L), List.of(134_000L, 198_000L), List.of(198_000L, 226_250L));
    assertAsPredicted(plan, result);
  }

  @Test
  void fastLinkBetweenSlowOnes() {
    ChipletPackage line =
        Packages.nodes(4)
            .ports(200, 200)
            .link(0, 1, 50)
            .link(1, 2, 200)
            .link(2, 3, 50)
            .link(3, 0, 100)
            .dram(3, 64)
            .build();
    Plan plan = plan(line, producerConsumer(10_000), oneLayerEach(0, 0, 3));
    ReplayResult result = replay(plan, 4096);
    assertThat(transfer(result, 0, Flow.Kind.SEND, 0).arrivalPs()).isEqualTo(305_000);
    assertThat(served(1).get(0)).containsExactly(70_000L, 151_920L);
    assertThat(served(2).get(0)).containsExactly(105_000L, 186_920L);
    assertAsPredicted(plan, result);
  }

  @Test
  void roundingAddsNothing() {
    ChipletPackage pair =
        Packages.nodes(2).ports(64, 65).link(0, 1, 65).link(1, 0, 65).dram(1, 64).build();
    Plan plan = plan(pair, producerConsumer(3), oneLayerEach(0, 0, 1));
    ReplayResult result = replay(plan, 1);
    assertThat(transfer(result, 0, Flow.Kind.SEND, 0).arrivalPs()).isEqualTo(35_047);
    assertAsPredicted(plan, result);
  }

  @Test
  void dramLoads() {
    Scenario reads = scenario(model("m", 1, layer("a", 0, 10_000, 1, 0)));
    Plan far = plan(Packages.line(3), reads, new Segment(0, 0, 1, 2));
    ReplayResult farResult = replay(far, 4096);
    assertThat(transfer(farResult, 0, Flow.Kind.LOAD, 0).arrivalPs()).isEqualTo(426_250);
    int dram = farResult.plan().resources().dram(0).ordinal();
    assertThat(
            log.stream()
                .filter(
                    r ->
                        r.component() == dram && r.flow() == 0 && r.kind() == LogRecord.Kind.SERVE))
        .extracting(LogRecord::startPs, LogRecord::endPs)
        .containsExactly(
            tuple(200_000L, 264_000L), tuple(264_000L, 328_000L), tuple(328_000L, 356_250L));
    assertThat(served(0).get(1)).containsExactly(299_000L, 363_000L);
    assertAsPredicted(far, farResult);

    Plan near = plan(Packages.line(3), reads, new Segment(0, 0, 1, 0));
    ReplayResult nearResult = replay(near, 4096);
    assertThat(transfer(nearResult, 0, Flow.Kind.LOAD, 0).arrivalPs()).isEqualTo(356_250);
    assertAsPredicted(near, nearResult);
  }

  @Test
  void dramStore() {
    Scenario writes = scenario(model("m", 1, layer("a", 0, 0, 10_000, 0)));
    Plan plan = plan(Packages.line(3), writes, new Segment(0, 0, 1, 2));
    ReplayResult result = replay(plan, 4096);
    assertThat(transfer(result, 0, Flow.Kind.STORE, 0).arrivalPs()).isEqualTo(426_250);
    assertThat(served(result.plan().resources().dram(0).ordinal()))
        .containsExactly(
            List.of(270_000L, 334_000L), List.of(334_000L, 398_000L), List.of(398_000L, 426_250L));
    assertAsPredicted(plan, result);
  }

  @Test
  void fanOut() {
    Scenario fan =
        scenario(
            model(
                "m",
                1,
                layer("a", 1_000_000, 0, 8192, 0),
                layer("b", 500_000, 0, 1, 0, 0),
                layer("c", 500_000, 0, 1, 0, 0)));
    Plan plan = plan(Packages.line(3), fan, oneLayerEach(0, 0, 1, 2));
    ReplayResult result = replay(plan, 4096);
    assertThat(transfer(result, 0, Flow.Kind.SEND, 0).arrivalPs()).isEqualTo(1_116_920);
    assertThat(transfer(result, 0, Flow.Kind.SEND, 1).arrivalPs()).isEqualTo(1_268_840);
    assertThat(result.windows().get(0).stages().get(0).finishPs(0)).isEqualTo(1_268_840);
    assertThat(computeEnds()).contains(1_616_920L, 1_768_840L);
    assertAsPredicted(plan, result);
  }

  private List<Long> computeEnds() {
    return log.stream()
        .filter(r -> r.kind() == LogRecord.Kind.COMPUTE)
        .map(LogRecord::endPs)
        .toList();
  }

  @Test
  void sharedLinkRotatesTies() {
    Plan plan = Scenes.rotatingTies();
    ReplayResult result = replay(plan, 4096);
    assertThat(log.stream().filter(r -> r.component() == 2 && r.kind() == LogRecord.Kind.SERVE))
        .extracting(
            LogRecord::flow,
            LogRecord::packet,
            LogRecord::timePs,
            LogRecord::startPs,
            LogRecord::endPs)
        .containsExactly(
            tuple(0, 0L, 70_000L, 70_000L, 110_960L),
            tuple(1, 0L, 70_000L, 110_960L, 151_920L),
            tuple(1, 1L, 110_960L, 151_920L, 192_880L),
            tuple(0, 1L, 110_960L, 192_880L, 233_840L));
    Transfer a = transfer(result, 0, Flow.Kind.SEND, 0);
    Transfer b = transfer(result, 1, Flow.Kind.SEND, 0);
    assertThat(b.arrivalPs()).isEqualTo(192_880);
    assertThat(a.arrivalPs()).isEqualTo(233_840);
    assertThat(b.delayPs()).isEqualTo(40_960);
    assertThat(a.delayPs()).isEqualTo(81_920);
    assertThat(List.of(b.waitPs(0), b.waitPs(1), b.waitPs(2), b.waitPs(3)))
        .containsExactly(0L, 0L, 40_960L, 0L);
    assertThat(List.of(a.waitPs(0), a.waitPs(1), a.waitPs(2), a.waitPs(3)))
        .containsExactly(0L, 0L, 81_920L, 0L);
    assertThat(result.resources().get(2).busyPs()).isEqualTo(163_840);
  }

  /** One tie a window at the same link: the first flow wins it in both windows. */
  @Test
  void tiesBeginAgainAtEveryWindow() {
    ScenarioModel[] models = {joined("m"), joined("n")};
    List<Window> windows = new ArrayList<>();
    for (int m = 0; m < models.length; m++) {
      windows.add(new Window(List.of(oneLayerEach(m, 0, 2, 3))));
    }
    Plan plan =
        Scenes.plan(
            Scenes.rotatingTies().chipletPackage(),
            scenario(models),
            ExecutionPolicy.DEFAULT,
            windows);
    ReplayResult result = replay(plan, 4096);
    for (WindowReplay window : result.windows()) {
      assertThat(window.stages().subList(0, 2))
          .as("window %d", window.index())
          .extracting(run -> run.transfers().get(0).arrivalPs() - window.startPs())
          .containsExactly(110_960L, 151_920L);
    }
  }

  private static ScenarioModel joined(String id) {
    return model(
        id, 1, layer("a", 0, 0, 4096, 0), layer("b", 0, 0, 4096, 0), layer("c", 0, 0, 1, 0, 0, 1));
  }
}
