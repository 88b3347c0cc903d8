/**
 * Experiments that combine the rest: sweeps over scenarios, packages, strategies and objectives.
 *
 * <p>They read no inputs and no clock; both are handed in. Start at {@link
 * dev.scar.study.SearchSweep}.
 *
 * <p>The reproduction of the paper: {@link dev.scar.study.Paper} is what it prints, {@link
 * dev.scar.study.Experiments} searches and remembers, {@link dev.scar.study.Results} are our
 * figures in its terms, {@link dev.scar.study.Claims} gives each of its statements a {@link
 * dev.scar.study.Verdict}, and {@link dev.scar.study.Sensitivity} asks the same under every {@link
 * dev.scar.study.Variant} of what the paper leaves open. Read {@code Claims} first.
 */
@NullMarked
package dev.scar.study;

import org.jspecify.annotations.NullMarked;
