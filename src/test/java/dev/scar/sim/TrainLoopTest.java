package dev.scar.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Sampled;
import dev.scar.fixtures.Scenes;
import dev.scar.plan.Plan;
import dev.scar.schedule.Execution;
import dev.scar.trace.LogDetail;
import dev.scar.trace.LogRecord;
import dev.scar.trace.ServiceBins;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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

  private static void agree(long from, long to) {
    for (long seed = from; seed < to; seed++) {
      Plan plan = plan(seed, new RandomScenes(seed));
      long packet = PACKETS.get((int) (seed % PACKETS.size()));
      LogDetail detail = seed % 5 == 0 ? LogDetail.OFF : LogDetail.TRANSFERS;
      ReplayOptions options = new ReplayOptions(packet, detail, (w, t) -> {});
      ReplayOptions how = seed % 10 == 0 ? options.withWaits() : options;
      List<Object> fast = told(plan, how, new LoopEngine());
      List<Object> plain = told(plan, how, LoopEngine.packetByPacket());
      for (int i = 0; i < plain.size(); i++) {
        assertThat(fast.get(i)).as("seed %d, item %d", seed, i).isEqualTo(plain.get(i));
      }
      assertThat(fast).as("seed %d", seed).hasSameSizeAs(plain);
    }
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
}
