/**
 * The discrete-event simulator: pure models of links, ports, DRAMs and chiplets, and a plain
 * sequential loop over them.
 *
 * <p>Time is integer picoseconds. A packet reaches a resource with two times, {@code head}, when it
 * is there, and {@code tail}, before which its last byte cannot be through. With {@code ser} its
 * serialisation there:
 *
 * <pre>{@code
 * start = max(head, free)      end = max(start + ser, tail)      free = end
 * head' = start + lat          tail' = end + lat
 * }</pre>
 *
 * <p>Uncontended, the last tail arrives at exactly {@code T(S) at the smallest bandwidth + the sum
 * of latencies}, which is what the analytical model predicts. Components are numbered links, DRAMs,
 * ejection ports, chiplets; at one instant they act in that order, and a component gets all its
 * events of one instant together, sorted by source. Nothing here knows of threads: {@link
 * dev.scar.sim.LoopEngine} drives the models one event at a time, and the actors of {@code replay}
 * drive the same models in rounds.
 *
 * <p>Where nobody asks for single packets, the loop serves a transfer that meets no other one as a
 * {@link dev.scar.sim.Train}, in closed form, and passes over what a {@link dev.scar.sim.Meeting}
 * of several does over and over again; all results are those of the models, packet by packet.
 *
 * <p>Read {@link dev.scar.sim.LinkModel} first.
 *
 * <p><b>Stable:</b> {@link dev.scar.sim.Engine}, {@link dev.scar.sim.LoopEngine}, {@link
 * dev.scar.sim.ReplayOptions}, {@link dev.scar.sim.ReplayResult}.
 */
@NullMarked
package dev.scar.sim;

import org.jspecify.annotations.NullMarked;
