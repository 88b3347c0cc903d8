package examples;

import dev.scar.cost.MaestroCostModel;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.ChipletTypeBuilder;
import dev.scar.hardware.LinkSpec;
import dev.scar.hardware.NopGraphs;
import dev.scar.hardware.PackageBuilder;
import dev.scar.report.Column;
import dev.scar.report.Table;
import dev.scar.search.SearchOptions;
import dev.scar.search.anneal.AnnealingSearch;
import dev.scar.search.anneal.Effort;
import dev.scar.study.Bench;
import dev.scar.study.Experiments;
import dev.scar.study.PackageExperiment;
import dev.scar.study.ResultCache;
import dev.scar.units.Bandwidth;
import dev.scar.workload.LayerShape;
import dev.scar.workload.ModelBuilder;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.List;

/** Searches and replays one scenario on several packages: how many chiplets, how fast a DRAM? */
public final class PackageStudy {
  public static void main(String... args) {
    ModelBuilder net = new ModelBuilder("net");
    for (int layer = 0; layer < 4; layer++) {
      net.layer("ff" + layer, LayerShape.gemm(64, 1024, 1024));
    }
    Scenario scenario =
        Scenario.of(
            "two", new ScenarioModel(net.build(), 4), new ScenarioModel("too", net.build(), 2, 8));

    SearchOptions search = // with so many moves
        SearchOptions.DEFAULT.search(AnnealingSearch.of(Effort.parse("20000")));
    List<PackageExperiment> questions = new ArrayList<>();
    for (int columns = 1; columns <= 3; columns++) {
      for (String dram : List.of("16 GB/s", "64 GB/s")) {
        ChipletPackage made =
            new PackageBuilder(
                    columns + " chiplets, " + dram,
                    NopGraphs.mesh(1, columns, LinkSpec.of("100 GB/s", "35 ns")))
                .ports(Bandwidth.ofBytesPerSecond(100_000_000_000L))
                .chiplets(new ChipletTypeBuilder("small", "kcp_ws").pes(1024).build())
                .dram(dram, "200 ns", 0)
                .build();
        questions.add(new PackageExperiment(scenario, made, search, 4096, true));
      }
    }

    // Side by side on two threads; every answer is kept, so that it is there when it is asked for.
    Bench bench = Bench.of(MaestroCostModel.shipped(), 2);
    Experiments experiments =
        new Experiments(bench, "PackageStudy", ResultCache.NONE, (done, all, last) -> {});
    experiments.prepare(questions);
    Table<PackageExperiment> table =
        Table.of(
            Column.text("package", question -> question.chipletPackage().name()),
            Column.time("predicted", question -> experiments.run(question).predictedPs()),
            Column.time("simulated", question -> experiments.run(question).simulatedPs()),
            Column.energy("energy", question -> experiments.run(question).joules()));
    System.out.print(table.text(questions));
  }
}
