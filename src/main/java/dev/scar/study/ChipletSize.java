package dev.scar.study;

import dev.scar.workload.Scenario;

/**
 * The paper has every package twice: with chiplets of 4096 processing elements, and of 256 for
 * AR/VR.
 */
public enum ChipletSize {
  DATACENTER(""),
  AR_VR("-arvr");

  private final String suffix;

  ChipletSize(String suffix) {
    this.suffix = suffix;
  }

  /** That of the scenario's default package. */
  public static ChipletSize of(Scenario scenario) {
    return scenario.defaultPackage().endsWith(AR_VR.suffix) ? AR_VR : DATACENTER;
  }

  /** The package of this size, given the name of the one for the datacenter. */
  public String topology(String name) {
    return name + suffix;
  }
}
