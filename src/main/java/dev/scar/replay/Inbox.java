package dev.scar.replay;

import dev.scar.sim.Component;
import dev.scar.sim.StageRun;
import dev.scar.sim.Transfer;
import java.util.ArrayList;
import java.util.List;

/** What waits for a component: packets, arrived transfers, stages to run. */
final class Inbox {
  private final List<PacketBatch> packets = new ArrayList<>();
  private final List<Transfer> arrivals = new ArrayList<>();
  private final List<StageRun> runs = new ArrayList<>();
  private long runsStartPs;
  private boolean restart;
  private long restartPs;

  void add(PacketBatch batch) {
    packets.add(batch);
  }

  void add(Transfer arrived) {
    arrivals.add(arrived);
  }

  void add(List<StageRun> stageRuns, long startPs) {
    runs.addAll(stageRuns);
    runsStartPs = startPs;
  }

  /** A barrier has been passed. */
  void restart(long timePs) {
    restart = true;
    restartPs = timePs;
  }

  List<PacketBatch> packets() {
    return packets;
  }

  void deliverTo(Component component) {
    if (restart) {
      component.restart(restartPs);
    }
    if (!runs.isEmpty()) {
      component.begin(List.copyOf(runs), runsStartPs);
    }
    for (PacketBatch batch : packets) {
      batch.deliverTo(component);
    }
    for (Transfer arrived : arrivals) {
      component.deliver(arrived, arrived.arrivalPs());
    }
  }

  void clear() {
    packets.clear();
    arrivals.clear();
    runs.clear();
    restart = false;
  }
}
