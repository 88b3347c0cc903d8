/**
 * Synthetic traffic: packets that sources create at given moments or at random, sent through a
 * network alone, by the same components and engines as a replay. It shows what a network carries,
 * whatever a schedule makes of it. Read {@link dev.scar.traffic.Traffic} first.
 */
@NullMarked
package dev.scar.traffic;

import org.jspecify.annotations.NullMarked;
