package dev.scar.hardware;

import java.util.Locale;

/**
 * What the parameters of a package are meant to be ({@code cost-model.md#presets}).
 *
 * <p>It stands in topology files, and every run prints it. It changes no rule: all that differs is
 * written in the package's parameters. Files that say {@code built} may not have the off-chip floor
 * of the layer model, since the package has its own DRAM.
 */
public enum Preset {
  /** As calibrated against the paper's tables; what a file that names none is. */
  PAPER,
  /** As silicon is built: common layers reach the share of peak that published chips reach. */
  BUILT;

  /** What files and messages call it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
