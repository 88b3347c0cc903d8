package dev.scar.cost;

import dev.scar.hardware.ChipletType;
import java.util.Set;

/**
 * Hardware numbers of the evaluator.
 *
 * @param pes processing elements
 * @param nocElementsPerCycle network bandwidth, the same at every cluster level
 * @param nocHopLatencyCycles latency of the one hop
 * @param offChipElementsPerCycle off-chip bandwidth, a floor of every iteration of the outermost
 *     level
 */
public record CostHardware(
    long pes, long nocElementsPerCycle, long nocHopLatencyCycles, long offChipElementsPerCycle) {
  public CostHardware {
    if (pes < 1
        || nocElementsPerCycle < 1
        || nocHopLatencyCycles < 0
        || offChipElementsPerCycle < 1) {
      throw new CostException("hardware numbers must be positive");
    }
  }

  /** The hardware numbers of a chiplet type. */
  public static CostHardware of(ChipletType type) {
    return new CostHardware(
        type.pes(),
        type.nocElementsPerCycle(),
        type.nocHopLatencyCycles(),
        type.offChipElementsPerCycle());
  }

  /** Cycles to move so many elements. */
  long transferCycles(long elements, Set<Correction> corrections) {
    long beats = (elements + nocElementsPerCycle - 1) / nocElementsPerCycle;
    if (corrections.contains(Correction.EMPTY_TRANSFER)) {
      return elements == 0 ? 0 : Math.max(nocHopLatencyCycles, 1) + beats - 1;
    }
    return nocHopLatencyCycles + beats - 1;
  }
}
