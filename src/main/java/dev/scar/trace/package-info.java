/**
 * The event log of a replay: what happened, when, at which component; and statistics over it.
 *
 * <p>Records are ordered by (window, time, phase, component, the component's sequence) and carry no
 * object references, so that a log is the same bytes whichever engine wrote it. Start at {@link
 * dev.scar.trace.LogRecord}.
 */
@NullMarked
package dev.scar.trace;

import org.jspecify.annotations.NullMarked;
