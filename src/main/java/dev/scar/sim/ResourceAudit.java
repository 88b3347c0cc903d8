package dev.scar.sim;

import dev.scar.plan.Resource;

/**
 * Counts what a resource does and checks the physics of every packet it serves, independently of
 * how the model decides: no two packets at once, and never free while a packet that has arrived
 * waits.
 */
final class ResourceAudit {
  private long packets;
  private long bytes;
  private long busyPs;
  private long lastEndPs;
  private long pausedUntilPs;
  private long overlaps;
  private long idleWhileWaiting;

  void served(long headPs, long startPs, long endPs, long serialisationPs, long sizeBytes) {
    packets++;
    bytes = Math.addExact(bytes, sizeBytes);
    busyPs = Math.addExact(busyPs, serialisationPs);
    if (startPs < lastEndPs || startPs < headPs || endPs - serialisationPs < lastEndPs) {
      overlaps++;
    }
    if (startPs > headPs && startPs > Math.max(lastEndPs, pausedUntilPs)) {
      idleWhileWaiting++;
    }
    lastEndPs = endPs;
  }

  /** It pauses until then. */
  void paused(long untilPs) {
    pausedUntilPs = untilPs;
  }

  /** What the resource did. */
  ResourceUse use(Resource resource) {
    return new ResourceUse(resource, packets, bytes, busyPs, overlaps, idleWhileWaiting);
  }
}
