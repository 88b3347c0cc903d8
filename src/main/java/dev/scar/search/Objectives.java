package dev.scar.search;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The objectives that have names. */
public enum Objectives implements Objective {
  LATENCY,
  ENERGY,
  /** Energy-delay product. */
  EDP;

  /** All of them. */
  public static final List<Objectives> ALL = List.of(values());

  /** The one of this name. */
  public static Optional<Objectives> named(String name) {
    return ALL.stream().filter(o -> o.label().equals(name)).findFirst();
  }

  @Override
  public double score(double latencySeconds, double energyJ) {
    return switch (this) {
      case LATENCY -> latencySeconds;
      case ENERGY -> energyJ;
      case EDP -> latencySeconds * energyJ;
    };
  }

  @Override
  public String toString() {
    return label();
  }

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
