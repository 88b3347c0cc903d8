package dev.scar.cost;

import dev.scar.files.CsvFileReader;
import dev.scar.files.CsvLine;
import dev.scar.files.CsvRow;
import dev.scar.files.CsvTable;
import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.files.InputProblems;
import dev.scar.hardware.ChipletType;
import dev.scar.hardware.ChipletType.ActivityEnergy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tables of layers in the columns of the reference data: read, evaluated as the original tool does,
 * and written back with its output columns appended.
 *
 * <p>Columns: {@code layer,type,N,K,C,R,S,Y,X,strideY,strideX,groups_or_depthwise} (Y and X with
 * padding included; {@code type} one of {@link LayerType}; for a GEMM N and C are unused, K is the
 * columns, C the reduction and Y the rows) and {@link #SETTINGS}, which may instead be given for
 * all rows. A column {@code directives} overrules the dataflow's name. Other columns are carried
 * along; output columns that are there already are replaced.
 *
 * <p>This is an explicit comparison: a row on which the original fails is written with its 0 cycles
 * and {@code degenerate} = {@code invalid}, one whose MACs are more than 1 % off with {@code
 * mac_mismatch}.
 */
public final class LayerCsvFormat {
  /** The columns that may be given once for all rows. */
  public static final List<String> SETTINGS =
      List.of("dataflow", "num_pes", "noc_bw", "noc_latency", "offchip_bw");

  private static final String DIRECTIVES = "directives";
  private static final double MAC_TOLERANCE = 0.01;
  private static final long MOST = Integer.MAX_VALUE;

  private final Dataflows dataflows;
  private final Map<String, String> defaults;
  private final ActivityEnergy energy;
  private final Set<Correction> corrections;

  /**
   * A row that has been read.
   *
   * @param place file and line
   * @param fields the carried columns, in the order of {@link Layers#columns()}
   */
  public record Row(
      String place,
      List<String> fields,
      MaestroLayer layer,
      Dataflow dataflow,
      CostHardware hardware) {
    public Row {
      fields = List.copyOf(fields);
    }
  }

  /** A table that has been read; settings given for all rows are columns of it. */
  public record Layers(List<String> columns, List<Row> rows) {
    public Layers {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /**
   * A format.
   *
   * @param dataflows by the names that the table may use
   * @param defaults of {@link #SETTINGS}, used where the table has no such column or a blank; one
   *     that no row uses is refused
   * @param energy coefficients of {@code total_energy}
   * @param corrections defects of the original that are not reproduced
   */
  public LayerCsvFormat(
      Dataflows dataflows,
      Map<String, String> defaults,
      ActivityEnergy energy,
      Set<Correction> corrections) {
    this.dataflows = dataflows;
    this.defaults = Map.copyOf(defaults);
    this.energy = energy;
    this.corrections = Set.copyOf(corrections);
  }

  /**
   * Reads a table.
   *
   * @throws InputException with everything that is wrong with it
   */
  public Layers read(InputFile file) {
    InputProblems problems = new InputProblems();
    CsvTable table = CsvFileReader.read(file, problems);
    Set<String> columns = new LinkedHashSet<>(table.columns());
    LayerCsvOutput.COLUMNS.forEach(columns::remove);
    SETTINGS.stream().filter(defaults::containsKey).forEach(columns::add);
    List<Row> rows = new ArrayList<>();
    for (CsvRow row : table.rows()) {
      row(row, columns).ifPresent(rows::add);
    }
    if (table.rows().isEmpty()) {
      problems.add(new InputProblem(file.shown(), "", "", "has no layers", ""));
    }
    for (String column : SETTINGS) {
      if (defaults.containsKey(column)
          && !table.rows().isEmpty()
          && table.rows().stream().allMatch(row -> row.optional(column).isPresent())) {
        problems.add(
            new InputProblem(
                file.shown(),
                column,
                "",
                "is in every row, so that a value for all rows changes nothing",
                ""));
      }
    }
    problems.throwIfAny();
    return new Layers(List.copyOf(columns), rows);
  }

  private Optional<Row> row(CsvRow row, Set<String> columns) {
    Optional<Dataflow> dataflow = dataflow(row);
    long pes = setting(row, "num_pes", 1, ChipletType.MOST_PES);
    long bandwidth = setting(row, "noc_bw", 1, Long.MAX_VALUE >> 1);
    long latency = setting(row, "noc_latency", 0, MOST);
    long offChip = setting(row, "offchip_bw", 1, Long.MAX_VALUE >> 1);
    Optional<MaestroLayer> layer = layer(row);
    if (!row.isSound() || layer.isEmpty() || dataflow.isEmpty()) {
      return Optional.empty();
    }
    List<String> fields = columns.stream().map(c -> value(row, c).orElse("")).toList();
    CostHardware hardware = new CostHardware(pes, bandwidth, latency, offChip);
    return Optional.of(new Row(row.place(), fields, layer.get(), dataflow.get(), hardware));
  }

  private Optional<String> value(CsvRow row, String column) {
    return row.optional(column).or(() -> Optional.ofNullable(defaults.get(column)));
  }

  private long setting(CsvRow row, String column, long least, long most) {
    Optional<String> text = value(row, column);
    if (text.isEmpty()) {
      row.problem(column, "is missing", "Add the column, or give it for all rows.");
      return least;
    }
    try {
      long value = Long.parseLong(text.get());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      row.problem(column, "is not a whole number: " + text.get(), "");
      return least;
    }
    row.problem(column, "is outside " + least + " to " + most, "");
    return least;
  }

  private Optional<Dataflow> dataflow(CsvRow row) {
    Optional<String> name = value(row, "dataflow");
    Optional<String> listing = row.optional(DIRECTIVES);
    if (listing.isEmpty() && name.isEmpty()) {
      row.problem("dataflow", "is missing", "Add the column, or give it for all rows.");
      return Optional.empty();
    }
    try {
      return Optional.of(
          listing.isPresent()
              ? Dataflow.parse(name.orElse(DIRECTIVES), listing.get())
              : dataflows.get(name.orElseThrow()));
    } catch (InputException e) {
      InputProblem problem = e.problems().get(0);
      row.problem(
          DIRECTIVES,
          "cannot be evaluated: (" + problem.value() + ") " + problem.expectation(),
          problem.advice());
    } catch (CostException e) {
      row.problem("dataflow", "is not known", "There are " + String.join(", ", dataflows.names()));
    }
    return Optional.empty();
  }

  private Optional<MaestroLayer> layer(CsvRow row) {
    String name = row.text("type");
    Optional<LayerType> type =
        Arrays.stream(LayerType.values()).filter(t -> t.name().equals(name)).findFirst();
    if (type.isEmpty()) {
      row.problem(
          "type",
          "is not a layer type",
          "They are "
              + Arrays.stream(LayerType.values()).map(Enum::name).collect(Collectors.joining(", "))
              + "; a model's CONV2D is CONV here, DWCONV is DSCONV");
      return Optional.empty();
    }
    Extents extents = Extents.ones();
    if (type.get() == LayerType.GEMM) {
      extents =
          extents
              .with(Dim.M, row.whole("Y", 1, MOST))
              .with(Dim.N, row.whole("K", 1, MOST))
              .with(Dim.K, row.whole("C", 1, MOST));
      return row.isSound()
          ? Optional.of(new MaestroLayer(type.get(), extents, 1, 1))
          : Optional.empty();
    }
    for (Dim dim : List.of(Dim.C, Dim.R, Dim.S, Dim.Y, Dim.X)) {
      extents = extents.with(dim, row.whole(dim.name(), 1, MOST));
    }
    if (type.get().has(Dim.K)) {
      extents = extents.with(Dim.K, row.whole("K", 1, MOST));
    }
    if (row.optional("N").isPresent()) {
      extents = extents.with(Dim.N, row.whole("N", 1, MOST));
    }
    if (type.get().has(Dim.G)) {
      extents = extents.with(Dim.G, row.whole("groups_or_depthwise", 1, MOST));
    }
    long strideY = row.whole("strideY", 1, MOST);
    long strideX = row.whole("strideX", 1, MOST);
    if (extents.get(Dim.R) > extents.get(Dim.Y) || extents.get(Dim.S) > extents.get(Dim.X)) {
      row.problem("R", "is a kernel larger than its map", "Y and X include the padding.");
    }
    return row.isSound()
        ? Optional.of(new MaestroLayer(type.get(), extents, strideY, strideX))
        : Optional.empty();
  }

  /**
   * Evaluates every row and writes the table.
   *
   * @throws CostException if a listing does not fit a layer, with the row's file and line in front
   */
  public String write(Layers layers) {
    StringBuilder text = new StringBuilder();
    text.append(line(layers.columns())).append(',').append(line(LayerCsvOutput.COLUMNS));
    text.append('\n');
    for (Row row : layers.rows()) {
      List<String> outputs = LayerCsvOutput.fields(analysis(row), row, energy, MAC_TOLERANCE);
      text.append(line(row.fields())).append(',').append(line(outputs)).append('\n');
    }
    return text.toString();
  }

  /**
   * Evaluates one row.
   *
   * @throws CostException if its listing does not fit its layer
   */
  public LayerAnalysis analysis(Row row) {
    try {
      return MaestroEvaluator.evaluate(row.dataflow(), row.layer(), row.hardware(), corrections);
    } catch (CostException e) {
      throw new CostException(row.place() + ": " + e.getMessage(), e);
    } catch (ArithmeticException e) {
      throw new CostException(row.place() + ": its cost passes 2^63", e);
    }
  }

  private static String line(List<String> fields) {
    return fields.stream().map(CsvLine::cell).collect(Collectors.joining(","));
  }
}
