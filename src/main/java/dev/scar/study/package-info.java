/**
 * Experiments that combine the rest: single searches, sweeps over scenarios, packages, strategies
 * and objectives, validation of the best schedules, growth.
 *
 * <p>They read no inputs and no clock; both are handed in. Start at {@link
 * dev.scar.study.Experiments}.
 *
 * <p><b>Stable:</b> {@link dev.scar.study.Bench}, {@link dev.scar.study.Experiment}, {@link
 * dev.scar.study.Experiments}, {@link dev.scar.study.PackageExperiment}, {@link
 * dev.scar.study.PackageOutcome}, {@link dev.scar.study.ResultCache}.
 */
@NullMarked
package dev.scar.study;

import org.jspecify.annotations.NullMarked;
