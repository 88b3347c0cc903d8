package dev.scar.report.laws;

import dev.scar.hardware.ChipletType;
import dev.scar.plan.QueueEnds;
import dev.scar.plan.Stage;
import dev.scar.sim.StageRun;
import dev.scar.sim.WindowReplay;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * When chiplets do what, by the steps of the plan; and how long they compute, by the cost model.
 */
final class TimeLaws {
  private final Evidence evidence;
  private final Map<Integer, Long> busyPs = new TreeMap<>();
  private final Map<Integer, Long> dutyPs = new TreeMap<>();
  private final Map<Integer, QueueEnds> queues = new TreeMap<>();
  private final Tally once =
      new Tally(
          "layersComputedOnce",
          "a chiplet computes for as long as the cycles of each layer of each of its samples take");
  private final Tally atOnce =
      new Tally("nothingIdles", "every step begins as soon as what it waits for has ended");

  private final Tally follow =
      new Tally("windowsFollow", "a window begins when all of the one before has ended");

  private TimeLaws(Evidence evidence) {
    this.evidence = evidence;
  }

  static List<Physics.Law> check(Evidence evidence, Ends ends) {
    TimeLaws laws = new TimeLaws(evidence);
    for (WindowReplay window : evidence.replay().windows()) {
      if (evidence.plan().barrier()) {
        laws.queues.clear();
      }
      window.stages().stream()
          .sorted(Comparator.comparingInt(run -> evidence.stage(run).segment().order()))
          .forEach(run -> laws.check(window, run, ends));
    }
    laws.dutyPs.forEach((chiplet, duty) -> laws.once.check(duty.equals(laws.busyPs.get(chiplet))));
    if (evidence.plan().barrier()) {
      laws.windows();
    }
    return List.of(laws.once.law(), laws.atOnce.law(), laws.follow.law());
  }

  private void windows() {
    long before = 0;
    for (WindowReplay window : evidence.replay().windows()) {
      follow.check(window.startPs() == before);
      for (StageRun run : window.stages()) {
        before = Math.max(before, run.finishPs(evidence.stage(run).miniBatches() - 1));
      }
      follow.check(window.endPs() == before);
    }
  }

  private void check(WindowReplay window, StageRun run, Ends ends) {
    Stage stage = evidence.stage(run);
    busyPs.merge(stage.chiplet(), run.computeBusyPs(), Math::addExact);
    dutyPs.merge(stage.chiplet(), duty(stage), Math::addExact);
    QueueEnds before = queues.getOrDefault(stage.chiplet(), QueueEnds.at(window.startPs()));
    QueueEnds.Next then = before.then(stage);
    new StepTimes(run, then, ends, atOnce).check();
    queues.put(stage.chiplet(), then.all());
  }

  private long duty(Stage stage) {
    ChipletType type = evidence.type(stage.segment());
    long samplePs =
        evidence
            .costs(stage.segment())
            .mapToLong(cost -> type.computePs(cost.cycles()))
            .reduce(0, Math::addExact);
    return Math.multiplyExact(samplePs, (long) evidence.model(stage.segment()).batch());
  }
}
