package dev.scar.report;

import dev.scar.cost.CostComparison;
import dev.scar.cost.Dataflows;
import dev.scar.hardware.ChipletType;
import dev.scar.workload.ScenarioModel;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the corrections of the original tool's defects change, layer by layer. */
public final class CorrectionReport {
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
                String.format(
                    Locale.ROOT,
                    "%.3f",
                    one.corrected().energyMacUnits(type.energy())
                        / one.maestro().energyMacUnits(type.energy())),
                one.causes().stream()
                    .map(c -> c.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", ")));
          }
        }
      }
    }
    return table + "  %,d of %,d layers on types change%n".formatted(changed, layers);
  }
}
