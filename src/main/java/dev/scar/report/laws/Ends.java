package dev.scar.report.laws;

import dev.scar.plan.Stage;
import dev.scar.plan.Step;
import dev.scar.plan.StoredInput;
import dev.scar.sim.StageRun;
import dev.scar.sim.Transfer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** When transfers ended, and when therefore the inputs of a mini-batch were there. */
final class Ends {
  private final Evidence evidence;
  private final List<long[][]> endPs = new ArrayList<>();

  Ends(Evidence evidence) {
    this.evidence = evidence;
    evidence.plan().windows().forEach(window -> endPs.add(new long[window.flows().size()][]));
    evidence.transfers(this::note);
  }

  private void note(StageRun run, Transfer transfer) {
    long[][] flows = endPs.get(run.window());
    int flow = transfer.program().flow().ordinal();
    if (flows[flow] == null) {
      flows[flow] = new long[evidence.stage(run).miniBatches()];
      Arrays.fill(flows[flow], Long.MAX_VALUE);
    }
    flows[flow][transfer.miniBatch()] = transfer.arrivalPs();
  }

  private long endPs(int window, int flow, int miniBatch) {
    long[] known = endPs.get(window)[flow];
    return known == null ? Long.MAX_VALUE : known[miniBatch];
  }

  /** When everything was there that a step of a stage waits for from outside its chiplet. */
  long inputsPs(int window, Stage stage, Step.Wait wait, List<StoredInput> stored, int miniBatch) {
    long latest = stage.arrivalPs(wait, miniBatch);
    if (wait.inputs().contains(Step.Input.SENT)) {
      for (int flow : stage.inputs()) {
        latest = Math.max(latest, endPs(window, flow, miniBatch));
      }
    }
    if (!wait.inputs().contains(Step.Input.READ)) {
      return latest;
    }
    long samples = Math.min(stage.batch(), (miniBatch + 1L) * stage.miniBatch());
    for (StoredInput input : stored) {
      latest = Math.max(latest, storedPs(input, samples));
    }
    return latest;
  }

  /** When the first so many samples had been stored; the largest time if they never were. */
  long storedPs(StoredInput input, long samples) {
    int store = input.producer().store().orElseThrow().ordinal();
    long latest = 0;
    for (int i = 0; i < input.miniBatchesFor(samples); i++) {
      latest = Math.max(latest, endPs(input.window(), store, i));
    }
    return latest;
  }

  /** What a stage waits for besides its window's start; nothing with the barrier. */
  List<StoredInput> stored(int window, Stage stage) {
    return evidence.plan().barrier() ? List.of() : StoredInput.of(evidence.plan(), window, stage);
  }
}
