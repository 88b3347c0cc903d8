package dev.scar.study;

import dev.scar.search.SearchOptions.Strategy;
import java.util.List;

/**
 * A column of the paper's tables IV and V.
 *
 * @param name as in the paper
 * @param topology the package with the chiplets of the datacenter scenarios
 */
public record TableColumn(String name, String topology, Strategy strategy) {
  /** All of them. */
  public static final List<TableColumn> ALL =
      List.of(
          new TableColumn("Standalone (Shi)", "simba-shi-3x3", Strategy.STANDALONE),
          new TableColumn("Standalone (NVD)", "simba-nvd-3x3", Strategy.STANDALONE),
          new TableColumn("Simba (Shi)", "simba-shi-3x3", Strategy.SCAR),
          new TableColumn("Simba (NVD)", "simba-nvd-3x3", Strategy.SCAR),
          new TableColumn("Het-CB", "het-cb-3x3", Strategy.SCAR),
          new TableColumn("Het-Sides", "het-sides-3x3", Strategy.SCAR));

  /** The column of this name. */
  public static TableColumn named(String name) {
    return ALL.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  /** Whether the paper's search runs on it, rather than one chiplet per model. */
  public boolean searches() {
    return strategy == Strategy.SCAR;
  }
}
