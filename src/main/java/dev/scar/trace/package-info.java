/**
 * The event log of a replay: what happened, when, at which component; and statistics over it.
 *
 * <p>Records are ordered by (window, time, phase, component, the component's sequence) and carry no
 * object references, so that a log is the same bytes whichever engine wrote it. Start at {@link
 * dev.scar.trace.LogRecord}.
 *
 * <p><b>Stable:</b> {@link dev.scar.trace.LogRecord}, {@link dev.scar.trace.LogSink}, {@link
 * dev.scar.trace.LogDetail}.
 */
@NullMarked
package dev.scar.trace;

import org.jspecify.annotations.NullMarked;
