/**
 * What every replay obeys, checked after every replay from data that the simulator did not make:
 * the schedule, the model, the cost model, the package and the rules.
 *
 * <p><b>Stable:</b> {@link dev.scar.report.laws.Physics}.
 */
@NullMarked
package dev.scar.report.laws;

import org.jspecify.annotations.NullMarked;
