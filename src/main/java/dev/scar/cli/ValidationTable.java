package dev.scar.cli;

import dev.scar.report.TextTable;
import dev.scar.study.Validation;
import dev.scar.units.Quantity;
import java.util.Locale;

/** What {@code scar run --validate} prints. */
final class ValidationTable {
  private ValidationTable() {}

  static String of(Validation validation, String objective) {
    TextTable table =
        new TextTable(
            ">rank",
            ">predicted",
            ">estimate",
            ">simulated",
            ">energy",
            ">" + objective + " predicted",
            ">estimate",
            ">simulated");
    for (int i = 0; i < validation.entries().size(); i++) {
      Validation.Entry entry = validation.entries().get(i);
      table.row(
          i + 1,
          Quantity.TIME.format(entry.predictedPs()),
          Quantity.TIME.format(entry.estimatedPs()),
          Quantity.TIME.format(entry.simulatedPs()),
          Quantity.ENERGY.format(entry.energyJ()),
          String.format(Locale.ROOT, "%.6g", entry.predicted()),
          String.format(Locale.ROOT, "%.6g", entry.estimated()),
          String.format(Locale.ROOT, "%.6g", entry.simulated()));
    }
    return table
        + String.format(
            Locale.ROOT,
            "  order of prediction and simulation: Kendall tau %s, regret of trusting the prediction %.3f %%%n"
                + "  order of contention-aware estimate and simulation: Kendall tau %s, regret %.3f %%%n",
            tau(validation.kendallTau()),
            100 * validation.regret(),
            tau(validation.estimateTau()),
            100 * validation.estimateRegret());
  }

  private static String tau(double tau) {
    return Double.isNaN(tau) ? "undefined (all equal)" : String.format(Locale.ROOT, "%.3f", tau);
  }
}
