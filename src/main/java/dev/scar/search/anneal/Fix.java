package dev.scar.search.anneal;

/**
 * Layers [first, end) of a model that run on one chiplet, in whatever windows.
 *
 * @param chiplet by the fabric's numbers
 */
record Fix(int model, int first, int end, int chiplet) {}
