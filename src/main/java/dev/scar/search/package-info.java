/**
 * Finds schedules: the paper's four engines (section IV), one class each.
 *
 * <p>{@link dev.scar.search.McmReconfig} cuts time into windows and assigns layers to them, {@link
 * dev.scar.search.Prov} says how many chiplets each model of a window may take, {@link
 * dev.scar.search.Seg} cuts its layers into segments and keeps the best cuts, and {@link
 * dev.scar.search.Sched} places them on chiplets along walks over NoP neighbours ({@link
 * dev.scar.search.Paths}). {@link dev.scar.search.CutCosts} is the hot loop: what a model's
 * segments cost on given chiplets. {@link dev.scar.search.Disjoint} combines the models of a
 * window, {@link dev.scar.search.Combination} the windows; both over Pareto {@linkplain
 * dev.scar.search.Front fronts} of latency and energy, since EDP is not separable. {@link
 * dev.scar.search.PaperEngines} runs it all; read it first. They are {@link
 * dev.scar.search.ScarSearch}, one of the searches in {@link dev.scar.search.Strategies}; another
 * one is a record of its options that implements {@link dev.scar.search.ScheduleSearch}, and a line
 * in that list.
 *
 * <p>Packages that are too large to enumerate are searched by {@link dev.scar.search.Evolution}
 * instead of SEG and SCHED: {@linkplain dev.scar.search.Genome tuples} of 2·|M| numbers, then
 * {@link dev.scar.search.LocalImprovement}. Jenetics is used by these classes only.
 *
 * <p><b>Decisions.</b> A model's weight multiplies its share in equation 2. A model's latency bound
 * is on the time at which its last layer is finished, counted from the start of the scenario.
 * NN-baton-like runs every model whole on the first chiplet, as in the paper's figure 2 (B1). Of
 * many ways to cut, the candidates are those that are best for each sequence of chiplet types on
 * the walks, and their neighbours.
 *
 * <p><b>Stable:</b> {@link dev.scar.search.ScarScheduler}, {@link dev.scar.search.SearchOptions},
 * {@link dev.scar.search.SearchResult}, {@link dev.scar.search.Objective}, {@link
 * dev.scar.search.Objectives}, {@link dev.scar.search.ScheduleSearch}, {@link
 * dev.scar.search.Strategies}, {@link dev.scar.search.ScarSearch}, {@link
 * dev.scar.search.NoScheduleException}, {@link dev.scar.search.SearchRefusal}.
 */
@NullMarked
package dev.scar.search;

import org.jspecify.annotations.NullMarked;
