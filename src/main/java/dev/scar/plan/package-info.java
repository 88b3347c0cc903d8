/**
 * The schedule lowered to what is to be done: loads, computes, sends and stores with their sizes,
 * routes and dependencies.
 *
 * <p>The plan is the neutral value in the middle: {@code analysis} predicts it, {@code sim} replays
 * it, and both read <em>what</em> is to be done from here and differ only in <em>when</em> it
 * happens. The rules are those of {@code model.md#stage}: a stage loads from DRAM once per
 * mini-batch (one merged transfer), computes, sends each tensor to each consuming chiplet, and
 * stores last (one merged transfer). Start at {@link dev.scar.plan.Plan}; {@link
 * dev.scar.plan.PlanBuilder} does the lowering.
 *
 * <p><b>Stable:</b> {@link dev.scar.plan.PlanBuilder}.
 */
@NullMarked
package dev.scar.plan;

import org.jspecify.annotations.NullMarked;
