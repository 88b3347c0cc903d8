package dev.scar.paper;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What M. Odema, L. Chen, H. Kwon, M. A. Al Faruque, "SCAR: Scheduling Multi-Model AI Workloads on
 * Heterogeneous Multi-Chiplet Module Accelerators", 2024, arXiv:2405.00790v2 prints: tables IV to
 * VI and its claims.
 *
 * @param tables by "search.metric" or metric, the strategy's values in the order of the scenarios
 * @param breakdown table VI: seconds by row, for windows 0 to 4, "ideal" and "tot"
 * @param breakdownLayers layers by window
 * @param claims in the order of their ids
 * @param flags where the paper contradicts itself
 */
record Paper(
    Map<String, Map<String, List<Double>>> tables,
    Map<String, List<Double>> breakdown,
    List<Integer> breakdownLayers,
    List<Claim> claims,
    List<String> flags) {
  /** Scenarios of table IV. */
  public static final List<String> DATACENTER = List.of("sc1", "sc2", "sc3", "sc4", "sc5");

  /** Those of figure 8. */
  static final List<String> HEAVY = List.of("sc3", "sc4", "sc5");

  /** Scenarios of table V. */
  public static final List<String> AR_VR = List.of("sc6", "sc7", "sc8", "sc9", "sc10");

  public Paper {
    tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    breakdown = Collections.unmodifiableMap(new LinkedHashMap<>(breakdown));
    breakdownLayers = List.copyOf(breakdownLayers);
    claims = List.copyOf(claims);
    flags = List.copyOf(flags);
  }

  /**
   * A statement of the paper.
   *
   * @param section where
   * @param values its figures, if it has any
   * @param shown the figures or the statement as text
   * @param unit of the figures
   * @param flag what is odd about it; empty if nothing
   * @param beforehand what the calibration, written before any search was run, let expect of it:
   *     expected, fragile, not expected; empty if it said nothing
   */
  public record Claim(
      String id,
      String section,
      String statement,
      List<Double> values,
      String shown,
      String unit,
      String flag,
      String beforehand) {
    public Claim {
      values = List.copyOf(values);
    }

    /** The first figure. */
    double value() {
      return values.get(0);
    }
  }

  /** The claim of this id. */
  Claim claim(String id) {
    return claims.stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
  }

  /** The paper's value for a strategy, as the tables call it, and a scenario. */
  public double value(String table, String strategy, String scenario) {
    List<String> columns = DATACENTER.contains(scenario) ? DATACENTER : AR_VR;
    return tables
        .getOrDefault(table, Map.of())
        .getOrDefault(abbreviated(strategy), List.of())
        .get(columns.indexOf(scenario));
  }

  /** "Stand.(NVD)" for "Standalone (NVD)". */
  private static String abbreviated(String strategy) {
    return strategy.replace("Standalone (", "Stand.(").replace("Simba (", "Simba(");
  }
}
