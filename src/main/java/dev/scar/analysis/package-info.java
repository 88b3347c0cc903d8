/**
 * Predicted latency and energy of a plan without contention (the paper's section III-E), and
 * bounds.
 *
 * <p>A pipeline is predicted by {@code start(k,i) = max(arrival of every input edge for i,
 * finish(k,i-1))} and {@code finish(k,i) = start + ip_k(i) + comp_k + all sends and stores} ({@code
 * model.md#pipeline}). For a chain with equal stage times this is the paper's {@code sum Lat(sg_k)
 * + (b/b' - 1) max Lat(sg_k)}. A window takes as long as its longest model, a scenario as long as
 * its windows together. Start at {@link dev.scar.analysis.Predictor}.
 *
 * <p><b>Stable:</b> {@link dev.scar.analysis.Predictor}, {@link dev.scar.analysis.Prediction},
 * {@link dev.scar.analysis.Energy}.
 */
@NullMarked
package dev.scar.analysis;

import org.jspecify.annotations.NullMarked;
