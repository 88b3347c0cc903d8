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

  /** So many packets have been served, each when it was its turn, the last one until then. */
  void served(long manyPackets, long sizeBytes, long serialisationPs, long endPs) {
    packets += manyPackets;
    bytes = Math.addExact(bytes, sizeBytes);
    busyPs = Math.addExact(busyPs, serialisationPs);
    lastEndPs = Math.max(lastEndPs, endPs);
  }

  /** What it has counted. */
  void walk(StateWalk walk) {
    packets = walk.count(packets);
    bytes = walk.count(bytes);
    busyPs = walk.count(busyPs);
    overlaps = walk.count(overlaps);
    idleWhileWaiting = walk.count(idleWhileWaiting);
    lastEndPs = walk.time(lastEndPs);
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
