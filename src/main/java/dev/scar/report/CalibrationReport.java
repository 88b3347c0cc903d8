package dev.scar.report;

import dev.scar.cost.CalibrationSetting;
import dev.scar.cost.CalibrationTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the paper's tables say about its cost model beside ours, as Markdown tables, which read well
 * in a terminal and are the tables of the calibration page.
 */
public final class CalibrationReport {
  private CalibrationReport() {}

  /** Both tables for all settings. */
  public static String of(CalibrationTable table) {
    StringBuilder text = new StringBuilder();
    text.append(
        "Anchors: the paper's figure, then ours and the ratio ours / paper by setting.\n\n");
    text.append(anchors(table));
    text.append("\nThe AR/VR ratios from the scenarios as they ship, setting A.\n\n");
    text.append(rows(Map.of("A", table.valid(CalibrationSetting.A)), List.of("A")));
    text.append(
        "\nPreference: share of a model's layers that are faster on the NVDLA-like type, and what"
            + " running every layer on its faster type gains over the better single type.\n\n");
    text.append(preferences(table));
    return text.toString();
  }

  private static String anchors(CalibrationTable table) {
    Map<String, List<CalibrationTable.Anchor>> bySetting = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    for (CalibrationSetting setting : CalibrationSetting.ALL) {
      names.add(setting.name());
      bySetting.put(setting.name(), table.anchors(setting));
    }
    return rows(bySetting, names);
  }

  private static String rows(
      Map<String, List<CalibrationTable.Anchor>> bySetting, List<String> names) {
    StringBuilder text = new StringBuilder("| anchor | unit | paper | confidence |");
    names.forEach(name -> text.append(' ').append(name).append(" | ratio |"));
    text.append("\n|---|---|--:|---|").append("--:|--:|".repeat(names.size())).append('\n');
    List<CalibrationTable.Anchor> first = bySetting.getOrDefault(names.get(0), List.of());
    for (int i = 0; i < first.size(); i++) {
      CalibrationTable.Anchor anchor = first.get(i);
      text.append(
          "| %s | %s | %s%s | %s |"
              .formatted(
                  anchor.item(),
                  anchor.unit(),
                  anchor.bound() ? "≤ " : "",
                  figure(anchor.paper()),
                  anchor.confidence()));
      for (String name : names) {
        CalibrationTable.Anchor ours = bySetting.getOrDefault(name, List.of()).get(i);
        text.append(
            " %s | %s |"
                .formatted(figure(ours.ours()), String.format(Locale.ROOT, "%.2f", ours.ratio())));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String preferences(CalibrationTable table) {
    StringBuilder text = new StringBuilder("| model | PEs |");
    List<List<CalibrationTable.Preference>> columns = new ArrayList<>();
    for (CalibrationSetting setting : CalibrationSetting.ALL) {
      text.append(' ').append(setting.name()).append(" NVD | gain |");
      columns.add(table.preferences(setting));
    }
    text.append("\n|---|--:|").append("--:|--:|".repeat(columns.size())).append('\n');
    for (int i = 0; i < columns.get(0).size(); i++) {
      CalibrationTable.Preference first = columns.get(0).get(i);
      text.append("| %s | %d |".formatted(first.model(), first.pes()));
      for (List<CalibrationTable.Preference> column : columns) {
        text.append(
            String.format(
                Locale.ROOT,
                " %.0f %% | %.2f |",
                100 * column.get(i).preferringNvd(),
                column.get(i).gain()));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }
}
