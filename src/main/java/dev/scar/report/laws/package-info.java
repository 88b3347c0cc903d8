/**
 * What every replay obeys, checked after every replay from data that the simulator did not make:
 * the schedule, the model, the cost model, the package and the rules.
 */
@NullMarked
package dev.scar.report.laws;

import org.jspecify.annotations.NullMarked;
