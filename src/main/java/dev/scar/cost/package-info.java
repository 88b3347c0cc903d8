/**
 * How long and how much energy one layer takes on one chiplet under one dataflow; no search.
 *
 * <p>A general data-centric evaluator: dataflows are listings of {@code TemporalMap}, {@code
 * SpatialMap} and {@code Cluster} directives, in the syntax of MAESTRO (H. Kwon et al.,
 * "Understanding Reuse, Performance, and Hardware Cost of DNN Dataflows: A Data-Centric Approach",
 * MICRO 2019), and the evaluator follows that tool's analysis, its quirks included, so that its
 * numbers are the tool's numbers. Each level of a listing is a loop nest over its units. A loop is
 * in its first iteration, in a steady one, or in a partial last one; every combination of these
 * states over the loops of a level is a case, with its number of occurrences, the data it moves and
 * the time it takes. The runtime is the sum over the cases of the outermost level, whose compute
 * time is the runtime of the level below.
 *
 * <p>Start at {@link dev.scar.cost.MaestroEvaluator}; {@link dev.scar.cost.MaestroCostModel} is
 * what the rest of the program asks.
 *
 * <p><b>Stable:</b> {@link dev.scar.cost.CostModel}, {@link dev.scar.cost.LayerCost}, {@link
 * dev.scar.cost.MaestroCostModel}, {@link dev.scar.cost.Dataflows}.
 */
@NullMarked
package dev.scar.cost;

import org.jspecify.annotations.NullMarked;
