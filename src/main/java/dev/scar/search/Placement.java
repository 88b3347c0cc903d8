package dev.scar.search;

import dev.scar.schedule.Segment;
import java.util.BitSet;
import java.util.List;

/**
 * One model's segments on chiplets in one window, with what they cost whatever the other models do.
 *
 * @param chiplets the chiplets used, by node
 */
record Placement(List<Segment> segments, BitSet chiplets, long latencyPs, double energyJ) {}
