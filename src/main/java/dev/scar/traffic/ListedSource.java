package dev.scar.traffic;

import dev.scar.sim.Component;
import dev.scar.sim.PacketSource;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A node that creates packets in the order of a list: at time 0 as many as may be under way, then
 * one for each that has arrived.
 */
final class ListedSource implements PacketSource {
  /** So many packets to one node. */
  record Batch(int target, long packets) {}

  private final List<Batch> batches;
  private final PriorityQueue<Long> permits = new PriorityQueue<>();
  private final int flits;
  private final boolean bounded;
  private long left;
  private int at;
  private long sent;

  /**
   * A source.
   *
   * @param flits of each packet
   * @param most of its packets under way at once
   */
  ListedSource(List<Batch> batches, int flits, long most) {
    this.batches = List.copyOf(batches);
    this.flits = flits;
    this.left = most;
    this.bounded = most < Long.MAX_VALUE;
    skipEmpty();
  }

  private void skipEmpty() {
    while (at < batches.size() && sent == batches.get(at).packets()) {
      at++;
      sent = 0;
    }
  }

  @Override
  public long creationPs() {
    if (at == batches.size() || (left == 0 && permits.isEmpty())) {
      return Component.NEVER;
    }
    return left > 0 ? 0 : permits.element();
  }

  /** From this time on another packet may be created. */
  void permit(long timePs) {
    permits.add(timePs);
  }

  @Override
  public int target() {
    return batches.get(at).target();
  }

  @Override
  public int flits() {
    return flits;
  }

  @Override
  public boolean hearsOfArrivals() {
    return bounded;
  }

  @Override
  public void entered(long startPs) {
    if (left > 0) {
      left--;
    } else {
      permits.remove();
    }
    sent++;
    skipEmpty();
  }
}
