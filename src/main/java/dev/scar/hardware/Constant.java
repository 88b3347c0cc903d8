package dev.scar.hardware;

/**
 * A constant of energy or time of a package, and where it comes from.
 *
 * @param part what has it: a chiplet type, {@code nop} or {@code dram}
 * @param name as in the topology file
 * @param value as written, or what holds where the files say nothing
 * @param technology the node that it is of, such as {@code 28 nm}; empty if none is said
 * @param source where it comes from; empty if the file that has the value does not say
 */
public record Constant(String part, String name, String value, String technology, String source) {}
