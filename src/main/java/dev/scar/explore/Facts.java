package dev.scar.explore;

import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import java.util.Optional;

/**
 * What a package consists of.
 *
 * @param pes of all enabled chiplets
 * @param links one-way
 * @param interfaces to DRAM
 * @param l2Bytes of all enabled chiplets
 * @param areaMm2 of silicon, in mm²; NaN unless the study says what chiplets cost
 * @param money in the study's currency; NaN likewise
 */
public record Facts(
    int chiplets, long pes, int links, int interfaces, long l2Bytes, double areaMm2, double money) {
  static Facts of(ChipletPackage made, Optional<ChipletCosts> costs) {
    return new Facts(
        made.chiplets().size(),
        made.chiplets().stream().map(Chiplet::type).mapToLong(t -> t.pes()).sum(),
        made.nop().links().size(),
        made.dramInterfaces().size(),
        made.chiplets().stream().map(Chiplet::type).mapToLong(t -> t.l2Bytes()).sum(),
        costs.map(c -> c.areaMm2(made)).orElse(Double.NaN),
        costs.map(c -> c.money(made)).orElse(Double.NaN));
  }
}
