package examples;

import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.ChipletTypeBuilder;
import dev.scar.hardware.LinkSpec;
import dev.scar.hardware.NopGraphs;
import dev.scar.hardware.PackageBuilder;
import dev.scar.run.Scar;
import dev.scar.search.Objective;
import dev.scar.search.Objectives;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import dev.scar.search.anneal.AnnealingSearch;
import dev.scar.search.anneal.Effort;
import dev.scar.workload.LayerShape;
import dev.scar.workload.ModelBuilder;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;

/** Searches with an objective of one's own: the least energy that meets a deadline. */
public final class OwnObjective {
  /** Energy; what is later than the deadline costs as much again for each per cent. */
  record Deadline(double seconds) implements Objective {
    @Override
    public String label() {
      return "energy within " + seconds * 1e3 + " ms";
    }

    @Override
    public double score(double latencySeconds, double energyJ) {
      return energyJ * (1 + 100 * Math.max(0, latencySeconds / seconds - 1));
    }
  }

  public static void main(String... args) {
    ModelBuilder net = new ModelBuilder("net");
    for (int layer = 0; layer < 6; layer++) {
      net.layer("ff" + layer, LayerShape.gemm(128, 1024, 1024));
    }
    Scenario scenario = Scenario.of("six", new ScenarioModel(net.build(), 4));
    ChipletPackage pair =
        new PackageBuilder("pair", NopGraphs.mesh(1, 3, LinkSpec.of("100 GB/s", "35 ns")))
            .chiplets(new ChipletTypeBuilder("fast", "kcp_ws").clock("1 GHz").mac("0.6 pJ").build())
            .chiplet(1, new ChipletTypeBuilder("frugal", "kcp_ws").pes(2048).build())
            .dram("64 GB/s", "200 ns", 0, 2)
            .build();

    Scar scar = new Scar();
    SearchOptions options =
        SearchOptions.DEFAULT.search(AnnealingSearch.of(Effort.parse("50000"))); // moves
    for (Objective objective :
        new Objective[] {Objectives.LATENCY, Objectives.ENERGY, new Deadline(1.5e-3)}) {
      SearchResult found = scar.schedule(scenario, pair, options.objective(objective));
      System.out.printf(
          "%s: %d ps, %.4g J, at most %.1f %% from the best there can be%n",
          objective.label(),
          found.best().latencyPs(),
          found.best().energy().totalJ(),
          100 * found.gap().orElseThrow());
    }
  }
}
