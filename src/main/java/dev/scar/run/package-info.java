/**
 * What the commands do, callable without a command line: read files by name, replay a plan and keep
 * all that a run leaves behind.
 *
 * <p>{@link dev.scar.run.Inputs} reads and remembers what it read; {@link dev.scar.run.RunFolder}
 * replays a plan while it writes the run's folder. The calls that a program needs most are together
 * in {@link dev.scar.run.Scar}.
 *
 * <p>In every package, the types that its description calls <b>stable</b> keep their names and what
 * they mean within a major version: something may be added, and what is to go is marked as
 * deprecated for one minor version at least. Whatever else is public is so because another package
 * needs it.
 *
 * <p><b>Stable:</b> {@link dev.scar.run.Scar}, {@link dev.scar.run.Inputs}, {@link
 * dev.scar.run.Run}, {@link dev.scar.run.RunOptions}, {@link dev.scar.run.RunFolder}.
 */
@NullMarked
package dev.scar.run;

import org.jspecify.annotations.NullMarked;
