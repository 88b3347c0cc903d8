/**
 * Input-queued routers with finite buffers: wormhole switching, virtual channels and credits, one
 * cycle at a time.
 *
 * <p>The router is the one of W. J. Dally, B. Towles, "Principles and Practices of Interconnection
 * Networks", Morgan Kaufmann, 2004, chapters 16 and 17, with every stage as short as it can be:
 * routes are known ahead, and the virtual channel is chosen with the grant of the switch. An input
 * has a buffer of {@code B} flits for each of its {@code V} virtual channels, one input of the
 * crossbar, and an output sends a flit a cycle at most.
 *
 * <pre>{@code
 * granted in cycle g           competes in the next router in cycle g + hop
 * leaves its buffer in cycle g its slot is usable upstream in cycle g + hop − 1
 * }</pre>
 *
 * <p>A buffer of {@code 2·hop − 1} flits so sustains a flit a cycle. A head takes any free channel
 * of the class that its route names for the link; class c of C owns the channels c·V/C to (c+1)·V/C
 * − 1, which is how torus and ring switch channels at their dateline. The channel is free again as
 * soon as the tail has left. Bandwidths below a flit a cycle hold the output for longer; a faster
 * link still carries one. Whatever is decided in a cycle depends on the cycles before it alone, so
 * the order in which routers are visited is of no consequence.
 *
 * <p>Read {@link dev.scar.traffic.router.RouterPart} first; {@link dev.scar.traffic.router.Routers}
 * has one for each thread.
 *
 * <p>Nothing here is stable; {@code traffic} asks it.
 */
@NullMarked
package dev.scar.traffic.router;

import org.jspecify.annotations.NullMarked;
