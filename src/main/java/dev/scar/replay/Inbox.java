package dev.scar.replay;

import dev.scar.sim.Transfer;
import java.util.ArrayList;
import java.util.List;

/** What waits for a component: packets for a server, arrived transfers for a chiplet. */
final class Inbox {
  private final List<PacketBatch> packets = new ArrayList<>();
  private final List<Transfer> arrivals = new ArrayList<>();

  void add(PacketBatch batch) {
    packets.add(batch);
  }

  void add(Transfer arrived) {
    arrivals.add(arrived);
  }

  List<PacketBatch> packets() {
    return packets;
  }

  List<Transfer> arrivals() {
    return arrivals;
  }

  void clear() {
    packets.clear();
    arrivals.clear();
  }
}
