package dev.scar.replay;

import dev.scar.sim.Component;
import dev.scar.sim.QueuedLoad;
import dev.scar.sim.SimPath;
import dev.scar.sim.Transfer;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Lower bounds of when the transfers in flight arrive ({@code replay-rules.md#rule-20}). */
final class ArrivalBounds {
  private final long[] freePs;
  private final Map<Transfer, InFlight> inFlight = new IdentityHashMap<>();

  /** A transfer, and what its DRAM says of when it arrives, if it is a load. */
  private static final class InFlight {
    private final Transfer transfer;
    private long loadBoundPs;

    InFlight(Transfer transfer) {
      this.transfer = transfer;
    }
  }

  ArrivalBounds(int components) {
    freePs = new long[components];
  }

  void released(Transfer transfer) {
    inFlight.put(transfer, new InFlight(transfer));
  }

  void delivered(Transfer transfer) {
    inFlight.remove(transfer);
  }

  /** A component has answered. */
  void answered(ClockCommand.Advanced answer) {
    freePs[answer.component()] = answer.freePs();
    List<QueuedLoad> loads = answer.loads();
    for (QueuedLoad load : loads) {
      InFlight flight = inFlight.get(load.transfer());
      if (flight != null) {
        flight.loadBoundPs =
            answer.freePs() + workPs(load, loads) + load.transfer().path().latencyAfterPs(0);
      }
    }
  }

  /**
   * The time of a load's own packets left, and of as many packets of every other queued load as
   * round robin serves before its last one. Arrivals can only delay it.
   */
  private static long workPs(QueuedLoad own, List<QueuedLoad> loads) {
    long left = own.packetsLeft();
    long work = own.timePs(left);
    for (QueuedLoad other : loads) {
      if (other != own) {
        work += other.timePs(Math.min(other.packetsLeft(), left - 1));
      }
    }
    return work;
  }

  /** Before this time no transfer in flight arrives; {@link Component#NEVER} if there is none. */
  long earliestPs() {
    long earliest = Component.NEVER;
    for (InFlight flight : inFlight.values()) {
      earliest = Math.min(earliest, boundPs(flight));
    }
    return earliest;
  }

  private long boundPs(InFlight flight) {
    Transfer transfer = flight.transfer;
    SimPath path = transfer.path();
    long size = transfer.sizeBytes();
    long fromByte = transfer.fromByte(transfer.packets() - 1);
    long bound = Math.max(transfer.releasePs() + transfer.predictedPs(), flight.loadBoundPs);
    int at = transfer.lastPacketPosition();
    for (int p = at; p <= path.last(); p++) {
      if (path.component(p) >= 0) {
        long rest = path.serialisationPs(p, fromByte, size) + path.latencyAfterPs(p);
        bound = Math.max(bound, freePs[path.component(p)] + rest);
        if (p == at) {
          bound = Math.max(bound, transfer.lastPacketHeadPs() + rest);
        }
      }
    }
    return bound;
  }
}
