/**
 * What the commands do, callable without a command line: read files by name, replay a plan and keep
 * all that a run leaves behind.
 *
 * <p>{@link dev.scar.run.Inputs} reads and remembers what it read; {@link dev.scar.run.RunFolder}
 * replays a plan while it writes the run's folder. The calls that a program needs most are together
 * in {@link dev.scar.run.Scar}.
 */
@NullMarked
package dev.scar.run;

import org.jspecify.annotations.NullMarked;
