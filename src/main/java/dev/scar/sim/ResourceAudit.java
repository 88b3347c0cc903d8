package dev.scar.sim;

/**
 * Counts what a resource does and checks the physics of every packet it serves, independently of
 * how the model decides: no two packets at once, and never free while a packet that has arrived
 * waits.
 */
public final class ResourceAudit {
  private long packets;
  private long bytes;
  private long busyPs;
  private long waitingPs;
  private long lastEndPs;
  private long overlaps;
  private long idleWhileWaiting;

  void served(long headPs, long startPs, long endPs, long serialisationPs, long sizeBytes) {
    packets++;
    bytes += sizeBytes;
    busyPs += serialisationPs;
    waitingPs += startPs - headPs;
    if (startPs < lastEndPs || startPs < headPs || endPs - serialisationPs < lastEndPs) {
      overlaps++;
    }
    if (startPs > headPs && startPs > lastEndPs) {
      idleWhileWaiting++;
    }
    lastEndPs = endPs;
  }

  /** Packets served. */
  public long packets() {
    return packets;
  }

  public long bytes() {
    return bytes;
  }

  /** Sum of the serialisation times. */
  public long busyPs() {
    return busyPs;
  }

  /** Sum over the packets of the time from being there to being served. */
  public long waitingPs() {
    return waitingPs;
  }

  /** Packets served before the one before was through; 0 unless the simulator is broken. */
  public long overlaps() {
    return overlaps;
  }

  /** Packets that waited while the resource was not reserved; 0 unless the simulator is broken. */
  public long idleWhileWaiting() {
    return idleWhileWaiting;
  }
}
