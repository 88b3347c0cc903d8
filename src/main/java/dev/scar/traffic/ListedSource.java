package dev.scar.traffic;

import dev.scar.sim.Component;
import dev.scar.sim.PacketSource;
import java.util.List;

/** A node whose packets are all created at time 0, in the order of a list. */
final class ListedSource implements PacketSource {
  /** So many packets to one node. */
  record Batch(int target, long packets) {}

  private final List<Batch> batches;
  private int at;
  private long sent;

  ListedSource(List<Batch> batches) {
    this.batches = List.copyOf(batches);
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
    return at == batches.size() ? Component.NEVER : 0;
  }

  @Override
  public int target() {
    return batches.get(at).target();
  }

  @Override
  public void entered(long startPs) {
    sent++;
    skipEmpty();
  }
}
