package dev.scar.sim;

import dev.scar.plan.Flow;

/**
 * A flow compiled for the simulator.
 *
 * @param window its window
 * @param producer ordinal of the chiplet component that performs it
 * @param consumer ordinal of the chiplet component that receives a send; −1 for loads and stores
 * @param consumerSlot which of the consumer's inputs it is
 */
public record FlowProgram(
    int window, Flow flow, SimPath path, int producer, int consumer, int consumerSlot) {}
