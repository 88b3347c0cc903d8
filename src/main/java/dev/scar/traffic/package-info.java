/**
 * Synthetic traffic: packets that sources create at given moments or at random, sent through a
 * network alone, by the same components and engines as a replay. It shows what a network carries,
 * whatever a schedule makes of it. Read {@link dev.scar.traffic.Traffic} first.
 *
 * <p><b>Stable:</b> {@link dev.scar.traffic.Traffic}, {@link dev.scar.traffic.TrafficNetwork},
 * {@link dev.scar.traffic.TrafficPattern}, {@link dev.scar.traffic.TrafficSettings}, {@link
 * dev.scar.traffic.TrafficResult}.
 */
@NullMarked
package dev.scar.traffic;

import org.jspecify.annotations.NullMarked;
