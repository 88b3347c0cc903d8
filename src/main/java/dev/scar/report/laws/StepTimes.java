package dev.scar.report.laws;

import dev.scar.plan.QueueEnds;
import dev.scar.plan.Stage;
import dev.scar.plan.Step;
import dev.scar.plan.StoredInput;
import dev.scar.sim.StageRun;
import dev.scar.sim.Transfer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The steps of one stage, mini-batch by mini-batch: what was seen beside what the plan says. */
final class StepTimes {
  private final Stage stage;
  private final StageRun run;
  private final QueueEnds.Next then;
  private final Ends ends;
  private final Tally tally;
  private final List<StoredInput> stored;
  private final Map<Integer, Deque<Transfer>> transfers = new HashMap<>();
  private final int[] ahead;
  private final int most;
  private final long[][] kept;

  /**
   * Of a stage.
   *
   * @param then what its chiplet has had to do before it; told when its steps were seen to end
   */
  StepTimes(StageRun run, QueueEnds.Next then, Ends ends, Tally tally) {
    this.stage = then.stage();
    this.run = run;
    this.then = then;
    this.ends = ends;
    this.tally = tally;
    this.stored = ends.stored(run.window(), stage);
    for (Transfer transfer : run.transfers()) {
      int flow = transfer.program().flow().ordinal();
      transfers.computeIfAbsent(flow, f -> new ArrayDeque<>()).add(transfer);
    }
    int back = 1;
    for (Step step : stage.steps()) {
      for (Step.After after : step.after()) {
        back = Math.max(back, after.miniBatchesBefore());
      }
    }
    this.ahead = Step.ahead(stage.steps());
    this.most = Arrays.stream(ahead).max().orElse(0);
    this.kept = new long[back + 1 + most][ahead.length];
  }

  /** Checks it. */
  void check() {
    for (int pass = -most; pass < stage.miniBatches(); pass++) {
      for (int s = 0; s < ahead.length; s++) {
        int i = pass + ahead[s];
        if (i >= 0 && i < stage.miniBatches()) {
          kept[i % kept.length][s] = end(i, stage.steps().get(s), beginOf(i, s));
        }
      }
      if (pass >= 0) {
        long latest = Arrays.stream(kept[pass % kept.length]).max().orElse(0);
        tally.check(run.finishPs(pass) == latest);
        then.ended(kept[pass % kept.length], 0);
      }
    }
  }

  private long beginOf(int miniBatch, int step) {
    long begin = then.beginPs(step, miniBatch);
    begin = miniBatch == 0 ? begin : Math.max(begin, kept[(miniBatch - 1) % kept.length][step]);
    for (Step.After after : stage.steps().get(step).after()) {
      int of = after.of(miniBatch, stage.miniBatches());
      if (of >= 0) {
        begin = Math.max(begin, kept[of % kept.length][after.step()]);
      }
    }
    return begin;
  }

  /** Checks a step that should begin then; says when it was seen to end. */
  private long end(int miniBatch, Step step, long beginPs) {
    int samples = stage.samples(miniBatch);
    if (step instanceof Step.Wait wait) {
      long there = Math.max(beginPs, ends.inputsPs(run.window(), stage, wait, stored, miniBatch));
      if (!wait.isLast()) {
        return there; // The load after it shows whether it was so.
      }
      tally.check(run.startPs(miniBatch) == there);
      return run.startPs(miniBatch);
    }
    if (step instanceof Step.Compute) {
      tally.check(run.computeStartPs(miniBatch) == beginPs);
      long end = Math.addExact(beginPs, step.durationPs(miniBatch, samples));
      tally.check(run.computeEndPs(miniBatch) == end);
      return run.computeEndPs(miniBatch);
    }
    int flow = ((Step.Move) step).flow().ordinal();
    if (((Step.Move) step).flow().sizeBytes(miniBatch, samples) == 0) {
      return beginPs;
    }
    Transfer transfer = next(flow);
    if (transfer == null || transfer.miniBatch() != miniBatch) {
      tally.check(false);
      return beginPs;
    }
    tally.check(transfer.releasePs() == beginPs);
    return transfer.arrivalPs();
  }

  private @Nullable Transfer next(int flow) {
    Deque<Transfer> left = transfers.get(flow);
    return left == null ? null : left.poll();
  }
}
