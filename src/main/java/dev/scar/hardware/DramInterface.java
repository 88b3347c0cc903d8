package dev.scar.hardware;

/**
 * A place where DRAM can be reached.
 *
 * <p>DRAM is one address space: a chiplet uses its nearest interface whatever interface wrote the
 * data.
 *
 * @param ordinal its place among the interfaces
 * @param node the node it hangs on
 * @param dram the {@link Dram} behind it; several interfaces may share one
 */
public record DramInterface(int ordinal, int node, int dram) {}
