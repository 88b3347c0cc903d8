package dev.scar.cli;

import dev.scar.trace.LogDetail;
import dev.scar.trace.TraceRange;

/**
 * Which files a run leaves beside its summary and schedule.
 *
 * @param detail of the traces
 * @param traced the part of the replay that they cover
 * @param report whether there is a page
 */
record RunFiles(LogDetail detail, TraceRange traced, boolean report) {}
