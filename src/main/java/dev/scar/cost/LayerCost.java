package dev.scar.cost;

/**
 * Cost of one sample of a layer on one chiplet.
 *
 * @param cycles runtime at the chiplet's clock
 * @param macs multiply-accumulates as the cost model counts them
 * @param energyMacUnits energy in units of one MAC
 * @param utilization mean share of processing elements in use, stalls excluded
 */
public record LayerCost(long cycles, long macs, double energyMacUnits, double utilization) {}
