/**
 * The command line: parses arguments, reads files, wires the other packages together, and sets the
 * exit code: 0 done, 1 failed, 2 bad input or usage.
 *
 * <p>Nothing here is stable but what the commands take, print and write.
 */
@NullMarked
package dev.scar.cli;

import org.jspecify.annotations.NullMarked;
