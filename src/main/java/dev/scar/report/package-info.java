/**
 * What people see: predicted against simulated, utilisation, tables, files.
 *
 * <p>Reads results only and never runs anything. {@link dev.scar.report.ReplayComparison} puts a
 * prediction beside a replay and checks the laws that hold in every replay; the other classes show
 * it.
 */
@NullMarked
package dev.scar.report;

import org.jspecify.annotations.NullMarked;
