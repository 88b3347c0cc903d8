/**
 * The actor engine: every component of a world (chiplet, link, ejection port, DRAM, source of
 * synthetic traffic) is an Akka Typed actor that hosts its pure model, and a clock actor grants
 * rounds.
 *
 * <p>A round is a span of time [t, H). In each of its phases the clock asks the components that
 * have something due before H, each once, hands over what they emitted when all have answered, and
 * goes on with the next phase. A component may emit into a later phase of the same round or at H or
 * later, nothing else; the clock checks that. Long rounds end where a chiplet can act next plus the
 * smallest delay, and need an acyclic order of the resources; short rounds last the smallest delay
 * and are always valid ({@code replay-rules.md#rule-18} to {@code replay-rules.md#rule-20}). If the
 * smallest delay is zero, a round is a single event.
 *
 * <p>The order of messages in mailboxes never decides anything: the log and the results are the
 * same bytes as those of the sequential loop, for any number of threads. Start at {@link
 * dev.scar.replay.ActorEngine}, then {@link dev.scar.replay.ClockActor}.
 *
 * <p><b>Stable:</b> {@link dev.scar.replay.ActorEngine}.
 */
@NullMarked
package dev.scar.replay;

import org.jspecify.annotations.NullMarked;
