/**
 * Experiments that combine the rest: sweeps over scenarios, packages, strategies and objectives.
 *
 * <p>They read no files and no clock; inputs and a stop watch are handed in. Start at {@link
 * dev.scar.study.SearchSweep}.
 */
@NullMarked
package dev.scar.study;

import org.jspecify.annotations.NullMarked;
