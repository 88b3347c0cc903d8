/**
 * Which package to build: a study names axes, over packages, scenarios and options; each of its
 * points is a search and a replay, whose record is kept, so that a study that was cut off goes on.
 *
 * <p>A {@link dev.scar.explore.Study} says which {@link dev.scar.explore.Point}s there are; {@link
 * dev.scar.explore.PointReader} turns one into a question, a value ({@code
 * study.PackageExperiment}); a {@link dev.scar.study.Crew} answers questions, on this machine or on
 * several; {@link dev.scar.explore.Exploration} asks them and keeps the answers in {@link
 * dev.scar.explore.Records}. It alone writes, in the order of the points, so that files are equal
 * however many work on it. No clock is read here.
 *
 * <p>Nothing here is stable but the study files and the files that a study writes.
 */
@NullMarked
package dev.scar.explore;

import org.jspecify.annotations.NullMarked;
