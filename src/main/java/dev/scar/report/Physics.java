package dev.scar.report;

import dev.scar.analysis.Prediction;
import dev.scar.analysis.WindowPrediction;
import dev.scar.bound.LowerBound;
import dev.scar.plan.Stage;
import dev.scar.sim.FlowControl;
import dev.scar.sim.ReplayResult;
import dev.scar.sim.ResourceUse;
import dev.scar.sim.StageRun;
import dev.scar.sim.Transfer;
import dev.scar.sim.Wait;
import dev.scar.sim.WindowReplay;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Laws that every replay obeys, checked on every replay.
 *
 * @param laws each with what was looked at and how often it was broken
 */
public record Physics(List<Law> laws) {
  public Physics {
    laws = List.copyOf(laws);
  }

  /** One law: its name in files, how many cases were checked, how many broke it. */
  public record Law(String name, String statement, long checked, long broken) {}

  /** Whether none was broken. */
  public boolean holds() {
    return laws.stream().allMatch(law -> law.broken() == 0);
  }

  /** Checks all of them. */
  static Physics check(RunReport run) {
    Prediction prediction = run.prediction();
    ReplayResult replay = run.replay();
    Tally bytes = new Tally("bytesDelivered", "every transfer delivers the bytes it injects");
    Tally waits =
        new Tally("waitsAddUp", "what remains of the waits of a transfer adds up to its delay");
    Tally stages = new Tally("stagesNotEarly", "no stage starts or finishes before its prediction");
    Tally transfers = new Tally("transfersNotEarly", "no transfer arrives before its prediction");
    for (WindowReplay window : replay.windows()) {
      WindowPrediction predicted = prediction.windows().get(window.index());
      // Samples arrive at times of the run, so a window that starts late may wait less for them.
      long from =
          prediction.plan().schedule().scenario().isAllAtOnce()
              ? window.startPs()
              : prediction.startPs(window.index());
      for (StageRun stageRun : window.stages()) {
        Stage stage = stageRun.program().stage();
        for (int i = 0; i < stage.miniBatches(); i++) {
          stages.check(stageRun.startPs(i) - from >= predicted.stageStartPs(stage, i));
          stages.check(stageRun.finishPs(i) - from >= predicted.stageFinishPs(stage, i));
        }
        for (Transfer transfer : stageRun.transfers()) {
          bytes.check(transfer.deliveredBytes() == transfer.sizeBytes());
          waits.check(sumOfWaits(transfer) == transfer.delayPs());
          long arrival = predicted.arrivalPs(transfer.program().flow(), transfer.miniBatch());
          transfers.check(transfer.arrivalPs() - from >= arrival);
        }
      }
    }
    List<Law> laws =
        new ArrayList<>(List.of(bytes.law(), waits.law(), stages.law(), transfers.law()));
    laws.add(layersComputedOnce(prediction, replay));
    run.bound().ifPresent(bound -> laws.add(aboveBound(run, bound)));
    laws.addAll(resources(replay));
    return new Physics(laws);
  }

  private static Law aboveBound(RunReport run, LowerBound bound) {
    Tally tally = new Tally("aboveBound", "no prediction and no replay lies below its lower bound");
    double energyJ = run.prediction().energy().totalJ();
    LowerBound predicted =
        run.plan().barrier() && run.origin().search().isPresent()
            ? run.origin().search().get().bound()
            : bound;
    tally.check(predicted.allows(run.predictedPs() * 1e-12, energyJ));
    tally.check(bound.allows(run.simulatedPs() * 1e-12, energyJ));
    return tally.law();
  }

  private static long sumOfWaits(Transfer transfer) {
    return transfer.waits().stream().mapToLong(Wait::remainingPs).reduce(0, Math::addExact);
  }

  private static Law layersComputedOnce(Prediction prediction, ReplayResult replay) {
    Tally tally = new Tally("layersComputedOnce", "every layer of every sample is computed once");
    List<ScenarioModel> models = prediction.plan().schedule().scenario().models();
    List<long[]> samples = models.stream().map(m -> new long[m.model().layers().size()]).toList();
    for (WindowReplay window : replay.windows()) {
      for (StageRun run : window.stages()) {
        var segment = run.program().stage().segment();
        for (int layer = segment.firstLayer(); layer < segment.endLayer(); layer++) {
          samples.get(segment.model())[layer] += run.samplesComputed();
        }
      }
    }
    for (int m = 0; m < models.size(); m++) {
      for (long computed : samples.get(m)) {
        tally.check(computed == models.get(m).batch());
      }
    }
    return tally.law();
  }

  private static List<Law> resources(ReplayResult replay) {
    Tally busy =
        new Tally(
            "noResourceAboveFull", "no link, port or DRAM is busy longer than the replay lasts");
    long packets = 0;
    long overlaps = 0;
    long idle = 0;
    for (ResourceUse use : replay.resources()) {
      busy.check(use.busyPs() <= replay.latencyPs());
      packets = Math.addExact(packets, use.packets());
      overlaps = Math.addExact(overlaps, use.overlaps());
      idle = Math.addExact(idle, use.idleWhileWaiting());
    }
    List<Law> laws = new ArrayList<>();
    laws.add(busy.law());
    laws.add(
        new Law("onePacketAtATime", "no resource serves two packets at once", packets, overlaps));
    if (replay.flowControl().laws().contains(FlowControl.Law.NO_IDLE_WHILE_WAITING)) {
      laws.add(
          new Law(
              "noIdleWhileWaiting",
              "no resource is unreserved while a packet that has arrived waits for it",
              packets,
              idle));
    }
    return laws;
  }

  private static final class Tally {
    private final String name;
    private final String statement;
    private long checked;
    private long broken;

    Tally(String name, String statement) {
      this.name = name;
      this.statement = statement;
    }

    void check(boolean holds) {
      checked++;
      broken += holds ? 0 : 1;
    }

    Law law() {
      return new Law(name, statement, checked, broken);
    }
  }
}
