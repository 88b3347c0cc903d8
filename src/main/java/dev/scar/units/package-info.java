/**
 * Quantities: how times, sizes, rates and energies are written in files and how they are counted
 * inside.
 *
 * <p>Inside the program a time is a {@code long} of picoseconds, a size a {@code long} of bytes, a
 * rate a {@code long} of bytes per second and an energy a {@code double} of joules; the unit is the
 * suffix of every name. In files each of them is a string with its unit; a bare number is an error.
 * Start at {@link dev.scar.units.Quantity} (strings) and {@link dev.scar.units.Bandwidth} (bytes to
 * picoseconds, the only place where that conversion is done).
 *
 * <p><b>Stable:</b> {@link dev.scar.units.Bandwidth}, {@link dev.scar.units.Quantity}, {@link
 * dev.scar.units.UnitException}.
 */
@NullMarked
package dev.scar.units;

import org.jspecify.annotations.NullMarked;
