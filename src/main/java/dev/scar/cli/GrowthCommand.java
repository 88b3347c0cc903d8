package dev.scar.cli;

import dev.scar.cost.MaestroCostModel;
import dev.scar.files.InputException;
import dev.scar.files.InputProblem;
import dev.scar.files.OutputFile;
import dev.scar.hardware.ChipletPackage;
import dev.scar.report.LineChart;
import dev.scar.report.TableFormat;
import dev.scar.report.TextTable;
import dev.scar.run.Inputs;
import dev.scar.search.SearchOptions;
import dev.scar.study.Growth;
import dev.scar.study.GrowthCase;
import dev.scar.workload.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scar growth}: how the search's time and memory grow with the problem. */
@Command(
    name = "growth",
    mixinStandardHelpOptions = true,
    description =
        "Searches ever larger Het-Cross packages with the evolutionary search and prints time, peak heap, EDP and gap. Scenarios "
            + "grow by repeating their models.",
    footer = {"", "Example: scar growth sc4 --sides 3,6,8,16 --models 4,16 --svg growth"})
final class GrowthCommand implements Callable<Integer> {
  private static final String PARTS = "het-cross-6x6";
  private static final int MOST_SIDE = 32;

  @Parameters(
      arity = "0..1",
      paramLabel = "SCENARIO",
      defaultValue = "sc4",
      description = "A scenario by name, or a file (default: ${DEFAULT-VALUE}).")
  String scenario = "sc4";

  @Option(
      names = "--sides",
      paramLabel = "N",
      split = ",",
      defaultValue = "3,6,8,16",
      description = "Rows and columns of the packages (default: ${DEFAULT-VALUE}).")
  List<Integer> sides = List.of();

  @Option(
      names = "--models",
      paramLabel = "N",
      split = ",",
      defaultValue = "4,16",
      description = "Models of the scenarios (default: ${DEFAULT-VALUE}).")
  List<Integer> models = List.of();

  @Option(
      names = "--splits",
      paramLabel = "N",
      defaultValue = "2",
      converter = SearchSettings.SplitsConverter.class,
      description = "Largest number of cuts into time windows (default: ${DEFAULT-VALUE}).")
  int splits;

  @Option(
      names = "--svg",
      paramLabel = "PREFIX",
      description = "Also draws PREFIX-time.svg and PREFIX-memory.svg.")
  @Nullable String svg;

  @Mixin EvolutionSettings evolution = new EvolutionSettings();
  @Mixin CommonOptions common = new CommonOptions();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    common.refuseJson();
    check("--sides", sides, 2, MOST_SIDE);
    check("--models", models, 1, Scenario.MOST_MODELS);
    PrintWriter out = spec.commandLine().getOut();
    Inputs inputs = Home.inputs();
    Scenario read = inputs.scenario(scenario);
    ChipletPackage parts = inputs.topology(PARTS);
    SearchOptions options =
        SearchOptions.DEFAULT
            .with()
            .splits(splits)
            .evolution(evolution.options())
            .seed(common.seed)
            .build();
    Growth growth =
        new Growth(MaestroCostModel.shipped(), options, common.threads(), new HeapMeter());
    Progress progress = new Progress(spec.commandLine().getErr(), common.quiet);
    List<Growth.Row> rows = new ArrayList<>();
    for (int count : models) {
      for (int side : sides) {
        progress.show("growth: %d models on %dx%d".formatted(count, side, side));
        rows.add(growth.row(GrowthCase.repeat(read, count), GrowthCase.cross(parts, side)));
      }
    }
    progress.clear();
    out.print(common.format == TableFormat.CSV ? csv(rows) : table(rows));
    out.flush();
    if (svg != null) {
      draw(svg + "-time.svg", "Search time", "seconds", rows, true);
      draw(svg + "-memory.svg", "Peak heap", "MB", rows, false);
    }
    return 0;
  }

  private static void check(String option, List<Integer> values, int least, int most) {
    for (int value : values) {
      if (value < least || value > most) {
        throw new InputException(
            new InputProblem(
                option, "", String.valueOf(value), "must be " + least + " to " + most, ""));
      }
    }
  }

  private static String csv(List<Growth.Row> rows) {
    StringBuilder csv = new StringBuilder(Growth.CSV_HEADER);
    rows.forEach(row -> csv.append(row.csv()));
    return csv.toString();
  }

  private static TextTable table(List<Growth.Row> rows) {
    TextTable table =
        new TextTable(
            "package",
            ">chiplets",
            ">models",
            ">layers",
            ">seconds",
            ">peak heap MB",
            ">EDP",
            ">bound",
            ">gap %",
            ">placements");
    for (Growth.Row row : rows) {
      table.row(
          row.topology(),
          row.chiplets(),
          row.models(),
          row.layers(),
          String.format(Locale.ROOT, "%.1f", row.seconds()),
          String.format(Locale.ROOT, "%.0f", row.peakBytes() / 1e6),
          String.format(Locale.ROOT, "%.4g", row.result().score()),
          String.format(Locale.ROOT, "%.4g", row.result().boundScore()),
          String.format(Locale.ROOT, "%.1f", 100 * row.result().gap()),
          row.result().coverage().evaluated());
    }
    return table;
  }

  private void draw(String file, String title, String unit, List<Growth.Row> rows, boolean time)
      throws IOException {
    List<LineChart.Line> lines = new ArrayList<>();
    for (int count : models) {
      List<LineChart.Place> places =
          rows.stream()
              .filter(row -> row.models() == count)
              .map(
                  row ->
                      new LineChart.Place(
                          row.chiplets(), time ? row.seconds() : row.peakBytes() / 1e6))
              .toList();
      lines.add(new LineChart.Line(count + " models", places));
    }
    String picture = LineChart.svg(title, "chiplets", unit, lines);
    OutputFile.write(
        Path.of(file),
        common.overwrite,
        stream -> stream.write(picture.getBytes(StandardCharsets.UTF_8)));
  }
}
