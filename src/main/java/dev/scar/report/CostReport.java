package dev.scar.report;

import dev.scar.cost.CostModel;
import dev.scar.cost.LayerCost;
import dev.scar.hardware.ChipletType;
import dev.scar.units.Quantity;
import dev.scar.workload.Layer;
import dev.scar.workload.ScenarioModel;
import java.util.List;
import java.util.Locale;

/** The cost of every layer of a model on each of some chiplet types. */
public final class CostReport {
  private CostReport() {}

  /** A row per layer and a total; the cheapest type in time is named. */
  public static String of(ScenarioModel model, List<ChipletType> types, CostModel costs) {
    StringBuilder text = new StringBuilder("  " + model.id() + ", one sample\n\n");
    String[] titles = new String[2 + 3 * types.size() + 1];
    titles[0] = "layer";
    titles[1] = ">MMAC";
    for (int t = 0; t < types.size(); t++) {
      titles[2 + 3 * t] = ">" + types.get(t).name() + " cycles";
      titles[3 + 3 * t] = ">energy";
      titles[4 + 3 * t] = ">utilization";
    }
    titles[titles.length - 1] = "fastest";
    TextTable table = new TextTable(titles);
    long[] cycles = new long[types.size()];
    double[] energy = new double[types.size()];
    for (Layer layer : model.model().layers()) {
      Object[] row = new Object[titles.length];
      row[0] = layer.name();
      row[1] = String.format(Locale.ROOT, "%.2f", layer.macs() * 1e-6);
      int fastest = 0;
      long least = Long.MAX_VALUE;
      for (int t = 0; t < types.size(); t++) {
        LayerCost cost = costs.cost(layer, types.get(t));
        double joules = cost.energyMacUnits() * types.get(t).energy().macJ();
        cycles[t] = Math.addExact(cycles[t], cost.cycles());
        energy[t] += joules;
        row[2 + 3 * t] = cost.cycles();
        row[3 + 3 * t] = Quantity.ENERGY.format(joules);
        row[4 + 3 * t] = String.format(Locale.ROOT, "%.3f", cost.utilization());
        if (cost.cycles() < least) {
          least = cost.cycles();
          fastest = t;
        }
      }
      row[row.length - 1] = types.get(fastest).name();
      table.row(row);
    }
    text.append(table).append('\n');
    for (int t = 0; t < types.size(); t++) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %s: %,d cycles, %s, %s%n",
              types.get(t).name(),
              cycles[t],
              Quantity.TIME.format(1e12 * cycles[t] / types.get(t).clockHz()),
              Quantity.ENERGY.format(energy[t])));
    }
    return text.toString();
  }
}
