package dev.scar.report;

import dev.scar.plan.Plan;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.workload.Model;
import java.util.ArrayList;
import java.util.List;

/** A schedule as a table with a row per segment. */
public final class SegmentTable {
  private static final List<Column<Row>> COLUMNS =
      List.of(
          Column.count("window", Row::window),
          Column.text("model", Row::model),
          Column.text("first layer", Row::first),
          Column.text("last layer", Row::last),
          Column.count("layers", Row::layers),
          Column.count("chiplet", Row::chiplet),
          Column.count("order", Row::order));

  private record Row(
      int window, String model, String first, String last, int layers, int chiplet, int order) {}

  private SegmentTable() {}

  /**
   * The table of a plan's schedule in a format; with orders where a chiplet has several segments.
   */
  public static String of(Plan plan, TableFormat format) {
    Schedule schedule = plan.schedule();
    List<Row> rows = new ArrayList<>();
    for (int w = 0; w < schedule.windows().size(); w++) {
      for (Segment segment : schedule.windows().get(w).segments()) {
        Model model = schedule.scenario().models().get(segment.model()).model();
        rows.add(
            new Row(
                w,
                schedule.scenario().models().get(segment.model()).id(),
                model.layers().get(segment.firstLayer()).name(),
                model.layers().get(segment.endLayer() - 1).name(),
                segment.layerCount(),
                segment.chiplet(),
                segment.order()));
      }
    }
    boolean ordered = schedule.sharesChiplets();
    int columns = ordered ? COLUMNS.size() : COLUMNS.size() - 1;
    return new Table<>(COLUMNS.subList(0, columns)).print(format, rows);
  }
}
