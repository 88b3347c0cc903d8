/**
 * What people see: predicted against simulated, utilisation, tables, files.
 *
 * <p>Reads results only and never runs anything. {@link dev.scar.report.RunReport} puts a
 * prediction beside a replay; the other classes show what follows from the two.
 *
 * <p>Everything in rows is a {@link dev.scar.report.Table}: its columns are written once, and text
 * for people, CSV and JSON follow, with exact values and one name per column in files:
 *
 * <pre>{@code
 * private static final Table<Row> TABLE =
 *     Table.of(
 *         Column.text("scenario", Row::scenario),
 *         Column.time("simulated", Row::simulatedPs), // simulated_ps in CSV, simulatedPs in JSON
 *         Column.number("EDP", "%.4g", Row::edp).key("edp_js"),
 *         Column.share("gap", Row::gap).absent("–"));
 *
 * out.print(TABLE.print(format, rows)); // a TableFormat: table, json or csv
 * }</pre>
 *
 * <p>Everything else that is JSON is a record, a map or a list, written by {@link
 * dev.scar.report.ViewWriter}. Keys of JSON are in camel case, headers of CSV in words joined by
 * underscores, with the unit at the end. {@link dev.scar.files.NumberFormat} gives numbers the same
 * digits on every version of Java.
 *
 * <p><b>Stable:</b> {@link dev.scar.report.RunReport}, {@link dev.scar.report.Table}, {@link
 * dev.scar.report.Column}, {@link dev.scar.report.TableFormat}, {@link dev.scar.report.ViewWriter}.
 */
@NullMarked
package dev.scar.report;

import org.jspecify.annotations.NullMarked;
