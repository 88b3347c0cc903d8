package dev.scar.plan;

import dev.scar.units.Bandwidth;

/**
 * Something that packets pass one after the other: a link, a DRAM, an injection port or an ejection
 * port.
 *
 * @param ordinal its number among all resources of the package: links, then DRAMs, then injection
 *     ports, then ejection ports
 * @param index its number among its kind (for ports: the node)
 * @param name as people read it: {@code link 3>4}, {@code dram 0}, {@code inject 3}, {@code eject
 *     3}
 */
public record Resource(int ordinal, Kind kind, int index, String name, Bandwidth bandwidth) {
  /** The kinds of resource, in ordinal order. */
  public enum Kind {
    LINK,
    DRAM,
    INJECTION,
    EJECTION
  }
}
