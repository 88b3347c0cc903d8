package dev.scar.study;

/**
 * An answer and what it took.
 *
 * @param peakBytes the largest heap in use meanwhile, garbage included; 0 if it was not asked for
 */
public record Measured<E extends Experiment<A>, A>(
    E experiment, A answer, double seconds, long peakBytes) {}
