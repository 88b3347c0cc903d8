/**
 * Simulation in the loop: the last phase of a search, which scores schedules by replay.
 *
 * <p>Every search scores by formula, since a formula is fast; where bandwidth is scarce it
 * misleads. {@link dev.scar.refine.SimulatedSearch} lets another search find good schedules by
 * formula, then changes the best of them and keeps what simulates better. It can afford that
 * because a replay of one window takes well below a millisecond where transfers are served as a
 * whole, and because with barriers a window replays alone as within the run, so that only changed
 * windows are replayed.
 */
@NullMarked
package dev.scar.refine;

import org.jspecify.annotations.NullMarked;
