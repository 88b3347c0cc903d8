package dev.scar.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One movement of a tensor (or of a merged load or store) for one mini-batch, cut into packets.
 *
 * <p>It travels with its packets. Each position on its path writes only its own cells, and readers
 * see them only after the event that tells them, so no field needs a lock.
 */
public final class Transfer {
  private final FlowProgram program;
  private final SimPath path;
  private final long packetBytes;
  private final int miniBatch;
  private final Kept kept;
  private final long sizeBytes;
  private final long packets;
  private final long releasePs;
  private final long[] firstStartPs;
  private final long[] latenessPs;
  private final long[] busyPs;
  private final long[] served;
  private final long[] servedUntilPs;
  private final long[] servedPackets;
  private final @Nullable WaitChain[] endWaits;
  private final @Nullable ComingWaits[] comingWaits;
  private final List<Transfer> branches = new ArrayList<>(0);
  private boolean forked;
  private @Nullable Transfer parent;
  private List<Wait> waits = List.of();
  private long deliveredBytes;
  private long deliveredPackets;
  private long arrivalPs = -1;
  private int lastPacketPosition;
  private long lastPacketHeadPs;
  private @Nullable PacketEnding ending;

  /**
   * A transfer that begins.
   *
   * @param kept what it is to know of its packets
   */
  Transfer(FlowProgram program, int miniBatch, long sizeBytes, long releasePs, Kept kept) {
    this.kept = kept;
    this.program = program;
    this.path = program.path();
    this.miniBatch = miniBatch;
    this.sizeBytes = sizeBytes;
    this.releasePs = releasePs;
    this.packetBytes = path.packetBytes();
    this.packets = (sizeBytes + packetBytes - 1) / packetBytes;
    int positions = kept == Kept.NOTHING ? 0 : path.last() + 1;
    this.firstStartPs = new long[positions];
    this.latenessPs = new long[positions];
    this.busyPs = new long[positions];
    this.served = new long[positions];
    this.servedUntilPs = new long[positions];
    this.servedPackets = new long[positions];
    this.endWaits = new WaitChain[positions];
    this.comingWaits = new ComingWaits[positions];
  }

  public FlowProgram program() {
    return program;
  }

  /** Its way. */
  public SimPath path() {
    return path;
  }

  public int miniBatch() {
    return miniBatch;
  }

  public long sizeBytes() {
    return sizeBytes;
  }

  public long packets() {
    return packets;
  }

  /** When its sender or loader began it, absolute. */
  public long releasePs() {
    return releasePs;
  }

  /** When its last tail arrived, absolute; −1 before that ({@code replay-rules.md#rule-11}). */
  public long arrivalPs() {
    return arrivalPs;
  }

  /** Duration without contention. */
  public long predictedPs() {
    return path.path().durationPs(sizeBytes);
  }

  /** Contention delay δ: how much longer it took than without contention. */
  public long delayPs() {
    return arrivalPs - releasePs - predictedPs();
  }

  /**
   * Where it waited, and behind whom, in the order in which the waits began; what remains of them
   * adds up to δ. Empty before it has arrived; without {@link ReplayOptions#waits} it is only known
   * by how much later than without contention each position was left.
   */
  public List<Wait> waits() {
    return waits;
  }

  /** What remains of its waits at this position of its path; over all positions that is δ. */
  public long waitPs(int position) {
    return waits.stream().filter(w -> w.position() == position).mapToLong(Wait::remainingPs).sum();
  }

  /** When its first packet was served at this position, absolute. */
  public long firstStartPs(int position) {
    return parent != null && position < shared()
        ? parent.firstStartPs(position)
        : firstStartPs[position];
  }

  /** At how many positions at its beginning another one passes for it. */
  int shared() {
    return program.flow().fork().shared();
  }

  /** One that begins together with this one and parts from it on the way. */
  void branch(Transfer branch) {
    branches.add(branch);
    forked = true;
    branch.parent = this;
  }

  /** Itself, and those that part from it behind a position. */
  List<Transfer> onwardFrom(int position) {
    List<Transfer> onward = new ArrayList<>(List.of(this));
    branches.stream().filter(branch -> branch.shared() == position + 1).forEach(onward::add);
    return onward;
  }

  /** Bytes that have reached the end of the path. */
  public long deliveredBytes() {
    return deliveredBytes;
  }

  /** First byte of a packet. */
  public long fromByte(long packet) {
    return packet * packetBytes;
  }

  /** One past the last byte of a packet. */
  public long toByte(long packet) {
    return Math.min(sizeBytes, (packet + 1) * packetBytes);
  }

  void firstStart(int position, long startPs) {
    firstStartPs[position] = startPs;
  }

  /** How long this position has been busy with it so far, if a log is kept. */
  long busyPs(int position) {
    return busyPs[position];
  }

  void addBusyPs(int position, long serialisationPs) {
    busyPs[position] += serialisationPs;
  }

  /** When the packet that this position served last was through; 0 before the first one. */
  long servedUntilPs(int position) {
    return servedUntilPs[position];
  }

  /** This position has served its first packets, the last of them until then. */
  void served(int position, long manyPackets, long untilPs) {
    servedPackets[position] = manyPackets;
    servedUntilPs[position] = untilPs;
  }

  /** How many of its packets the first component on its way has served. */
  long begun() {
    return servedPackets[path.first()];
  }

  /** Whether it is to know whom it waited behind. */
  boolean isTraced() {
    return kept == Kept.WAITS;
  }

  /** What the end of the packet that this position served last had waited for. */
  @Nullable WaitChain endWaits(int position) {
    return endWaits[position];
  }

  void endWaits(int position, @Nullable WaitChain chain) {
    endWaits[position] = chain;
  }

  /** What a packet that comes to this position has waited for, told by the position before it. */
  void comingWaits(int position, long packet, WaitChain.Pair chains) {
    ComingWaits coming = comingWaits[position];
    if (coming == null) {
      coming = new ComingWaits(packets);
      comingWaits[position] = coming;
    }
    coming.put(packet, chains);
  }

  /** The same, taken away; null if it has not waited. */
  WaitChain.@Nullable Pair takeComingWaits(int position, long packet) {
    ComingWaits coming = comingWaits[position];
    return coming == null ? null : coming.take(packet);
  }

  /** How far it is, on a flow control whose components serve whole packets. */
  void walk(StateWalk walk) {
    for (int p = path.first(); p <= path.last(); p++) {
      endWaits[p] = walk.chain(endWaits[p]);
      ComingWaits coming = comingWaits[p];
      if (p > path.first()) {
        walk.same(coming == null ? 0 : 1);
      }
      if (coming != null) {
        coming.walk(walk, this, servedPackets[p], servedPackets[p - 1]);
      }
    }
    for (int p = path.first(); p <= path.last(); p++) {
      servedUntilPs[p] = walk.time(servedUntilPs[p]);
      servedPackets[p] = walk.packet(this, servedPackets[p]);
      busyPs[p] = walk.count(busyPs[p]);
      served[p] = walk.count(served[p]);
    }
    deliveredPackets = walk.count(deliveredPackets);
    deliveredBytes = walk.count(deliveredBytes);
  }

  /** The last packet has been served here and goes on. */
  void lastServed(int position, long startPs, long endPs) {
    latenessPs[position] = endPs - releasePs - path.cleanEndPs(position, sizeBytes);
    if (position < path.last()) {
      lastPending(position + 1, startPs + path.latencyIntoPs(position + 1));
    }
    for (Transfer branch : branches) {
      if (position < branch.shared()) {
        branch.lastServed(position, startPs, endPs);
      }
    }
  }

  /** The last packet is on its way to, or waits at, this position. */
  void lastPending(int position, long headPs) {
    lastPacketPosition = position;
    lastPacketHeadPs = headPs;
  }

  /** Counts packets that are through; says whether they are all. */
  boolean countDelivered(long morePackets, long bytes) {
    deliveredBytes += bytes;
    deliveredPackets += morePackets;
    return deliveredPackets == packets;
  }

  /** Counts packets that this position has served; says whether they are all. */
  boolean countServed(int position, long morePackets) {
    served[position] += morePackets;
    return served[position] == packets;
  }

  void arrived(long timePs) {
    if (deliveredBytes != sizeBytes || deliveredPackets != packets) {
      throw new IllegalStateException(
          "transfer %s delivered %d of %d bytes"
              .formatted(program.flow(), deliveredBytes, sizeBytes));
    }
    arrivalPs = timePs;
    WaitChain last = endWaits[path.last()];
    waits = WaitChain.waits(last == null && delayPs() > 0 ? byLateness() : last, delayPs());
    Arrays.fill(endWaits, null);
    Arrays.fill(comingWaits, null);
  }

  /**
   * For a flow control that does not tell what packets wait for: how much later than without
   * contention the last packet left each position than the one before.
   */
  private @Nullable WaitChain byLateness() {
    WaitChain chain = null;
    for (int p = 0; p <= path.last(); p++) {
      long more = latenessPs[p] - (p == 0 ? 0 : latenessPs[p - 1]);
      chain = more > 0 ? WaitChain.add(chain, p, null, 0, more) : chain;
    }
    return chain;
  }

  /** Where its last packet is on its way to, or waits. */
  public int lastPacketPosition() {
    return lastPacketPosition;
  }

  /** When its last packet's head is, or was, there. */
  public long lastPacketHeadPs() {
    return lastPacketHeadPs;
  }

  /** Who is told about every packet of it that ends; null if it is a tensor's. */
  @Nullable PacketEnding ending() {
    return ending;
  }

  void ending(PacketEnding listener) {
    ending = listener;
  }

  /** Whether it knows how far it is. */
  boolean isKept() {
    return kept != Kept.NOTHING;
  }

  /** Whether others part from it on its way. */
  boolean isForked() {
    return forked;
  }

  /**
   * Names every chiplet that its arrival concerns: producer, consumer, the readers of a store.
   *
   * @param chiplets takes their component ordinals, each once
   */
  public void tell(IntConsumer chiplets) {
    chiplets.accept(program.producer());
    if (program.consumer() >= 0) {
      chiplets.accept(program.consumer());
    }
    for (int reader : program.readers()) {
      if (reader != program.producer()) {
        chiplets.accept(reader);
      }
    }
  }
}
