package dev.scar.sim;

/** What a transfer waits behind: another flow's transfer, or a pause of a DRAM. */
public sealed interface Culprit permits FlowProgram, Pause {}
