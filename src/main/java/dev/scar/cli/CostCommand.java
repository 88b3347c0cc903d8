package dev.scar.cli;

import dev.scar.cost.Correction;
import dev.scar.cost.CostModel;
import dev.scar.cost.Dataflows;
import dev.scar.cost.LayerCsvFormat;
import dev.scar.cost.MaestroCostModel;
import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.files.OutputFile;
import dev.scar.files.Spelling;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletType;
import dev.scar.hardware.ChipletType.ActivityEnergy;
import dev.scar.paper.CalibrationReport;
import dev.scar.paper.CalibrationTable;
import dev.scar.report.CorrectionReport;
import dev.scar.report.CostReport;
import dev.scar.report.TableFormat;
import dev.scar.run.Inputs;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scar cost}: what every layer costs on the chiplet types of a package. */
@Command(
    name = "cost",
    mixinStandardHelpOptions = true,
    description =
        "Prints cycles, energy and utilization of every layer of a scenario's models on each chiplet type of a package.",
    footer = {"", "Example: scar cost sc4 --model resnet-50 --topology het-sides-3x3"})
final class CostCommand implements Callable<Integer> {
  /** The original tool's energy coefficients, which tables of layers are compared with. */
  private static final ActivityEnergy TOOL = new ActivityEnergy(0.23e-12, 1.68, 18.61);

  @Idle(beside = {"--layers", "--calibration"})
  @Parameters(
      arity = "0..1",
      paramLabel = "SCENARIO",
      completionCandidates = Names.Scenarios.class,
      description = "A name, or a file (default: ${DEFAULT-VALUE}).")
  String scenario = "sc4";

  @Idle(beside = {"--layers", "--calibration"})
  @Option(names = "--model", paramLabel = "ID", description = "Only this model of the scenario.")
  @Nullable String model;

  @Idle(beside = {"--layers", "--calibration"})
  @Option(
      names = "--topology",
      paramLabel = "TOPOLOGY",
      completionCandidates = Names.Topologies.class,
      description = "Where the chiplet types come from (default: the scenario's).")
  @Nullable String topology;

  @Idle(beside = {"--calibration", "--compare", "--cost-db"})
  @Option(
      names = "--layers",
      paramLabel = "FILE.csv",
      description =
          "Evaluate the layers of a CSV file instead; prints its rows with the results appended.")
  @Nullable Path layers;

  @Idle(beside = "--export")
  @Option(
      names = "--format",
      paramLabel = "table|json|csv",
      description =
          "What is printed (default: table, of --calibration in Markdown; the only format of --layers is csv).")
  @Nullable TableFormat format;

  @Idle(without = "--layers")
  @Option(
      names = "--dataflow",
      paramLabel = "NAME",
      description = "With --layers: dataflow of rows that name none.")
  @Nullable String dataflow;

  @Idle(without = "--layers")
  @Option(names = "--pes", paramLabel = "N", description = "With --layers: processing elements.")
  @Nullable String pes;

  @Idle(without = "--layers")
  @Option(
      names = "--noc-bandwidth",
      paramLabel = "N",
      description = "With --layers: elements per cycle.")
  @Nullable String nocBandwidth;

  @Idle(without = "--layers")
  @Option(names = "--noc-latency", paramLabel = "N", description = "With --layers: cycles per hop.")
  @Nullable String nocLatency;

  @Idle(without = "--layers")
  @Option(
      names = "--offchip-bandwidth",
      paramLabel = "N",
      description = "With --layers: elements per cycle; 1000000000 disables the floor.")
  @Nullable String offChipBandwidth;

  @Idle(beside = "--calibration")
  @Option(
      names = "--dataflows",
      paramLabel = "DIR",
      description =
          "A folder of further dataflow files (NAME.m); those beside a topology file need no option.")
  @Nullable Path dataflowFolder;

  @Idle(beside = {"--correct", "--compare", "--calibration", "--cost-db"})
  @Option(
      names = "--corrected",
      description = "All of the original tool's plain defects corrected.")
  boolean corrected;

  @Idle(beside = {"--compare", "--calibration", "--cost-db"})
  @Option(
      names = "--correct",
      paramLabel = "NAME",
      split = ",",
      description =
          "Only these of the corrections: ${COMPLETION-CANDIDATES}, in small letters if you like.")
  @Nullable List<Correction> someCorrections;

  /** What was asked for; without a word every layer follows its scenario's arithmetic. */
  private Optional<Set<Correction>> corrections() {
    if (someCorrections != null && !someCorrections.isEmpty()) {
      return Optional.of(EnumSet.copyOf(someCorrections));
    }
    return corrected ? Optional.of(Correction.ALL) : Optional.empty();
  }

  @Idle(beside = {"--calibration", "--cost-db"})
  @Option(
      names = "--compare",
      description = "Print what the corrections of the original tool's defects change, by layer.")
  boolean compare;

  @Idle(beside = "--cost-db")
  @Option(
      names = "--calibration",
      description =
          "Print what the paper's tables say about its cost model beside ours, by setting.")
  boolean calibration;

  @Option(
      names = "--cost-db",
      paramLabel = "FILE.csv",
      description = "Costs from a table instead: model, layer, chiplet_type, cycles, energy.")
  @Nullable Path costDatabase;

  @Idle(beside = {"--layers", "--calibration", "--compare"})
  @Option(
      names = "--export",
      paramLabel = "FILE.csv",
      description =
          "Write the costs to a table instead, as --cost-db reads it, to be changed by hand or by measurements.")
  @Nullable Path export;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (dataflowFolder != null && !Files.isDirectory(dataflowFolder)) {
      throw new InputException(
          new InputProblem("--dataflows", "", dataflowFolder.toString(), "is not a folder", ""));
    }
    Dataflows known =
        dataflowFolder == null
            ? Dataflows.shipped()
            : Dataflows.shipped().withFolder(dataflowFolder);
    if (layers != null) {
      return evaluate(layers, known, out);
    }
    Inputs inputs = Home.inputs(known);
    TableFormat shown = format == null ? TableFormat.TABLE : format;
    if (calibration) {
      CalibrationTable table = new CalibrationTable(inputs::model, inputs::scenario);
      out.print(CalibrationReport.print(table, shown));
      out.flush();
      return 0;
    }
    Scenario read = inputs.scenario(scenario);
    List<ChipletType> types =
        inputs.topology(topology == null ? read.defaultPackage() : topology).chiplets().stream()
            .map(Chiplet::type)
            .distinct()
            .toList();
    Dataflows dataflows = inputs.dataflows();
    List<String> ids = read.models().stream().map(ScenarioModel::id).toList();
    if (model != null && !ids.contains(model)) {
      throw new InputException(
          new InputProblem(
              "--model",
              "",
              model,
              "is not a model of scenario " + read.name(),
              Spelling.advice(model, ids)));
    }
    List<ScenarioModel> chosen =
        read.models().stream().filter(m -> model == null || model.equals(m.id())).toList();
    if (compare) {
      out.print(CorrectionReport.of(chosen, types, dataflows, shown));
      out.flush();
      return 0;
    }
    CostModel costs =
        costDatabase == null
            ? corrections()
                .map(c -> new MaestroCostModel(dataflows, c))
                .orElse(new MaestroCostModel(dataflows))
            : inputs.costs(costDatabase, read);
    if (export != null) {
      String table = CostReport.database(chosen, types, costs);
      OutputFile.write(export, false, to -> to.write(table.getBytes(StandardCharsets.UTF_8)));
      out.println("wrote " + export);
      out.flush();
      return 0;
    }
    out.print(CostReport.of(chosen, types, costs, shown));
    if (shown == TableFormat.TABLE && costDatabase == null && corrections().isEmpty()) {
      out.print(CorrectionReport.moved(chosen, types, dataflows));
    }
    out.flush();
    return 0;
  }

  private int evaluate(Path file, Dataflows dataflows, PrintWriter out) {
    if (format != null && format != TableFormat.CSV) {
      throw new InputException(
          new InputProblem(
              "--format",
              "",
              format.name().toLowerCase(Locale.ROOT),
              "is not a format of --layers",
              "Maybe write \"csv\"."));
    }
    Map<String, String> defaults = new LinkedHashMap<>();
    put(defaults, "dataflow", dataflow);
    put(defaults, "num_pes", pes);
    put(defaults, "noc_bw", nocBandwidth);
    put(defaults, "noc_latency", nocLatency);
    put(defaults, "offchip_bw", offChipBandwidth);
    LayerCsvFormat csv =
        new LayerCsvFormat(dataflows, defaults, TOOL, corrections().orElse(Correction.NONE));
    out.print(csv.write(csv.read(InputFile.of(file))));
    out.flush();
    return 0;
  }

  private static void put(Map<String, String> defaults, String column, @Nullable String value) {
    if (value != null) {
      defaults.put(column, value);
    }
  }
}
