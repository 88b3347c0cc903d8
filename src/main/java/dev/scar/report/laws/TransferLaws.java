package dev.scar.report.laws;

import dev.scar.analysis.WindowPrediction;
import dev.scar.plan.Resource;
import dev.scar.plan.Stage;
import dev.scar.sim.FlowControl;
import dev.scar.sim.StageRun;
import dev.scar.sim.Transfer;
import dev.scar.sim.Wait;
import dev.scar.sim.WindowReplay;
import java.util.List;

/** What every single transfer and mini-batch obeys. */
final class TransferLaws {
  private final Evidence evidence;
  private final Ways ways;
  private final boolean culpritsKnown;
  private final Tally bytes =
      new Tally("bytesDelivered", "every transfer delivers the bytes it injects");
  private final Tally waits =
      new Tally(
          "waitsAddUp",
          "what remains of the waits of a transfer adds up to its delay, each behind one that passes"
              + " there");
  private final Tally stages =
      new Tally("stagesNotEarly", "no stage starts or finishes before its prediction");
  private final Tally transfers =
      new Tally("transfersNotEarly", "no transfer arrives before its prediction");
  private final Tally wires =
      new Tally(
          "wiresAsFast",
          "no transfer is faster than the links, ports and DRAMs of its route allow");

  private TransferLaws(Evidence evidence, Ways ways) {
    this.evidence = evidence;
    this.ways = ways;
    this.culpritsKnown =
        evidence.replay().flowControl().laws().contains(FlowControl.Law.NO_IDLE_WHILE_WAITING);
  }

  static List<Physics.Law> check(Evidence evidence, Ways ways) {
    TransferLaws laws = new TransferLaws(evidence, ways);
    evidence.stages(laws::check);
    return List.of(
        laws.bytes.law(),
        laws.waits.law(),
        laws.stages.law(),
        laws.transfers.law(),
        laws.wires.law());
  }

  private void check(WindowReplay window, StageRun run) {
    WindowPrediction predicted = evidence.prediction().windows().get(window.index());
    // Samples arrive at times of the run, so a window that starts late may wait less for them.
    long from =
        evidence.plan().schedule().scenario().isAllAtOnce()
            ? window.startPs()
            : evidence.prediction().startPs(window.index());
    Stage stage = evidence.stage(run);
    for (int i = 0; i < stage.miniBatches(); i++) {
      stages.check(run.startPs(i) - from >= predicted.stageStartPs(stage, i));
      stages.check(run.finishPs(i) - from >= predicted.stageFinishPs(stage, i));
    }
    for (Transfer transfer : run.transfers()) {
      bytes.check(transfer.deliveredBytes() == transfer.sizeBytes());
      waits.check(addUp(transfer));
      long arrival = predicted.arrivalPs(transfer.program().flow(), transfer.miniBatch());
      transfers.check(transfer.arrivalPs() - from >= arrival);
      Ways.Way way = ways.of(run, transfer.program().flow());
      long took = transfer.arrivalPs() - transfer.releasePs();
      wires.check(took >= way.leastPs(transfer.sizeBytes()));
    }
  }

  private boolean addUp(Transfer transfer) {
    long sum = 0;
    for (Wait wait : transfer.waits()) {
      sum = Math.addExact(sum, wait.remainingPs());
      Resource there = transfer.path().path().resources().get(wait.position());
      boolean passes =
          wait.pause().isPresent()
              ? there.kind() == Resource.Kind.DRAM
              : wait.other()
                  .map(other -> other.path().path().resources().contains(there))
                  .orElse(false);
      if (culpritsKnown && !passes) {
        return false;
      }
    }
    return sum == transfer.delayPs();
  }
}
