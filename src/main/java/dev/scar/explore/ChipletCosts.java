package dev.scar.explore;

import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.ChipletType;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What silicon takes and costs, as a study states it, with its source. Money is in any currency.
 *
 * @param source where the numbers are from
 * @param dies by chiplet type; {@code *} for all others
 * @param linkMm2 of each one-way link, over both ends
 * @param linkMoney of each one-way link
 * @param packageMoney of everything else
 * @param wafer what dies are cut from; without it silicon costs nothing by area
 */
public record ChipletCosts(
    String source,
    Map<String, Die> dies,
    double linkMm2,
    double linkMoney,
    double packageMoney,
    Optional<Wafer> wafer) {
  private static final double MIB = 1 << 20;
  private static final double MM2_PER_CM2 = 100;

  public ChipletCosts {
    dies = Map.copyOf(new TreeMap<>(dies));
  }

  /** A die's area, part by part, and what it costs besides its silicon. */
  public record Die(double mm2, double mm2PerPe, double mm2PerMiB, double money) {
    double areaMm2(ChipletType type) {
      return mm2 + mm2PerPe * type.pes() + mm2PerMiB * type.l2Bytes() / MIB;
    }
  }

  /**
   * A wafer.
   *
   * @param clustering how much defects stand together, for {@link Yield#NEGATIVE_BINOMIAL}
   */
  public record Wafer(
      double diameterMm, double money, Yield yield, double defectsPerCm2, double clustering) {
    /**
     * What a good die costs: the wafer by the good dies on it. A die on the rim is lost: with area
     * A there are π d² / 4 A − π d / √(2 A) dies on a wafer of diameter d.
     */
    double perGoodDie(double mm2) {
      double dies =
          Math.PI * diameterMm * diameterMm / 4 / mm2 - Math.PI * diameterMm / Math.sqrt(2 * mm2);
      double good = dies * yield.of(mm2 / MM2_PER_CM2 * defectsPerCm2, clustering);
      return good < 1 ? Double.POSITIVE_INFINITY : money / good;
    }
  }

  /**
   * Which share of dies is good, after J. A. Cunningham, "The Use and Evaluation of Yield Models in
   * Integrated Circuit Manufacturing", IEEE Trans. Semiconductor Manufacturing 3(2), 1990.
   */
  public enum Yield {
    /** Defects stand anywhere: exp(−AD). */
    POISSON,
    /** Their density varies in a triangle: ((1 − exp(−AD)) / AD)². */
    MURPHY,
    /** They stand in clusters: (1 + AD / α)^−α. */
    NEGATIVE_BINOMIAL;

    /** The yield for so many defects a die on average. */
    double of(double defects, double clustering) {
      return switch (this) {
        case POISSON -> Math.exp(-defects);
        case MURPHY -> defects == 0 ? 1 : Math.pow(-Math.expm1(-defects) / defects, 2);
        case NEGATIVE_BINOMIAL -> Math.pow(1 + defects / clustering, -clustering);
      };
    }
  }

  /** Which chiplet type of a package has no costs. */
  Optional<String> missing(ChipletPackage made) {
    return made.chiplets().stream()
        .map(c -> c.type().name())
        .filter(name -> !dies.containsKey(name) && !dies.containsKey("*"))
        .findFirst();
  }

  private Die die(ChipletType type) {
    return dies.getOrDefault(type.name(), dies.getOrDefault("*", new Die(0, 0, 0, 0)));
  }

  /** Silicon of chiplets and links. */
  double areaMm2(ChipletPackage made) {
    double mm2 = linkMm2 * made.nop().links().size();
    for (Chiplet chiplet : made.chiplets()) {
      mm2 += die(chiplet.type()).areaMm2(chiplet.type());
    }
    return mm2;
  }

  /** Good dies, links and the package. */
  double money(ChipletPackage made) {
    double money = packageMoney + linkMoney * made.nop().links().size();
    for (Chiplet chiplet : made.chiplets()) {
      Die die = die(chiplet.type());
      double mm2 = die.areaMm2(chiplet.type());
      money += die.money() + (mm2 == 0 ? 0 : wafer.map(w -> w.perGoodDie(mm2)).orElse(0.0));
    }
    return money;
  }
}
