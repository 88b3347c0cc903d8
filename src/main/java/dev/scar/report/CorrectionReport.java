package dev.scar.report;

import dev.scar.cost.CostComparison;
import dev.scar.cost.Dataflows;
import dev.scar.hardware.ChipletType;
import dev.scar.workload.LayerCosts;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the corrections of the original tool's defects change, layer by layer. */
public final class CorrectionReport {
  private static final double NOTABLE = 0.01;
  private static final Table<Row> TABLE =
      Table.of(
          Column.text("model", Row::model),
          Column.<Row>text("layer", row -> row.costs().layer()),
          Column.<Row>text("type", row -> row.type().name()).key("chiplet_type"),
          Column.<Row>count("cycles", row -> row.costs().maestro().cycles()),
          Column.<Row>count("corrected", row -> row.costs().corrected().cycles())
              .key("corrected_cycles"),
          Column.<Row>number("ratio", "%.3f", row -> row.costs().cycleRatio())
              .key("cycle_ratio")
              .absent("∞"),
          Column.<Row>count("MACs", row -> row.costs().maestro().macs()),
          Column.<Row>count("true MACs", row -> row.costs().trueMacs()),
          Column.number("energy ratio", "%.3f", Row::energyRatio).absent("∞"),
          Column.text("corrections that change it", Row::causes).key("corrections"));

  private CorrectionReport() {}

  private record Row(String model, ChipletType type, CostComparison costs) {
    double energyRatio() {
      return costs.energyRatio(type.energy());
    }

    String causes() {
      return costs.causes().stream()
          .map(cause -> cause.name().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", "));
    }
  }

  /** A row per layer and type that changes; for people also how many do. */
  public static String of(
      List<ScenarioModel> models,
      List<ChipletType> types,
      Dataflows dataflows,
      TableFormat format) {
    List<Row> rows = new ArrayList<>();
    for (ScenarioModel model : models) {
      for (ChipletType type : types) {
        for (CostComparison one : CostComparison.of(model.model(), type, dataflows)) {
          rows.add(new Row(model.id(), type, one));
        }
      }
    }
    List<Row> changed = rows.stream().filter(row -> row.costs().isDifferent()).toList();
    String count = "  %,d of %,d layers on types change%n".formatted(changed.size(), rows.size());
    return TABLE.print(format, changed) + (format == TableFormat.TABLE ? count : "");
  }

  /**
   * The layers costed with the original tool's slips whose time or energy a slip moves by more than
   * 1 %, in a line each; empty if there are none.
   */
  public static String moved(
      List<ScenarioModel> models, List<ChipletType> types, Dataflows dataflows) {
    StringBuilder text = new StringBuilder();
    for (ScenarioModel model : models) {
      if (model.model().layer(0).costs() != LayerCosts.ORIGINAL) {
        continue;
      }
      for (ChipletType type : types) {
        for (CostComparison one : CostComparison.of(model.model(), type, dataflows)) {
          double cycles = 1 / one.cycleRatio() - 1;
          double energy = 1 / one.energyRatio(type.energy()) - 1;
          if (Math.max(Math.abs(cycles), Math.abs(energy)) > NOTABLE) {
            text.append(
                String.format(
                    Locale.ROOT,
                    "  %s %s on %s: cycles %+.1f %%, energy %+.1f %%%n",
                    model.id(),
                    one.layer(),
                    type.name(),
                    100 * cycles,
                    100 * energy));
          }
        }
      }
    }
    return text.isEmpty()
        ? ""
        : "  layers that slips of the original tool, kept in this scenario, move by more than 1 %;"
            + " --compare says which slips:\n"
            + text;
  }
}
