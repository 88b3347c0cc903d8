/**
 * The optimiser of whole schedules: the default search of {@code scar run} and {@code scar
 * schedule}.
 *
 * <p>A schedule in the making is an array of {@linkplain dev.scar.search.anneal.Row windows}, each
 * with a {@linkplain dev.scar.search.anneal.Part part} for every model that runs in it; neither is
 * ever changed, so a move costs only the parts that it touches, and a schedule is kept by keeping
 * its rows. {@link dev.scar.search.anneal.PartCost} is the hot loop, {@link
 * dev.scar.search.anneal.Moves} proposes changes, {@link dev.scar.search.anneal.Annealer} accepts
 * them, {@link dev.scar.search.anneal.Portfolio} runs rounds of restarts for latency, energy and
 * EDP into one {@link dev.scar.search.anneal.Archive}, and {@link dev.scar.search.anneal.Optimiser}
 * puts it together; read it first. Small problems are solved by {@link
 * dev.scar.search.anneal.Enumeration}.
 *
 * <p><b>Decisions.</b> A mini-batch is chosen by model and window, and is at most what L2 holds:
 * more would cost nothing in the prediction, which does not charge overflow. Every schedule that is
 * returned is lowered and predicted anew, and must cost what the optimiser reckoned with.
 *
 * <p><b>Stable:</b> {@link dev.scar.search.anneal.AnnealingSearch}, {@link
 * dev.scar.search.anneal.Effort}.
 */
@NullMarked
package dev.scar.search.anneal;

import org.jspecify.annotations.NullMarked;
