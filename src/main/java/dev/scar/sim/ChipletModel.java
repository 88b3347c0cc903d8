package dev.scar.sim;

import dev.scar.plan.Stage;
import dev.scar.plan.Step;
import dev.scar.plan.Tail;
import dev.scar.trace.LogDetail;
import dev.scar.trace.LogRecord;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A chiplet running one stage after another, each with its whole batch; where queues run on, the
 * next one begins before the last transfers of the one before have ended. A stage is a list of
 * {@linkplain Step steps}; each begins for a mini-batch as soon as what it comes after has ended,
 * and blocks to its end. In the sequential program that is: wait for all inputs, load, compute,
 * send to the consumers one after another, store ({@code replay-rules.md#rule-12}). Inputs of later
 * mini-batches just arrive, and those of later stages ({@code replay-rules.md#rule-23}).
 */
final class ChipletModel implements Component {
  private final int ordinal;
  private final LogDetail detail;
  private final Kept kept;
  private final PriorityQueue<Transfer> arrivals =
      new PriorityQueue<>(Comparator.comparingLong(Transfer::arrivalPs));
  private final ArrayDeque<StageRun> upcoming = new ArrayDeque<>();
  private final ArrayDeque<StageProgress> running = new ArrayDeque<>();
  private Tail taken = Tail.NONE;
  private long wakePs = NEVER;

  ChipletModel(int ordinal, ReplayOptions options) {
    this.ordinal = ordinal;
    this.detail = options.detail();
    this.kept = Kept.by(options);
  }

  @Override
  public int ordinal() {
    return ordinal;
  }

  @Override
  public void begin(List<StageRun> stageRuns, long startPs) {
    upcoming.addAll(stageRuns);
    taken = Tail.NONE;
    takeNext();
    wakePs = running.isEmpty() ? NEVER : startPs;
  }

  /** Goes to the next stage, if there is one and its turn has come; says whether it has. */
  private boolean takeNext() {
    StageRun next = upcoming.peek();
    StageProgress last = running.peekLast();
    if (next == null || (last != null && !last.lets(next.program().stage(), taken))) {
      return false;
    }
    taken = taken.then(next.program().stage());
    running.add(new StageProgress(upcoming.remove(), last));
    return true;
  }

  @Override
  public void deliver(Transfer transfer, long timePs) {
    for (StageProgress stage : running) {
      for (RunningStep step : stage.steps) {
        if (step.transfer == transfer) {
          step.endPs = timePs;
        }
      }
    }
    if (transfer.program().isInputOf(ordinal)) {
      arrivals.add(transfer);
    }
  }

  @Override
  public long nextPs() {
    Transfer arriving = arrivals.peek();
    long next = arriving == null ? wakePs : Math.min(wakePs, arriving.arrivalPs());
    for (StageProgress stage : running) {
      for (RunningStep step : stage.steps) {
        next = Math.min(next, step.endPs);
      }
    }
    return next;
  }

  @Override
  public void advance(long untilPs, Emitter out) {
    long now = nextPs();
    while (now < untilPs) {
      if (wakePs == now) {
        wakePs = NEVER;
      }
      takeArrivals(now);
      boolean moved = wakePs == NEVER;
      while (moved) {
        moved = act(now, out);
      }
      now = nextPs();
    }
  }

  private void takeArrivals(long nowPs) {
    Transfer arriving = arrivals.peek();
    while (arriving != null && arriving.arrivalPs() == nowPs) {
      arrivals.remove();
      for (StageProgress stage : running) {
        stage.run.received(arriving);
      }
      for (StageRun later : upcoming) {
        later.received(arriving);
      }
      arriving = arrivals.peek();
    }
  }

  /** Ends and begins steps at this instant; says whether there were any. */
  private boolean act(long nowPs, Emitter out) {
    boolean moved = false;
    for (StageProgress stage : running) {
      moved |= act(stage, nowPs, out);
    }
    while (!running.isEmpty() && running.peek().isOver()) {
      running.remove();
      if (!running.isEmpty()) {
        running.peek().comesFirst();
      }
    }
    return takeNext() || moved;
  }

  private boolean act(StageProgress stage, long nowPs, Emitter out) {
    StageRun current = stage.run;
    boolean moved = false;
    for (RunningStep step : stage.steps) {
      if (step.busy && hasEnded(current, step, nowPs)) {
        end(current, step, nowPs, out);
        moved = true;
      }
      if (!step.busy && stage.canBegin(step)) {
        begin(stage, step, nowPs, out);
        moved = true;
      }
    }
    while (stage.finishesNext()) {
      finish(current, stage.finish(), nowPs, out);
      moved = true;
    }
    return moved;
  }

  /** A wait ends with the last input; until the samples are there, its end is their arrival. */
  private static boolean hasEnded(StageRun current, RunningStep running, long nowPs) {
    if (!(running.step instanceof Step.Wait wait)) {
      return running.endPs == nowPs;
    }
    if (running.endPs == nowPs) {
      running.endPs = NEVER;
    }
    return running.endPs == NEVER && current.inputsReady(wait, running.done);
  }

  private void begin(StageProgress progress, RunningStep running, long nowPs, Emitter out) {
    StageRun current = progress.run;
    Stage stage = current.program().stage();
    int samples = stage.samples(running.done);
    running.busy = true;
    running.sincePs = nowPs;
    if (!(running.step instanceof Step.Wait)) {
      current.began(running.done, nowPs);
    }
    if (running.step instanceof Step.Move move
        && move.flow().sizeBytes(running.done, samples) > 0) {
      running.transfer = release(progress, move, running.done, nowPs, out);
    } else if (running.step instanceof Step.Wait wait) {
      long there = stage.arrivalPs(wait, running.done);
      running.endPs = there > nowPs ? there : NEVER;
    } else {
      running.endPs = Math.addExact(nowPs, running.step.durationPs(running.done, samples));
    }
    if (running.step instanceof Step.Compute) {
      long end = running.endPs;
      current.computed(running.done, samples, nowPs, end);
      log(current, running.done, LogRecord.Kind.COMPUTE, nowPs, end, nowPs, end - nowPs, out);
    }
  }

  private void end(StageRun current, RunningStep running, long nowPs, Emitter out) {
    Transfer transfer = running.transfer;
    if (running.step instanceof Step.Wait wait) {
      if (wait.isLast()) {
        current.started(running.done, nowPs);
      }
      if (wait.isLast() || running.sincePs < nowPs) {
        log(current, running.done, LogRecord.Kind.WAIT, running.sincePs, nowPs, nowPs, 0, out);
      }
    } else if (transfer != null) {
      current.settled(transfer);
      log(transfer, LogRecord.Kind.ARRIVE, nowPs, transfer.predictedPs(), out);
    }
    running.busy = false;
    running.endPs = NEVER;
    running.transfer = null;
    running.done++;
  }

  /** A mini-batch is through all steps. */
  private void finish(StageRun current, int miniBatch, long nowPs, Emitter out) {
    current.finished(miniBatch, nowPs);
    long start = current.startPs(miniBatch);
    log(current, miniBatch, LogRecord.Kind.FINISH, start, nowPs, nowPs, 0, out);
  }

  /** Starts a transfer. */
  private Transfer release(
      StageProgress progress, Step.Move move, int miniBatch, long nowPs, Emitter out) {
    StageRun current = progress.run;
    FlowProgram program = current.program().flow(move);
    int samples = current.program().stage().samples(miniBatch);
    Transfer transfer =
        new Transfer(program, miniBatch, move.flow().sizeBytes(miniBatch, samples), nowPs, kept);
    boolean branch = program.flow().isBranch();
    boolean injected = program.path().component(0) < 0;
    if (branch) {
      RunningStep.underWay(progress.steps, program.flow().fork().from()).branch(transfer);
    }
    out.released(transfer);
    long injectionPs =
        injected && !branch ? transfer.path().bandwidth(0).transferPs(transfer.sizeBytes()) : 0;
    log(transfer, LogRecord.Kind.RELEASE, nowPs, injectionPs, out);
    if (injected) {
      if (!branch) {
        current.injected(transfer);
      }
      Injection.release(transfer, out);
    } else {
      long request = nowPs + program.path().latencyIntoPs(0);
      transfer.lastPending(0, request);
      out.packet(
          program.path().component(0),
          program.path().input(0),
          request,
          0,
          request,
          transfer,
          PacketMeta.of(0, 0));
    }
    return transfer;
  }

  private void log(
      StageRun current,
      int miniBatch,
      LogRecord.Kind kind,
      long startPs,
      long endPs,
      long nowPs,
      long busyPs,
      Emitter out) {
    if (detail != LogDetail.OFF) {
      int of = LogRecord.turn(current.turn());
      out.log(
          new LogRecord(
              current.window(), nowPs, ordinal, kind, of, miniBatch, -1, startPs, endPs, busyPs));
    }
  }

  private void log(Transfer transfer, LogRecord.Kind kind, long nowPs, long busyPs, Emitter out) {
    if (detail != LogDetail.OFF) {
      int flow = transfer.program().flow().ordinal();
      int window = transfer.program().window();
      long start = transfer.releasePs();
      out.log(
          new LogRecord(
              window, nowPs, ordinal, kind, flow, transfer.miniBatch(), -1, start, nowPs, busyPs));
    }
  }
}
