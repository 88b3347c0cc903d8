package dev.scar.report;

import dev.scar.units.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A run by window and model: predicted, simulated, δ, and what bounds it. After the models of a
 * window comes the window, at the end the scenario; in files their model is empty.
 */
public final class RunTable {
  private static final Table<Row> TABLE =
      Table.of(
          Column.text("window", Row::shownWindow).textOnly(),
          Column.text("window", Row::window).filesOnly(),
          Column.text("model", Row::shownModel).textOnly(),
          Column.text("model", model(RunReport.ModelRow::model)).filesOnly(),
          Column.count("layers", model(RunReport.ModelRow::layers)),
          Column.count("chiplets", model(RunReport.ModelRow::chiplets)),
          Column.count("mini-batch", model(RunReport.ModelRow::miniBatch)),
          Column.time("predicted", Row::predictedPs),
          Column.time("simulated", Row::simulatedPs),
          Column.time("δ", Row::deltaPs).key("delta_ps"),
          Column.share("δ %", Row::deltaShare).absent("–").textOnly(),
          Column.share("of peak", Row::ofPeak).textOnly(),
          Column.text("bound by", Row::bound).textOnly(),
          Column.text("bound by", Row::boundBy).filesOnly(),
          Column.size("L2 overflow", model(RunReport.ModelRow::l2OverflowBytes)).filesOnly(),
          Column.share("of peak", Row::ofPeak).filesOnly(),
          Column.share("mapped PEs", model(RunReport.ModelRow::mappedPes)).filesOnly(),
          Column.text("L2 spilled", model(RunReport.ModelRow::l2Spilled)).filesOnly());

  private RunTable() {}

  /**
   * A line.
   *
   * @param window its index, or {@code total}
   * @param title instead of a model
   * @param model in the window, or null where the window or all of them are meant
   * @param windowOfPeak share of peak of a window or of all of them
   * @param busiest what was said to be the busiest resource
   */
  private record Row(
      String window,
      String title,
      RunReport.@Nullable ModelRow model,
      long predictedPs,
      long simulatedPs,
      double windowOfPeak,
      String busiest) {
    double ofPeak() {
      return model == null ? windowOfPeak : model.ofPeak();
    }

    String shownModel() {
      return model == null ? title : model.model();
    }

    String shownWindow() {
      return window.equals("total") ? window : "W" + window;
    }

    long deltaPs() {
      return simulatedPs - predictedPs;
    }

    @Nullable Double deltaShare() {
      return predictedPs == 0 ? null : (double) deltaPs() / predictedPs;
    }

    String boundBy() {
      return model == null ? "" : model.boundBy().name().toLowerCase(Locale.ROOT);
    }

    String bound() {
      if (model == null) {
        return busiest;
      }
      return model.l2OverflowBytes() > 0
          ? boundBy()
              + (model.l2Spilled() ? ", spilled " : ", L2 overflow ")
              + Quantity.SIZE.format(model.l2OverflowBytes())
          : boundBy();
    }
  }

  /** What the model of a row has. */
  private static <V> Column.Value<Row, V> model(Function<RunReport.ModelRow, V> value) {
    return row -> row.model() == null ? null : value.apply(row.model());
  }

  /** The table of a run in a format. */
  public static String of(RunReport run, TableFormat format) {
    List<Row> rows = new ArrayList<>();
    for (RunReport.WindowRow window : run.windows()) {
      String index = String.valueOf(window.index());
      for (RunReport.ModelRow model : window.models()) {
        rows.add(new Row(index, "", model, model.predictedPs(), model.simulatedPs(), 0, ""));
      }
      String busiest =
          "busiest: "
              + window.busiest()
              + " "
              + TerminalReport.percent(window.busiestPs(), window.simulatedPs());
      rows.add(
          new Row(
              index,
              "= window",
              null,
              window.predictedPs(),
              window.simulatedPs(),
              window.ofPeak(),
              busiest));
    }
    rows.add(new Row("total", "", null, run.predictedPs(), run.simulatedPs(), run.ofPeak(), ""));
    return TABLE.print(format, rows);
  }
}
