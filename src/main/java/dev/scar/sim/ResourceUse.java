package dev.scar.sim;

import dev.scar.plan.Resource;

/** What a resource did in a whole replay. */
public record ResourceUse(
    Resource resource,
    long packets,
    long bytes,
    long busyPs,
    long waitingPs,
    long overlaps,
    long idleWhileWaiting) {}
