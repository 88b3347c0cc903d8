package dev.scar.report;

import dev.scar.files.CsvLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Figures of one or several runs as tables for people, and as CSV; a run may lack some. */
public final class FigureTable {
  private static final Optional<Figure> NONE = Optional.empty();
  private static final String ABSENT = "–";

  private final List<String> runs;
  private final List<Map<String, String>> origins;
  private final Map<Figure.Key, List<Optional<Figure>>> rows = new LinkedHashMap<>();

  /**
   * Runs side by side.
   *
   * @param runs what each is called
   * @param origins where each comes from, as far as is known
   * @param figures of each
   */
  public FigureTable(
      List<String> runs, List<Map<String, String>> origins, List<List<Figure>> figures) {
    this.runs = List.copyOf(runs);
    this.origins = List.copyOf(origins);
    for (int run = 0; run < figures.size(); run++) {
      for (Figure figure : figures.get(run)) {
        rows.computeIfAbsent(
                figure.key(), key -> new ArrayList<>(Collections.nCopies(runs.size(), NONE)))
            .set(run, Optional.of(figure));
      }
    }
  }

  /**
   * One row per figure, one column per run; with exactly two runs also their difference.
   *
   * @param all also figures that are equal in all runs
   */
  public String text(boolean all) {
    StringBuilder text = new StringBuilder();
    String section = "";
    int equal = 0;
    TextTable table = new TextTable();
    for (Map.Entry<Figure.Key, List<Optional<Figure>>> row : rows.entrySet()) {
      Figure.Key key = row.getKey();
      if (!all && equal(row.getValue())) {
        equal++;
        continue;
      }
      if (!key.section().equals(section)) {
        text.append(section.isEmpty() ? "" : table + "\n");
        section = key.section();
        table = new TextTable(titles(section).toArray(String[]::new));
      }
      List<String> cells = new ArrayList<>(List.of(key.name(), label(key.what())));
      row.getValue().forEach(figure -> cells.add(figure.map(Figure::shown).orElse(ABSENT)));
      if (runs.size() == 2) {
        cells.addAll(difference(row.getValue().get(0), row.getValue().get(1)));
      }
      table.row(cells.toArray());
    }
    text.append(section.isEmpty() ? "" : table);
    if (equal > 0) {
      text.append(
          "%s  %,d figures are equal; --all shows them%n"
              .formatted(section.isEmpty() ? "" : "\n", equal));
    }
    return text.toString();
  }

  private static boolean equal(List<Optional<Figure>> figures) {
    return figures.size() > 1
        && figures.stream()
            .allMatch(
                f ->
                    f.isPresent()
                        && f.get().value().compareTo(figures.get(0).orElseThrow().value()) == 0);
  }

  private List<String> titles(String section) {
    List<String> titles = new ArrayList<>(List.of(section, ""));
    runs.forEach(run -> titles.add(">" + run));
    if (runs.size() == 2) {
      titles.addAll(List.of(">difference", ">ratio"));
    }
    return titles;
  }

  /** {@code busy_ps} reads as {@code busy}. */
  private static String label(String what) {
    return what.replaceAll("_(ps|j|js)$", "").replace('_', ' ');
  }

  private static List<String> difference(Optional<Figure> first, Optional<Figure> second) {
    if (first.isEmpty() || second.isEmpty()) {
      return List.of(ABSENT, ABSENT);
    }
    Figure a = first.get();
    Figure b = second.get();
    BigDecimal difference = b.value().subtract(a.value());
    String ratio =
        a.value().signum() == 0
            ? (b.value().signum() == 0 ? "1.000" : "–")
            : String.format(Locale.ROOT, "%.3f", b.value().doubleValue() / a.value().doubleValue());
    return List.of(Figure.show(difference, a.unit()), ratio);
  }

  /** Tidy CSV: {@code section,name,figure,run,value}, exact values; none where a run has none. */
  public String csv() {
    StringBuilder csv = new StringBuilder("section,name,figure,run,value\n");
    rows.forEach(
        (key, figures) -> {
          for (int run = 0; run < figures.size(); run++) {
            csv.append(
                CsvLine.of(
                    key.section(),
                    key.name(),
                    key.what(),
                    runs.get(run),
                    figures.get(run).map(f -> f.value().toPlainString()).orElse("")));
          }
        });
    return csv.toString();
  }

  /** What the runs are called. */
  List<String> runs() {
    return runs;
  }

  /** Where each run comes from. */
  List<Map<String, String>> origins() {
    return origins;
  }

  /** Figures by where they stand, one per run. */
  Map<Figure.Key, List<Optional<Figure>>> rows() {
    return rows;
  }
}
