package dev.scar.report;

import dev.scar.cost.CostModel;
import dev.scar.cost.LayerCost;
import dev.scar.files.NumberFormat;
import dev.scar.hardware.ChipletType;
import dev.scar.units.Quantity;
import dev.scar.workload.Layer;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The cost of every layer of some models on each of some chiplet types, for one sample. */
public final class CostReport {
  private static final Table<Cell> CELLS =
      Table.of(
          Column.text("model", Cell::model),
          Column.text("layer", Cell::layer),
          Column.text("chiplet type", Cell::type),
          Column.count("macs", Cell::macs),
          Column.count("cycles", Cell::cycles),
          Column.energy("energy", Cell::energyJ),
          Column.share("mapped PEs", Cell::mapped),
          Column.share("peak", Cell::peak));

  /** The columns that a table of costs has, by the names of models. */
  private static final Table<Cell> DATABASE =
      Table.of(
          Column.text("model", Cell::modelName),
          Column.text("layer", Cell::layer),
          Column.text("chiplet type", Cell::type),
          Column.count("cycles", Cell::cycles),
          Column.text("energy", cell -> NumberFormat.shortest(cell.energyJ()) + " J"));

  private CostReport() {}

  /**
   * A layer on a type.
   *
   * @param macs multiplications of the layer itself
   * @param mapped the cost model's mean share of processing elements that have work, stalls left
   *     out
   * @param peak multiplications by those that all processing elements could do in the cycles
   */
  private record Cell(
      String model,
      String modelName,
      String layer,
      String type,
      long macs,
      long cycles,
      double energyJ,
      double mapped,
      double peak) {
    static Cell of(ScenarioModel model, Layer layer, ChipletType type, CostModel costs) {
      LayerCost cost = costs.cost(layer, type);
      return new Cell(
          model.id(),
          model.model().name(),
          layer.name(),
          type.name(),
          layer.macs(),
          cost.cycles(),
          cost.energyMacUnits() * type.energy().macJ(),
          cost.utilization(),
          (double) layer.macs() / type.pes() / cost.cycles());
    }
  }

  /**
   * For people a table per model with a row per layer, and totals; the type that is fastest is
   * named. In files a row per layer and type.
   */
  public static String of(
      List<ScenarioModel> models, List<ChipletType> types, CostModel costs, TableFormat format) {
    List<List<Cell>> rows = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (ScenarioModel model : models) {
      List<List<Cell>> layers =
          model.model().layers().stream()
              .map(layer -> types.stream().map(type -> Cell.of(model, layer, type, costs)).toList())
              .toList();
      rows.addAll(layers);
      text.append("  ").append(model.id()).append(", one sample\n\n");
      text.append(table(types).text(layers)).append('\n');
      text.append(totals(types, layers)).append('\n');
    }
    return format == TableFormat.TABLE
        ? text.toString()
        : CELLS.print(format, rows.stream().flatMap(List::stream).toList());
  }

  /** The table that {@code --cost-db} reads: every layer of every model on every type. */
  public static String database(
      List<ScenarioModel> models, List<ChipletType> types, CostModel costs) {
    Map<String, ScenarioModel> byName = new LinkedHashMap<>();
    models.forEach(model -> byName.putIfAbsent(model.model().name(), model));
    List<Cell> cells = new ArrayList<>();
    for (ScenarioModel model : byName.values()) {
      for (Layer layer : model.model().layers()) {
        types.forEach(type -> cells.add(Cell.of(model, layer, type, costs)));
      }
    }
    return DATABASE.csv(cells);
  }

  private static Table<List<Cell>> table(List<ChipletType> types) {
    List<Column<List<Cell>>> columns = new ArrayList<>();
    columns.add(Column.text("layer", row -> row.get(0).layer()));
    columns.add(Column.numberOrSmall("MMAC", "%.2f", row -> row.get(0).macs() * 1e-6));
    for (int t = 0; t < types.size(); t++) {
      int type = t;
      columns.add(Column.count(types.get(t).name() + " cycles", row -> row.get(type).cycles()));
      columns.add(Column.energy("energy", row -> row.get(type).energyJ()));
      columns.add(Column.share("mapped PEs", row -> row.get(type).mapped()));
      columns.add(Column.share("of peak", row -> row.get(type).peak()));
    }
    columns.add(
        Column.text(
            "fastest",
            row ->
                row.stream()
                    .min(Comparator.comparingLong(Cell::cycles))
                    .map(Cell::type)
                    .orElseThrow()));
    return new Table<>(columns);
  }

  private static String totals(List<ChipletType> types, List<List<Cell>> layers) {
    StringBuilder text = new StringBuilder();
    for (int t = 0; t < types.size(); t++) {
      int type = t;
      long cycles =
          layers.stream().mapToLong(row -> row.get(type).cycles()).reduce(0, Math::addExact);
      double energy = 0;
      double macs = 0;
      for (List<Cell> row : layers) {
        energy += row.get(type).energyJ();
        macs += row.get(type).macs();
      }
      text.append(
          "  %s: %,d cycles, %s, %s, %s of peak%n"
              .formatted(
                  types.get(t).name(),
                  cycles,
                  Quantity.TIME.format(1e12 * cycles / types.get(t).clockHz()),
                  Quantity.ENERGY.format(energy),
                  Column.percent(macs / types.get(t).pes() / cycles)));
    }
    return text.toString();
  }
}
