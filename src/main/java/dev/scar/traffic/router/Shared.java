package dev.scar.traffic.router;

import dev.scar.hardware.Routing;

/**
 * What all parts of a network have in common. Of the buffers each part touches those of its nodes.
 */
record Shared(
    Ports ports,
    Buffers buffers,
    Requests requests,
    Routing routing,
    RouterSettings settings,
    long cyclePs) {}
