package dev.scar.cost;

/** Cost of one sample of a layer on one chiplet. */
public record LayerCost(long cycles, long macs, double energyMacUnits, double utilization) {}
