package dev.scar.cli;

import dev.scar.cost.MaestroCostModel;
import dev.scar.report.TableFormat;
import dev.scar.report.TextTable;
import dev.scar.run.Inputs;
import dev.scar.search.Objectives;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import dev.scar.study.QualitySweep;
import dev.scar.study.SearchSweep;
import dev.scar.study.SweepWriter;
import dev.scar.units.Quantity;
import dev.scar.workload.Scenario;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scar sweep}: the strategies of the paper's tables side by side. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    description =
        "Searches scenarios with every strategy of the paper's tables IV and V and every objective.",
    footer = {"", "Example: scar sweep sc3 sc4 --objective edp --format csv"})
final class SweepCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "SCENARIO",
      description = "Scenarios by name or file (default: sc1 to sc10).")
  List<String> scenarios = new ArrayList<>();

  @Option(
      names = "--objective",
      paramLabel = "latency|energy|edp",
      split = ",",
      defaultValue = "latency,energy,edp",
      description = "Objectives (default: ${DEFAULT-VALUE}).")
  List<Objectives> objectives = Objectives.ALL;

  @Option(
      names = "--splits",
      paramLabel = "N",
      defaultValue = "4",
      converter = SearchSettings.SplitsConverter.class,
      description = "Largest number of cuts into time windows (default: ${DEFAULT-VALUE}).")
  int splits;

  @Option(
      names = "--search-quality",
      description =
          "Instead: the evolutionary search beside the exhaustive one (above 12 chiplets: the beam) on each scenario's package, for EDP.")
  boolean searchQuality;

  @Option(
      names = "--topology",
      paramLabel = "TOPOLOGY",
      description = "With --search-quality: this package instead of each scenario's.")
  @Nullable String topology;

  @Mixin EvolutionSettings evolution = new EvolutionSettings();
  @Mixin CommonOptions common = new CommonOptions();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (searchQuality) {
      common.refuseJson();
    }
    PrintWriter out = spec.commandLine().getOut();
    Inputs inputs = Home.inputs();
    List<String> names =
        scenarios.isEmpty()
            ? IntStream.rangeClosed(1, 10).mapToObj(i -> "sc" + i).toList()
            : scenarios;
    List<Scenario> read = names.stream().map(inputs::scenario).toList();
    SearchOptions options =
        SearchOptions.DEFAULT
            .with()
            .splits(splits)
            .evolution(evolution.options())
            .seed(common.seed)
            .build();
    Progress progress = new Progress(spec.commandLine().getErr(), common.quiet);
    if (searchQuality) {
      out.print(quality(read, inputs, options, progress));
      out.flush();
      return 0;
    }
    List<SearchSweep.Row> rows = new ArrayList<>();
    int all = read.size() * SearchSweep.Column.ALL.size() * objectives.size();
    new SearchSweep(MaestroCostModel.shipped(), options, common.threads(), System::nanoTime)
        .run(
            read,
            objectives,
            inputs::topology,
            row -> {
              rows.add(row);
              progress.show("sweep: " + rows.size() + " of " + all);
            });
    progress.clear();
    switch (common.format) {
      case TABLE -> out.print(table(rows));
      case CSV -> out.print(SweepWriter.csv(rows));
      case JSON -> out.print(SweepWriter.json(rows));
    }
    out.flush();
    return 0;
  }

  private String quality(
      List<Scenario> read, Inputs inputs, SearchOptions options, Progress progress) {
    QualitySweep sweep =
        new QualitySweep(MaestroCostModel.shipped(), options, common.threads(), System::nanoTime);
    StringBuilder csv = new StringBuilder(QualitySweep.CSV_HEADER);
    TextTable table =
        new TextTable(
            "scenario",
            "package",
            "reference",
            ">EDP",
            ">s",
            ">evolutionary",
            ">s",
            ">ratio",
            ">bound",
            ">gap %");
    for (Scenario scenario : read) {
      progress.show("sweep: " + scenario.name());
      QualitySweep.Row row =
          sweep.row(
              scenario, inputs.topology(topology == null ? scenario.defaultPackage() : topology));
      csv.append(row.csv());
      table.row(
          row.scenario(),
          row.topology(),
          row.reference().method().name().toLowerCase(Locale.ROOT),
          String.format(Locale.ROOT, "%.4g", row.reference().result().score()),
          String.format(Locale.ROOT, "%.1f", row.reference().seconds()),
          String.format(Locale.ROOT, "%.4g", row.evolutionary().result().score()),
          String.format(Locale.ROOT, "%.1f", row.evolutionary().seconds()),
          String.format(Locale.ROOT, "%.3f", row.ratio()),
          String.format(Locale.ROOT, "%.4g", row.evolutionary().result().boundScore()),
          String.format(Locale.ROOT, "%.1f", 100 * row.evolutionary().result().gap()));
    }
    progress.clear();
    return common.format == TableFormat.CSV ? csv.toString() : table.toString();
  }

  private static TextTable table(List<SearchSweep.Row> rows) {
    TextTable table =
        new TextTable(
            "scenario",
            "strategy",
            "objective",
            ">value",
            ">gap %",
            ">latency",
            ">energy",
            ">windows",
            ">search s",
            ">covered",
            ">costed",
            "exact");
    for (SearchSweep.Row row : rows) {
      SearchResult result = row.result();
      table.row(
          row.scenario(),
          row.column().name(),
          row.objective().label(),
          String.format(Locale.ROOT, "%.4g", result.score()),
          String.format(Locale.ROOT, "%.1f", 100 * result.gap()),
          Quantity.TIME.format(result.best().latencyPs()),
          Quantity.ENERGY.format(result.best().energy().totalJ()),
          result.best().windows().size(),
          String.format(Locale.ROOT, "%.2f", row.seconds()),
          String.format(Locale.ROOT, "%.2g", result.coverage().covered()),
          result.coverage().evaluated(),
          result.coverage().exact() ? "yes" : "no");
    }
    return table;
  }
}
