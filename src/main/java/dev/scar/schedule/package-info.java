/**
 * The result of scheduling: time windows, segments, placements (the paper's Definitions 4, 5 and
 * 9).
 *
 * <p>A schedule is plain data that people may also write by hand. It checks itself: Theorems 1 and
 * 2 of the paper (every layer exactly once, segments disjoint), layer order, and chiplets that
 * exist. Start at {@link dev.scar.schedule.Schedule}.
 *
 * <p>Tables of other tools become schedule files ({@link dev.scar.schedule.ScheduleImporters#ALL});
 * replays read only schedule files, which name scenario and package.
 *
 * <p>A chiplet may have several segments in a window, also of different models, in an order (the
 * paper's Definition 7): each does its whole batch, then the next one begins. Orders and tensors
 * together must not let segments wait for each other.
 *
 * <p><b>Stable:</b> {@link dev.scar.schedule.Schedule}, {@link dev.scar.schedule.Window}, {@link
 * dev.scar.schedule.Segment}, {@link dev.scar.schedule.ExecutionPolicy}, {@link
 * dev.scar.schedule.ScheduleReader}, {@link dev.scar.schedule.ScheduleWriter}, {@link
 * dev.scar.schedule.ScheduleException}.
 */
@NullMarked
package dev.scar.schedule;

import org.jspecify.annotations.NullMarked;
