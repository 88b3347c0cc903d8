package dev.scar.sim;

import dev.scar.plan.Resource;

/**
 * What a resource did in a whole replay.
 *
 * @param packets served
 * @param busyPs sum of the serialisation times
 * @param overlaps packets served before the one before was through; 0 unless the simulator is
 *     broken
 * @param idleWhileWaiting packets that waited while the resource was not reserved
 */
public record ResourceUse(
    Resource resource,
    long packets,
    long bytes,
    long busyPs,
    long overlaps,
    long idleWhileWaiting) {}
