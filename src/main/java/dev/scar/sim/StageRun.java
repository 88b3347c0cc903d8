package dev.scar.sim;

import dev.scar.plan.Resource;
import java.util.ArrayList;
import java.util.List;

/** What one stage did in a replay: when each mini-batch started and finished, and its transfers. */
public final class StageRun {
  private final int window;
  private final StageProgram program;
  private final int[] received;
  private final long[] startPs;
  private final long[] finishPs;
  private final List<Transfer> transfers = new ArrayList<>();
  private long samplesComputed;
  private long injectionBusyPs;
  private long injectedBytes;

  StageRun(int window, StageProgram program) {
    this.window = window;
    this.program = program;
    this.received = new int[program.stage().inputs().size()];
    this.startPs = new long[program.stage().miniBatches()];
    this.finishPs = new long[program.stage().miniBatches()];
  }

  public int window() {
    return window;
  }

  public StageProgram program() {
    return program;
  }

  /** When this mini-batch's inputs were there and the chiplet free, absolute. */
  public long startPs(int miniBatch) {
    return startPs[miniBatch];
  }

  /** When the last step of this mini-batch ended, absolute. */
  public long finishPs(int miniBatch) {
    return finishPs[miniBatch];
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

  boolean inputsReady(int miniBatch) {
    for (int count : received) {
      if (count <= miniBatch) {
        return false;
      }
    }
    return true;
  }

  void received(Transfer transfer) {
    received[transfer.program().consumerSlot()]++;
  }

  void started(int miniBatch, long nowPs) {
    startPs[miniBatch] = nowPs;
  }

  void finished(int miniBatch, long nowPs) {
    finishPs[miniBatch] = nowPs;
  }

  void computed(int samples) {
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
