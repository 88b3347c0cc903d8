/**
 * The reproduction of the paper: {@link dev.scar.paper.Paper} is what it prints, {@link
 * dev.scar.paper.Results} are our figures in its terms, {@link dev.scar.paper.Claims} gives each of
 * its statements a {@link dev.scar.paper.Verdict}, and {@link dev.scar.paper.Sensitivity} asks the
 * same under every {@link dev.scar.paper.Variant} of what the paper leaves open. Read {@code
 * Claims} first.
 *
 * <p>Nothing here is stable.
 */
@NullMarked
package dev.scar.paper;

import org.jspecify.annotations.NullMarked;
