/**
 * Experiments that combine the rest: single searches, sweeps over scenarios, packages, strategies
 * and objectives, validation of the best schedules, growth.
 *
 * <p>They read no inputs and no clock; both are handed in. Start at {@link
 * dev.scar.study.Experiments}.
 */
@NullMarked
package dev.scar.study;

import org.jspecify.annotations.NullMarked;
