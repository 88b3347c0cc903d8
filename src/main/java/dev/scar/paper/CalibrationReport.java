package dev.scar.paper;

import dev.scar.files.NumberFormat;
import dev.scar.paper.Calibration.Setting;
import dev.scar.paper.CalibrationTable.Anchor;
import dev.scar.paper.CalibrationTable.Preference;
import dev.scar.report.Column;
import dev.scar.report.Table;
import dev.scar.report.TableFormat;
import dev.scar.report.ViewWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the paper's tables say about its cost model beside ours. For people as Markdown, which reads
 * well in a terminal and is the tables of the calibration page.
 */
public final class CalibrationReport {
  private static final String FIGURE = "%.3g";

  private CalibrationReport() {}

  /** Anchors and preferences for all settings; CSV has the anchors alone. */
  public static String print(CalibrationTable calibration, TableFormat format) {
    List<Setting> settings = calibration.settings();
    List<Setting> shipped = settings.subList(0, 1);
    List<List<Anchor>> anchors = rows(settings.stream().map(calibration::anchors).toList());
    if (format == TableFormat.CSV) {
      return anchorTable(settings).csv(anchors);
    }
    List<List<Anchor>> asShipped = rows(shipped.stream().map(calibration::shipped).toList());
    List<List<Preference>> preferences =
        rows(settings.stream().map(calibration::preferences).toList());
    if (format == TableFormat.JSON) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("anchors", anchorTable(settings).values(anchors));
      json.put("asShipped", anchorTable(shipped).values(asShipped));
      json.put("preferences", preferenceTable(settings).values(preferences));
      return ViewWriter.text(json);
    }
    return "Anchors: the paper's figure, then ours and the ratio ours / paper by setting.\n\n"
        + anchorTable(settings).markdown(anchors)
        + "\nThe AR/VR ratios from the scenarios as they ship, with the shipped setting.\n\n"
        + anchorTable(shipped).markdown(asShipped)
        + "\nPreference: share of a model's layers that are faster on the NVDLA-like type, and what"
        + " running every layer on its faster type gains over the better single type.\n\n"
        + preferenceTable(settings).markdown(preferences);
  }

  /** A row holds the same thing under every setting. */
  private static <R> List<List<R>> rows(List<List<R>> columns) {
    List<List<R>> rows = new ArrayList<>();
    for (int i = 0; i < columns.get(0).size(); i++) {
      int row = i;
      rows.add(columns.stream().map(column -> column.get(row)).toList());
    }
    return rows;
  }

  private static Table<List<Anchor>> anchorTable(List<Setting> settings) {
    List<Column<List<Anchor>>> columns = new ArrayList<>();
    columns.add(Column.text("anchor", r -> r.get(0).paper().item()));
    columns.add(Column.text("unit", r -> r.get(0).paper().unit()));
    columns.add(Column.<List<Anchor>>text("paper", r -> paper(r.get(0))).right().textOnly());
    columns.add(
        Column.<List<Anchor>>number("paper", FIGURE, r -> r.get(0).paper().paper()).filesOnly());
    columns.add(Column.<List<Anchor>>text("bound", r -> r.get(0).paper().bound()).filesOnly());
    columns.add(Column.text("confidence", r -> r.get(0).paper().confidence()));
    for (int s = 0; s < settings.size(); s++) {
      int at = s;
      String name = settings.get(s).name();
      columns.add(Column.number(name, FIGURE, r -> r.get(at).ours()));
      columns.add(
          Column.<List<Anchor>>number("ratio", "%.2f", r -> r.get(at).ratio())
              .key(key(name) + "_ratio"));
    }
    return new Table<>(columns);
  }

  private static String paper(Anchor anchor) {
    return (anchor.paper().bound() ? "≤ " : "")
        + NumberFormat.format(FIGURE, anchor.paper().paper());
  }

  private static Table<List<Preference>> preferenceTable(List<Setting> settings) {
    List<Column<List<Preference>>> columns = new ArrayList<>();
    columns.add(Column.text("model", r -> r.get(0).model()));
    columns.add(Column.<List<Preference>>count("PEs", r -> r.get(0).pes()).key("pes"));
    for (int s = 0; s < settings.size(); s++) {
      int at = s;
      String name = settings.get(s).name();
      columns.add(
          Column.<List<Preference>>text(
                  name + " NVD",
                  r -> NumberFormat.format("%.0f %%", 100 * r.get(at).sums().preferringNvd()))
              .right()
              .textOnly());
      columns.add(
          Column.<List<Preference>>share(name + " NVD", r -> r.get(at).sums().preferringNvd())
              .filesOnly());
      columns.add(
          Column.<List<Preference>>number("gain", "%.2f", r -> r.get(at).sums().gain())
              .key(key(name) + "_gain"));
    }
    return new Table<>(columns);
  }

  private static String key(String name) {
    return name.replaceAll("[^a-z]", "_");
  }
}
