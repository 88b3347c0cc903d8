package dev.scar.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Sampled;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Plan;
import dev.scar.run.Inputs;
import dev.scar.schedule.Execution;
import dev.scar.schedule.Segment;
import dev.scar.search.ScarScheduler;
import dev.scar.search.SearchOptions;
import dev.scar.search.anneal.AnnealingSearch;
import dev.scar.search.anneal.Effort;
import dev.scar.study.PackageChange;
import dev.scar.trace.LogDetail;
import dev.scar.trace.LogRecord;
import dev.scar.trace.ServiceBins;
import dev.scar.workload.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transfers served as a whole give every result that packets served one by one give. */
class TrainLoopTest {
  private static final int CASES = Sampled.costly(120);
  private static final int MANY_CASES = 2000;
  private static final List<Long> PACKETS = List.of(64L, 256L, 1000L, 4096L, 512L, 100_000L);

  /** What a replay tells, in values that can be compared. */
  private static List<Object> told(Plan plan, ReplayOptions options, LoopEngine engine) {
    List<LogRecord> log = new ArrayList<>();
    ReplayResult result = engine.replay(plan, options, log::add);
    List<Object> told = new ArrayList<>(log);
    told.addAll(result.resources());
    told.add(result.linkEvents());
    told.add(result.packetLatencyPs());
    result.service().forEach((component, bins) -> told.add(binsOf(component, bins)));
    for (WindowReplay window : result.windows()) {
      told.add(List.of(window.startPs(), window.endPs()));
      window.stages().forEach(stage -> told.add(toldOf(stage)));
    }
    return told;
  }

  private static List<Object> binsOf(int component, ServiceBins bins) {
    List<Object> told = new ArrayList<>(List.of(component, bins.widthPs()));
    for (int bin = 0; bin < ServiceBins.BINS; bin++) {
      told.add(bins.busyPs(bin));
      told.add(bins.waitingPs(bin));
    }
    return told;
  }

  private static List<Object> toldOf(StageRun stage) {
    List<Object> told = new ArrayList<>();
    for (int i = 0; i < stage.program().stage().miniBatches(); i++) {
      told.add(
          List.of(
              stage.beganPs(i),
              stage.startPs(i),
              stage.finishPs(i),
              stage.computeStartPs(i),
              stage.computeEndPs(i)));
    }
    told.add(List.of(stage.injectedBytes(), stage.injectionBusyPs()));
    for (Transfer transfer : stage.transfers()) {
      told.add(
          List.of(
              transfer.program().window(),
              transfer.program().flow().ordinal(),
              transfer.miniBatch(),
              transfer.releasePs(),
              transfer.arrivalPs(),
              transfer.deliveredBytes()));
      for (int p = 0; p <= transfer.path().last(); p++) {
        told.add(transfer.firstStartPs(p));
      }
      for (Wait wait : transfer.waits()) {
        told.add(
            List.of(
                wait.position(),
                wait.other().map(f -> f.window() + "/" + f.flow().ordinal()).orElse("-"),
                wait.miniBatch(),
                wait.grossPs(),
                wait.remainingPs()));
      }
    }
    return told;
  }

  private static Plan plan(long seed, RandomScenes scenes) {
    Execution execution = seed % 2 == 0 ? Execution.OVERLAPPED : Execution.SEQUENTIAL;
    Plan plan = scenes.plan(execution);
    if (seed % 7 == 0) {
      Scenario scenario = scenes.scenario(2);
      plan =
          Scenes.plan(
              scenes.chipletPackage(5),
              scenes.arriving(scenario),
              scenes.policy(scenario).withExecution(execution),
              scenes.windows(scenario, 5));
    }
    return seed % 3 == 0 ? plan.withoutBarrier() : plan;
  }

  private static void agree(String what, Plan plan, ReplayOptions how) {
    List<Object> fast = told(plan, how, new LoopEngine());
    List<Object> plain = told(plan, how, LoopEngine.packetByPacket());
    for (int i = 0; i < Math.min(fast.size(), plain.size()); i++) {
      if (!fast.get(i).equals(plain.get(i))) {
        assertThat(fast.get(i)).as("%s, item %d", what, i).isEqualTo(plain.get(i));
      }
    }
    assertThat(fast).as(what).hasSameSizeAs(plain);
  }

  private static void agree(long from, long to) {
    for (long seed = from; seed < to; seed++) {
      Plan plan = plan(seed, new RandomScenes(seed));
      long packet = PACKETS.get((int) (seed % PACKETS.size()));
      LogDetail detail = seed % 5 == 0 ? LogDetail.OFF : LogDetail.TRANSFERS;
      ReplayOptions options = new ReplayOptions(packet, detail, (w, t) -> {});
      ReplayOptions how = seed % 10 == 0 ? options.withWaits() : options;
      agree("seed " + seed, plan, how);
    }
  }

  /** A scenario by a short search, on its package and where DRAM or links are scarce. */
  private static void agree(String name) {
    Inputs inputs = new Inputs(Path.of(System.getProperty("scar.home", "")));
    Scenario scenario = inputs.scenario(name);
    ChipletPackage own = inputs.topology(Inputs.packageOf(name, scenario));
    List<ChipletPackage> packages = new ArrayList<>(List.of(own));
    packages.addAll(PackageChange.starved(own));
    SearchOptions options =
        SearchOptions.DEFAULT.search(AnnealingSearch.of(new Effort("300", 300)));
    for (ChipletPackage on : packages) {
      Plan plan =
          new ScarScheduler(inputs.costs(), 1, () -> false, (done, all) -> {})
              .schedule(scenario, on, options)
              .best()
              .plan();
      ReplayOptions how = ReplayOptions.DEFAULT;
      agree(name + " on " + on.name(), plan, how);
      agree(name + " on " + on.name() + " without barrier", plan.withoutBarrier(), how);
    }
  }

  /**
   * Chiplets 0 and 1 load 2 MiB each in turns, which repeats after a few packets; chiplet 2 sends a
   * tensor over a link of one of them in the midst of it, and loads when it has computed; then all
   * of them store and meet again.
   */
  @Test
  void meetingsAgreeWhoeverComesMeanwhile() {
    long bytes = 2 << 20;
    Plan plan =
        Scenes.plan(
            Packages.line(4),
            Scenes.scenario(
                Scenes.model("a", 1, Scenes.layer("a", 1000, bytes, bytes / 4, 0)),
                Scenes.model("b", 1, Scenes.layer("b", 3000, bytes, bytes / 3, 0)),
                Scenes.model(
                    "c",
                    3,
                    Scenes.layer("c", 10_000_001, 77_777, 100_000, 0),
                    Scenes.layer("d", 5_000_000, bytes / 2, 10_000, 0, 0))),
            new Segment(0, 0, 1, 0),
            new Segment(1, 0, 1, 1),
            new Segment(2, 0, 1, 3),
            new Segment(2, 1, 2, 2));
    for (long packet : new long[] {1000, 4096}) {
      ReplayOptions logged = new ReplayOptions(packet, LogDetail.TRANSFERS, (w, t) -> {});
      agree(packet + " B", plan, new ReplayOptions(packet, LogDetail.OFF, (w, t) -> {}));
      agree(packet + " B with waits", plan, logged.withWaits());
    }
  }

  /**
   * Chiplets 2 and 3 compute for ten days, longer than an event's key tells beside the number of
   * one of 15 components, and then store and meet. Before that chiplet 0 sends 10 000 B that meet
   * nobody, in 135 000 from 1000 on; chiplet 1 computes for 500 000 and stores a byte, which takes
   * 10 or 16 at the slower resource.
   */
  @Test
  void longComputationsDoNotReorderWhatHappensMeanwhile() {
    long days = 10 * 86_400_000_000_000_000L;
    Plan plan =
        Scenes.plan(
            Packages.line(4),
            Scenes.scenario(
                Scenes.model(
                    "m",
                    1,
                    Scenes.layer("a", 1000, 0, 10_000, 0),
                    Scenes.layer("b", 500_000, 0, 1, 0, 0)),
                Scenes.model("n", 1, Scenes.layer("c", days, 0, 10_000, 0)),
                Scenes.model("o", 1, Scenes.layer("d", days, 0, 10_000, 0))),
            new Segment(0, 0, 1, 0),
            new Segment(0, 1, 2, 1),
            new Segment(1, 0, 1, 2),
            new Segment(2, 0, 1, 3));
    ReplayOptions how = new ReplayOptions(4096, LogDetail.TRANSFERS, (w, t) -> {});
    StageRun reads = new LoopEngine().replay(plan, how, e -> {}).windows().get(0).stages().get(1);
    assertThat(reads.startPs(0)).isEqualTo(1000 + 135_000);
    assertThat(reads.finishPs(0)).isEqualTo(636_000 + 235_000 + 16);
    agree("beside a long computation", plan, how);
  }

  @Test
  void randomPlansAgree() {
    agree(0, CASES);
  }

  @Tag("slow")
  @Test
  void manyRandomPlansAgree() {
    agree(CASES, CASES + MANY_CASES);
  }

  @Test
  void aScenarioAgreesWhereDramOrLinksAreScarce() {
    agree("sc3");
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"sc1", "sc2", "sc4", "sc5", "sc6", "sc7", "sc8", "sc9", "sc10"})
  void allScenariosAgreeWhereDramOrLinksAreScarce(String name) {
    agree(name);
  }
}
