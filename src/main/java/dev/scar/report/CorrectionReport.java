package dev.scar.report;

import dev.scar.cost.CostComparison;
import dev.scar.cost.Dataflows;
import dev.scar.hardware.ChipletType;
import dev.scar.workload.LayerCosts;
import dev.scar.workload.ScenarioModel;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the corrections of the original tool's defects change, layer by layer. */
public final class CorrectionReport {
  private static final double NOTABLE = 0.01;

  private CorrectionReport() {}

  /** A row per layer and type that changes, and a count. */
  public static String of(
      List<ScenarioModel> models, List<ChipletType> types, Dataflows dataflows) {
    TextTable table =
        new TextTable(
            "model",
            "layer",
            "type",
            ">cycles",
            ">corrected",
            ">ratio",
            ">MACs",
            ">true MACs",
            ">energy ratio",
            "corrections that change it");
    int layers = 0;
    int changed = 0;
    for (ScenarioModel model : models) {
      for (ChipletType type : types) {
        for (CostComparison one : CostComparison.of(model.model(), type, dataflows)) {
          layers++;
          if (one.isDifferent()) {
            changed++;
            table.row(
                model.id(),
                one.layer(),
                type.name(),
                one.maestro().cycles(),
                one.corrected().cycles(),
                String.format(Locale.ROOT, "%.3f", one.cycleRatio()),
                one.maestro().macs(),
                one.trueMacs(),
                String.format(Locale.ROOT, "%.3f", one.energyRatio(type.energy())),
                one.causes().stream()
                    .map(c -> c.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", ")));
          }
        }
      }
    }
    return table + "  %,d of %,d layers on types change%n".formatted(changed, layers);
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
