/**
 * What computes: chiplets, directed NoP links, DRAM interfaces, and how packets are routed between
 * them.
 *
 * <p>A package is a graph of nodes (routers). A node holds at most one chiplet; DRAM interfaces
 * hang on nodes. Start at {@link dev.scar.hardware.ChipletPackage}. Everything the paper calls "100
 * GB/s per chiplet" is read as: every link, and every chiplet's injection and ejection port.
 */
@NullMarked
package dev.scar.hardware;

import org.jspecify.annotations.NullMarked;
