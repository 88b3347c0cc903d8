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
 * <p><b>Decision.</b> A chiplet hosts at most one segment per window (the scheduling tree visits
 * each node once); running two segments one after the other on a chiplet takes two windows.
 *
 * <p><b>Stable:</b> {@link dev.scar.schedule.Schedule}, {@link dev.scar.schedule.Window}, {@link
 * dev.scar.schedule.Segment}, {@link dev.scar.schedule.ExecutionPolicy}, {@link
 * dev.scar.schedule.ScheduleReader}, {@link dev.scar.schedule.ScheduleWriter}, {@link
 * dev.scar.schedule.ScheduleException}.
 */
@NullMarked
package dev.scar.schedule;

import org.jspecify.annotations.NullMarked;
