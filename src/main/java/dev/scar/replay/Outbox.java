package dev.scar.replay;

import dev.scar.sim.Emitter;
import dev.scar.sim.Transfer;
import dev.scar.trace.LogRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What a component emits while it advances: packets by target, arrivals, new transfers and log
 * records.
 */
final class Outbox implements Emitter {
  private final List<PacketBatch> packets = new ArrayList<>();
  private final ArrayDeque<PacketBatch> spare = new ArrayDeque<>();
  private final List<Transfer> delivered = new ArrayList<>();
  private final List<Transfer> released = new ArrayList<>();
  private final List<LogRecord> log = new ArrayList<>();
  private int mostTargets;

  @Override
  public void packet(
      int target, int input, long headPs, long tailPs, long bornPs, Transfer transfer, long meta) {
    batchFor(target).add(input, headPs, tailPs, bornPs, transfer, meta);
  }

  private PacketBatch batchFor(int target) {
    for (int i = packets.size() - 1; i >= 0; i--) {
      PacketBatch batch = packets.get(i);
      if (batch.target() == target) {
        return batch;
      }
    }
    PacketBatch batch = spare.isEmpty() ? new PacketBatch() : spare.pop();
    packets.add(batch.addressedTo(target));
    mostTargets = Math.max(mostTargets, packets.size());
    return batch;
  }

  @Override
  public void delivered(Transfer transfer, long timePs) {
    delivered.add(transfer);
  }

  @Override
  public void released(Transfer transfer) {
    released.add(transfer);
  }

  @Override
  public void log(LogRecord entry) {
    log.add(entry);
  }

  List<PacketBatch> packets() {
    return packets;
  }

  List<Transfer> delivered() {
    return delivered;
  }

  List<Transfer> released() {
    return released;
  }

  List<LogRecord> log() {
    return log;
  }

  /** Gives it a used batch to fill again. */
  void recycle(PacketBatch batch) {
    spare.push(batch);
  }

  /** How many more empty batches it could use. */
  int wanted() {
    return mostTargets - spare.size();
  }

  void clear() {
    packets.clear();
    delivered.clear();
    released.clear();
    log.clear();
  }
}
