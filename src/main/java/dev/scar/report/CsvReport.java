package dev.scar.report;

import dev.scar.files.CsvLine;
import dev.scar.plan.Plan;
import dev.scar.schedule.Segment;
import dev.scar.workload.Model;
import java.util.Locale;

/**
 * Runs and schedules as CSV for spreadsheets and scripts: a header line, one row per window and
 * model (or per segment), exact integers in picoseconds and bytes.
 */
public final class CsvReport {
  private static final String RUN_HEADER =
      "window,model,layers,chiplets,mini_batch,predicted_ps,simulated_ps,delta_ps,bound_by,l2_overflow_bytes";

  private CsvReport() {}

  /** Per window and model; a row with an empty model is the window, the last row the scenario. */
  public static String of(ReplayComparison comparison) {
    StringBuilder csv = new StringBuilder(RUN_HEADER).append('\n');
    for (ReplayComparison.WindowRow window : comparison.windows()) {
      for (ReplayComparison.ModelRow model : window.models()) {
        row(
            csv,
            window.index(),
            model.id(),
            model.layers(),
            model.stages(),
            model.miniBatch(),
            model.predictedPs(),
            model.simulatedPs(),
            model.deltaPs(),
            model.boundBy().name().toLowerCase(Locale.ROOT),
            model.overflowBytes());
      }
      row(
          csv,
          window.index(),
          "",
          "",
          "",
          "",
          window.predictedPs(),
          window.simulatedPs(),
          window.deltaPs(),
          "",
          "");
    }
    row(
        csv,
        "total",
        "",
        "",
        "",
        "",
        comparison.predictedPs(),
        comparison.simulatedPs(),
        comparison.deltaPs(),
        "",
        "");
    return csv.toString();
  }

  /** One row per segment of a plan's schedule. */
  public static String segments(Plan plan) {
    StringBuilder csv = new StringBuilder("window,model,first_layer,last_layer,layers,chiplet\n");
    for (int w = 0; w < plan.schedule().windows().size(); w++) {
      for (Segment segment : plan.schedule().windows().get(w).segments()) {
        Model model = plan.schedule().scenario().models().get(segment.model()).model();
        row(
            csv,
            w,
            plan.schedule().scenario().models().get(segment.model()).id(),
            model.layers().get(segment.firstLayer()).name(),
            model.layers().get(segment.endLayer() - 1).name(),
            segment.layerCount(),
            segment.chiplet());
      }
    }
    return csv.toString();
  }

  private static void row(StringBuilder csv, Object... cells) {
    csv.append(CsvLine.of(cells));
  }
}
