package dev.scar.sim;

import dev.scar.plan.Flow;
import dev.scar.plan.Resource;
import dev.scar.plan.Stage;
import dev.scar.plan.Step;
import dev.scar.plan.StoredInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What one stage did in a replay: when each mini-batch started and finished, and its transfers. */
public final class StageRun {
  private final int window;
  private final StageProgram program;
  private final int turn;
  private final int[] received;
  private final int[] stored;
  private final long[] beganPs;
  private final long[] startPs;
  private final long[] finishPs;
  private final List<Transfer> transfers = new ArrayList<>();
  private final long[] computeStartPs;
  private final long[] computeEndPs;
  private int finished;
  private long samplesComputed;
  private long injectionBusyPs;
  private long injectedBytes;

  StageRun(int window, StageProgram program, int turn) {
    this.window = window;
    this.program = program;
    this.turn = turn;
    this.received = new int[program.stage().inputs().size()];
    this.stored = new int[program.stored().size()];
    this.beganPs = new long[program.stage().miniBatches()];
    Arrays.fill(beganPs, -1);
    this.startPs = new long[program.stage().miniBatches()];
    this.finishPs = new long[program.stage().miniBatches()];
    this.computeStartPs = new long[program.stage().miniBatches()];
    this.computeEndPs = new long[program.stage().miniBatches()];
  }

  public int window() {
    return window;
  }

  public StageProgram program() {
    return program;
  }

  /** How many stages of its chiplet come before it in its window. */
  public int turn() {
    return turn;
  }

  /** When this mini-batch's inputs were there and the chiplet free, absolute. */
  public long startPs(int miniBatch) {
    return startPs[miniBatch];
  }

  /** When its first load or computation began, absolute: its start, but where loads run ahead. */
  public long beganPs(int miniBatch) {
    return beganPs[miniBatch];
  }

  /** When the last step of this mini-batch ended, absolute. */
  public long finishPs(int miniBatch) {
    return finishPs[miniBatch];
  }

  /** When the processing elements began with this mini-batch, absolute. */
  public long computeStartPs(int miniBatch) {
    return computeStartPs[miniBatch];
  }

  /** When they were through with it, absolute. */
  public long computeEndPs(int miniBatch) {
    return computeEndPs[miniBatch];
  }

  /** Time during which they were busy. */
  public long computeBusyPs() {
    long busy = 0;
    for (int i = 0; i < computeEndPs.length; i++) {
      busy = Math.addExact(busy, computeEndPs[i] - computeStartPs[i]);
    }
    return busy;
  }

  /** Whether its last mini-batch is through. */
  boolean isFinished() {
    return finished == finishPs.length;
  }

  /** Its transfers in the order in which they ended. */
  public List<Transfer> transfers() {
    return List.copyOf(transfers);
  }

  /** Samples computed, which must be the batch. */
  public long samplesComputed() {
    return samplesComputed;
  }

  /** Time during which its injection port was busy. */
  public long injectionBusyPs() {
    return injectionBusyPs;
  }

  /** Bytes sent or stored through its injection port. */
  public long injectedBytes() {
    return injectedBytes;
  }

  boolean inputsReady(Step.Wait wait, int miniBatch) {
    return (!wait.inputs().contains(Step.Input.SENT) || isReceived(miniBatch))
        && (!wait.inputs().contains(Step.Input.READ) || isStored(miniBatch));
  }

  private boolean isReceived(int miniBatch) {
    for (int count : received) {
      if (count <= miniBatch) {
        return false;
      }
    }
    return true;
  }

  private boolean isStored(int miniBatch) {
    Stage stage = program.stage();
    long samples = Math.min(stage.batch(), (miniBatch + 1L) * stage.miniBatch());
    for (int s = 0; s < stored.length; s++) {
      if (stored[s] < program.stored().get(s).miniBatchesFor(samples)) {
        return false;
      }
    }
    return true;
  }

  /** Takes note of an arrival, if it is an input of this stage. */
  void received(Transfer transfer) {
    FlowProgram from = transfer.program();
    if (from.flow().kind() == Flow.Kind.SEND) {
      if (from.window() == window && from.flow().consumerStage() == program.stage().ordinal()) {
        received[from.consumerSlot()]++;
      }
      return;
    }
    for (int s = 0; s < stored.length; s++) {
      StoredInput input = program.stored().get(s);
      if (input.window() == from.window() && input.producer().ordinal() == from.flow().stage()) {
        stored[s]++;
      }
    }
  }

  void began(int miniBatch, long nowPs) {
    beganPs[miniBatch] = beganPs[miniBatch] < 0 ? nowPs : beganPs[miniBatch];
  }

  void started(int miniBatch, long nowPs) {
    startPs[miniBatch] = nowPs;
  }

  void finished(int miniBatch, long nowPs) {
    finishPs[miniBatch] = nowPs;
    finished++;
  }

  void computed(int miniBatch, int samples, long fromPs, long toPs) {
    computeStartPs[miniBatch] = fromPs;
    computeEndPs[miniBatch] = toPs;
    samplesComputed += samples;
  }

  void settled(Transfer transfer) {
    transfers.add(transfer);
  }

  void injected(Transfer transfer) {
    Resource port = transfer.program().path().path().resources().get(0);
    injectionBusyPs += port.bandwidth().transferPs(transfer.sizeBytes());
    injectedBytes += transfer.sizeBytes();
  }
}
