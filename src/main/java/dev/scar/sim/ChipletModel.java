package dev.scar.sim;

import dev.scar.plan.Stage;
import dev.scar.trace.LogDetail;
import dev.scar.trace.LogRecord;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A chiplet running one stage after another, at most one per window ({@code
 * replay-rules.md#rule-12}): per mini-batch it waits for all inputs, loads, computes, sends to the
 * consumers one after another, and stores. Each step blocks to its end; inputs of later
 * mini-batches just arrive.
 */
public final class ChipletModel implements Component {
  private enum State {
    WAITING,
    LOADING,
    COMPUTING,
    SENDING,
    STORING,
    IDLE
  }

  private final int ordinal;
  private final int node;
  private final LogDetail detail;
  private final PriorityQueue<Transfer> arrivals =
      new PriorityQueue<>(Comparator.comparingLong(Transfer::arrivalPs));
  private final ArrayDeque<StageRun> upcoming = new ArrayDeque<>();
  private @Nullable StageRun run;
  private State state = State.IDLE;
  private int miniBatch;
  private int nextSend;
  private long waitingSincePs;
  private long timerPs = NEVER;
  private long ownDonePs = NEVER;
  private @Nullable Transfer own;

  ChipletModel(int ordinal, int node, LogDetail detail) {
    this.ordinal = ordinal;
    this.node = node;
    this.detail = detail;
  }

  @Override
  public int ordinal() {
    return ordinal;
  }

  public int node() {
    return node;
  }

  @Override
  public void begin(List<StageRun> stageRuns, long startPs) {
    upcoming.addAll(stageRuns);
    if (takeNext(startPs)) {
      timerPs = startPs;
    }
  }

  /** Goes to the next stage, if there is one. */
  private boolean takeNext(long nowPs) {
    StageRun next = upcoming.poll();
    if (next == null) {
      state = State.IDLE;
      return false;
    }
    run = next;
    state = State.WAITING;
    miniBatch = 0;
    nextSend = 0;
    waitingSincePs = nowPs;
    return true;
  }

  /** Whether its stage is done. */
  boolean isIdle() {
    return state == State.IDLE;
  }

  @Override
  public void deliver(Transfer transfer, long timePs) {
    if (transfer == own) {
      ownDonePs = timePs;
    }
    if (transfer.program().isInputOf(ordinal)) {
      arrivals.add(transfer);
    }
  }

  @Override
  public long nextPs() {
    Transfer arriving = arrivals.peek();
    long arrival = arriving == null ? NEVER : arriving.arrivalPs();
    return Math.min(arrival, Math.min(timerPs, ownDonePs));
  }

  @Override
  public void advance(long untilPs, Emitter out) {
    long now = nextPs();
    while (now < untilPs) {
      takeArrivals(now);
      boolean ownDone = ownDonePs == now;
      if (ownDone) {
        ownDonePs = NEVER;
      }
      boolean timer = timerPs == now;
      if (timer) {
        timerPs = NEVER;
      }
      if (run != null) {
        act(run, now, ownDone, timer, out);
      }
      now = nextPs();
    }
  }

  private void takeArrivals(long nowPs) {
    Transfer arriving = arrivals.peek();
    while (arriving != null && arriving.arrivalPs() == nowPs) {
      arrivals.remove();
      if (run != null) {
        run.received(arriving);
      }
      for (StageRun later : upcoming) {
        later.received(arriving);
      }
      arriving = arrivals.peek();
    }
  }

  /** Goes on from the current state as far as possible at this instant. */
  private void act(StageRun current, long nowPs, boolean ownDone, boolean timer, Emitter out) {
    boolean moved =
        switch (state) {
          case WAITING -> current.inputsReady(miniBatch);
          case COMPUTING -> timer;
          case LOADING, SENDING, STORING -> ownDone;
          case IDLE -> false;
        };
    while (moved) {
      moved = step(Objects.requireNonNull(run), nowPs, out);
    }
  }

  /** Leaves the current state; says whether the next one is passed at the same instant. */
  private boolean step(StageRun current, long nowPs, Emitter out) {
    Stage stage = current.program().stage();
    return switch (state) {
      case WAITING -> {
        current.started(miniBatch, nowPs);
        log(current, LogRecord.Kind.WAIT, waitingSincePs, nowPs, nowPs, out);
        state = State.LOADING;
        yield !release(current, current.program().load(), nowPs, out);
      }
      case LOADING -> {
        settle(current, nowPs, out);
        state = State.COMPUTING;
        long compute = Math.multiplyExact(stage.computePs(), (long) stage.samples(miniBatch));
        long end = Math.addExact(nowPs, compute);
        current.computed(stage.samples(miniBatch));
        log(current, LogRecord.Kind.COMPUTE, nowPs, end, nowPs, out);
        if (compute > 0) {
          timerPs = end;
        }
        yield compute == 0;
      }
      case COMPUTING -> {
        nextSend = 0;
        state = State.SENDING;
        yield sendOrPass(current, nowPs, out);
      }
      case SENDING -> {
        settle(current, nowPs, out);
        yield sendOrPass(current, nowPs, out);
      }
      case STORING -> {
        settle(current, nowPs, out);
        yield finish(current, nowPs, out);
      }
      case IDLE -> false;
    };
  }

  /** Releases the next send; after the last one, the store. */
  private boolean sendOrPass(StageRun current, long nowPs, Emitter out) {
    while (nextSend < current.program().sends().size()) {
      FlowProgram send = current.program().sends().get(nextSend++);
      if (release(current, Optional.of(send), nowPs, out)) {
        return false;
      }
    }
    state = State.STORING;
    return !release(current, current.program().store(), nowPs, out);
  }

  private boolean finish(StageRun current, long nowPs, Emitter out) {
    current.finished(miniBatch, nowPs);
    log(current, LogRecord.Kind.FINISH, current.startPs(miniBatch), nowPs, nowPs, out);
    miniBatch++;
    if (miniBatch == current.program().stage().miniBatches()) {
      return takeNext(nowPs) && Objects.requireNonNull(run).inputsReady(0);
    }
    state = State.WAITING;
    waitingSincePs = nowPs;
    return current.inputsReady(miniBatch);
  }

  /** Starts the transfer of this flow, if there is anything to move in this mini-batch. */
  private boolean release(StageRun current, Optional<FlowProgram> flow, long nowPs, Emitter out) {
    if (flow.isEmpty()) {
      return false;
    }
    FlowProgram program = flow.get();
    Stage stage = current.program().stage();
    long size = program.flow().sizeBytes(miniBatch, stage.samples(miniBatch));
    if (size == 0) {
      return false;
    }
    Transfer transfer = new Transfer(program, miniBatch, size, nowPs);
    own = transfer;
    out.released(transfer);
    if (detail != LogDetail.OFF) {
      out.log(
          record(
              program.window(),
              LogRecord.Kind.RELEASE,
              program.flow().ordinal(),
              nowPs,
              nowPs,
              nowPs,
              injectionPs(transfer)));
    }
    if (program.path().component(0) < 0) {
      current.injected(transfer);
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
    return true;
  }

  /** The transfer that the chiplet waited for, if there was one, has arrived. */
  private void settle(StageRun current, long nowPs, Emitter out) {
    Transfer transfer = own;
    if (transfer != null) {
      current.settled(transfer);
      own = null;
      if (detail != LogDetail.OFF) {
        FlowProgram program = transfer.program();
        out.log(
            record(
                program.window(),
                LogRecord.Kind.ARRIVE,
                program.flow().ordinal(),
                transfer.releasePs(),
                nowPs,
                nowPs,
                transfer.predictedPs()));
      }
    }
  }

  private void log(
      StageRun current, LogRecord.Kind kind, long startPs, long endPs, long nowPs, Emitter out) {
    if (detail != LogDetail.OFF) {
      long busy = kind == LogRecord.Kind.COMPUTE ? endPs - startPs : 0;
      out.log(record(current.window(), kind, -1, startPs, endPs, nowPs, busy));
    }
  }

  private LogRecord record(
      int window,
      LogRecord.Kind kind,
      int flow,
      long startPs,
      long endPs,
      long nowPs,
      long busyPs) {
    return new LogRecord(window, nowPs, ordinal, kind, flow, miniBatch, -1, startPs, endPs, busyPs);
  }

  /** Time of a send or store at its injection port; 0 for a load. */
  private static long injectionPs(Transfer transfer) {
    return transfer.program().path().component(0) < 0
        ? transfer.path().bandwidth(0).transferPs(transfer.sizeBytes())
        : 0;
  }
}
