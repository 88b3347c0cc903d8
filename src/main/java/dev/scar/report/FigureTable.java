package dev.scar.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Figures of one or several runs, in every format; a run may lack some. */
public final class FigureTable {
  private static final String ABSENT = "–";
  private static final Table<Cell> CELLS =
      Table.of(
          Column.<Cell>text("section", cell -> cell.key().section()),
          Column.<Cell>text("name", cell -> cell.key().name()),
          Column.<Cell>text("figure", cell -> cell.key().what()),
          Column.text("run", Cell::run),
          Column.text("value", Cell::value));
  private static final String STEP = "step";

  private final List<String> runs;
  private final List<Map<String, String>> origins;
  private final Map<Figure.Key, List<Optional<Figure>>> rows = new LinkedHashMap<>();

  /** A figure of a run. */
  private record Cell(Figure.Key key, String run, @Nullable Object value) {}

  /** A figure of every run. */
  private record Row(Figure.Key key, List<Optional<Figure>> figures) {
    boolean isEqual() {
      return figures.size() > 1
          && figures.stream()
              .allMatch(f -> f.isPresent() && f.get().value().compareTo(first().value()) == 0);
    }

    private Figure first() {
      return figures.get(0).orElseThrow();
    }

    /** {@code busy_ps} reads as {@code busy}. */
    String label() {
      return key.what().replaceAll("_(ps|j|js)$", "").replace('_', ' ');
    }

    @Nullable String shown(int run) {
      return figures.get(run).map(Figure::shown).orElse(null);
    }

    private boolean isComplete() {
      return figures.stream().allMatch(Optional::isPresent);
    }

    @Nullable String difference() {
      if (!isComplete()) {
        return null;
      }
      Figure second = figures.get(1).orElseThrow();
      return Figure.show(second.value().subtract(first().value()), second.unit());
    }

    @Nullable Double ratio() {
      if (!isComplete()) {
        return null;
      }
      BigDecimal second = figures.get(1).orElseThrow().value();
      return first().value().signum() == 0 && second.signum() == 0
          ? 1
          : second.doubleValue() / first().value().doubleValue();
    }
  }

  private record RunView(String name, Map<String, String> inputs) {}

  private record FigureView(
      String section, String name, String figure, Map<String, @Nullable BigDecimal> values) {}

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
    Optional<Figure> none = Optional.empty();
    for (int run = 0; run < figures.size(); run++) {
      for (Figure figure : figures.get(run)) {
        rows.computeIfAbsent(
                figure.key(), key -> new ArrayList<>(Collections.nCopies(runs.size(), none)))
            .set(run, Optional.of(figure));
      }
    }
  }

  private List<Row> rows() {
    return rows.entrySet().stream().map(row -> new Row(row.getKey(), row.getValue())).toList();
  }

  /**
   * A table per section, with a row per figure and a column per run; with exactly two runs also
   * their difference.
   *
   * @param all also figures that are equal in all runs
   */
  public String text(boolean all) {
    Map<String, List<Row>> sections = new LinkedHashMap<>();
    for (Row row : rows()) {
      if (all || !row.isEqual()) {
        sections.computeIfAbsent(row.key().section(), s -> new ArrayList<>()).add(row);
      }
    }
    List<String> parts = new ArrayList<>();
    sections.forEach((section, list) -> parts.add(table(section).text(list)));
    long equal = all ? 0 : rows().stream().filter(Row::isEqual).count();
    if (equal > 0) {
      parts.add("  %,d figures are equal; --all shows them%n".formatted(equal));
    }
    return String.join("\n", parts);
  }

  private Table<Row> table(String section) {
    List<Column<Row>> columns = new ArrayList<>();
    columns.add(Column.text(section, row -> row.key().name()));
    columns.add(Column.text("", Row::label));
    for (int run = 0; run < runs.size(); run++) {
      int one = run;
      columns.add(Column.<Row>text(runs.get(run), row -> row.shown(one)).right().absent(ABSENT));
    }
    if (runs.size() == 2) {
      columns.add(Column.text("difference", Row::difference).right().absent(ABSENT));
      columns.add(Column.number("ratio", "%.3f", Row::ratio).absent(ABSENT));
    }
    return new Table<>(columns);
  }

  /**
   * For files, exact values: tidy CSV with a row per figure and run, {@code
   * section,name,figure,run,value}; or JSON with the runs' origins, then per figure a value of each
   * run.
   */
  public String print(TableFormat format) {
    return print(format, Table.of(), List.of());
  }

  /**
   * As {@link #print(TableFormat)}, of one run and with steps in an order: in CSV a row per step
   * and column, in JSON the field {@code steps}.
   */
  <S> String print(TableFormat format, Table<S> table, List<S> steps) {
    return switch (format) {
      case TABLE -> text(true);
      case CSV -> {
        List<Cell> cells = cells();
        for (int i = 0; i < steps.size(); i++) {
          String name = String.valueOf(i);
          table
              .cells(steps.get(i))
              .forEach(
                  (what, value) ->
                      cells.add(new Cell(new Figure.Key(STEP, name, what), runs.get(0), value)));
        }
        yield CELLS.csv(cells);
      }
      case JSON -> {
        Map<String, Object> view = view();
        if (!steps.isEmpty()) {
          view.put("steps", table.values(steps));
        }
        yield ViewWriter.text(view);
      }
    };
  }

  private List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    rows.forEach(
        (key, figures) -> {
          for (int run = 0; run < figures.size(); run++) {
            String value = figures.get(run).map(f -> f.value().toPlainString()).orElse(null);
            cells.add(new Cell(key, runs.get(run), value));
          }
        });
    return cells;
  }

  private Map<String, Object> view() {
    Map<String, Object> view = new LinkedHashMap<>();
    List<RunView> views = new ArrayList<>();
    for (int run = 0; run < runs.size(); run++) {
      views.add(new RunView(runs.get(run), origins.get(run)));
    }
    view.put("format", "scar-figures-1");
    view.put("runs", views);
    view.put("figures", rows().stream().map(this::view).toList());
    return view;
  }

  private FigureView view(Row row) {
    Map<String, @Nullable BigDecimal> values = new LinkedHashMap<>();
    for (int run = 0; run < runs.size(); run++) {
      values.put(runs.get(run), row.figures().get(run).map(Figure::value).orElse(null));
    }
    return new FigureView(row.key().section(), row.key().name(), row.key().what(), values);
  }
}
