/**
 * Finds schedules: the paper's four engines (section IV), one class each.
 *
 * <p>{@link dev.scar.search.McmReconfig} cuts time into windows and assigns layers to them, {@link
 * dev.scar.search.Prov} gives each model of a window a number of chiplets, {@link
 * dev.scar.search.Seg} cuts its layers into that many segments, and {@link dev.scar.search.Sched}
 * places the segments on chiplets along paths of NoP neighbours. {@link
 * dev.scar.search.ScarScheduler} runs them over all window candidates and keeps the best schedule.
 */
@NullMarked
package dev.scar.search;

import org.jspecify.annotations.NullMarked;
