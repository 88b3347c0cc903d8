/**
 * Lower bounds: no schedule of a scenario on a package has a smaller latency, energy or objective
 * value ({@code bounds.md}).
 *
 * <p>A linear programme lets every layer choose, even in parts, a chiplet type, how many chiplets
 * of each type its model holds meanwhile, and a mini-batch. Every choice costs energy and uses up
 * what is scarce: time of chiplets and of models, and bytes of shared resources. Whoever sets a
 * price on each of these gets a bound at once: the cheapest choice of every layer at these prices,
 * less what all that there is would be worth. So a bound is right whatever the prices, and only the
 * search for good prices needs a solver. {@link dev.scar.bound.Relaxation} has the choices and the
 * prices' worth, {@link dev.scar.bound.CuttingPlanes} looks for prices, {@link
 * dev.scar.bound.LowerBound} is the result; read them in this order.
 *
 * <p><b>Stable:</b> {@link dev.scar.bound.LowerBound}.
 */
@NullMarked
package dev.scar.bound;

import org.jspecify.annotations.NullMarked;
