package dev.scar.paper;

import dev.scar.report.Column;
import dev.scar.report.Table;
import dev.scar.study.SearchOutcome.Tradeoff;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

/** The tables of the reproduction. */
final class ReproductionTables {
  /** Values in a row each. */
  static final Table<PaperValue> VALUES =
      Table.of(
          Column.text("experiment", PaperValue::experiment),
          Column.text("metric", PaperValue::metric),
          Column.text("item", PaperValue::item),
          Column.text("column", PaperValue::column),
          Column.number("paper", "%.4g", PaperValue::paper),
          Column.number("ours", "%.4g", PaperValue::ours),
          Column.number("ratio", "%.2f", PaperValue::ratio));

  static final Table<Claims.Twice> CLAIMS =
      Table.of(
          Column.<Claims.Twice>text("claim", t -> t.claim().id()).key("id"),
          Column.<Claims.Twice>text("section", t -> t.claim().section()).filesOnly(),
          Column.text("verdict", t -> t.engines().judgement().verdict().label()),
          Column.<Claims.Twice>text(
                  "default search", t -> t.searched().judgement().verdict().label())
              .key("default_verdict"),
          Column.<Claims.Twice>text("effort decides", Claims.Twice::effort).key("effort"),
          Column.text("paper", t -> t.claim().shown()),
          Column.text("ours", t -> t.engines().judgement().ours()),
          Column.<Claims.Twice>text("ours, default search", t -> t.searched().judgement().ours())
              .key("default_ours"),
          Column.number("ratio", "%.2f", t -> t.engines().judgement().ratio()),
          Column.<Claims.Twice>number(
                  "ratio, default search", "%.2f", t -> t.searched().judgement().ratio())
              .key("default_ratio"),
          Column.text("statement", t -> t.claim().statement()),
          Column.text("why", t -> t.engines().judgement().why()),
          Column.<Claims.Twice>text("why, default search", t -> t.searched().judgement().why())
              .key("default_why")
              .filesOnly(),
          Column.<Claims.Twice>text("flag", t -> t.claim().flag()).filesOnly());

  /** A claim by the 6x6 packages, by one search. */
  record Large(String search, Claims.Result result) {}

  static final Table<Large> LARGE =
      Table.of(
          Column.text("claim", l -> l.result().claim().id()),
          Column.text("search", Large::search),
          Column.text("verdict", l -> l.result().judgement().verdict().label()),
          Column.text("paper", l -> l.result().claim().shown()),
          Column.text("ours", l -> l.result().judgement().ours()),
          Column.text("why", l -> l.result().judgement().why()));

  static final Table<ParetoFront> FRONTS =
      Table.of(
          Column.text("panel", ParetoFront::panel),
          Column.text("series", ParetoFront::series),
          Column.count("points", f -> f.points().size()),
          Column.<ParetoFront>text("fastest", f -> number(f.points().get(0).seconds()) + " s")
              .right(),
          Column.<ParetoFront>text("least energy", f -> number(last(f).energyJ()) + " J").right());

  /** A point of a front, in a row of its own. */
  record FrontPoint(ParetoFront front, Tradeoff point) {}

  static final Table<FrontPoint> FRONT_POINTS =
      Table.of(
          Column.text("panel", p -> p.front().panel()),
          Column.text("series", p -> p.front().series()),
          Column.time("latency", p -> p.point().latencyPs()),
          Column.energy("energy", p -> p.point().energyJ()));

  /** A claim under a variant. */
  record VariedClaim(Sensitivity.Row row, Claims.Result result) {}

  static final Table<VariedClaim> VARIED_CLAIMS =
      Table.of(
          Column.text("choice", v -> v.row().variant().choice()),
          Column.text("value", v -> v.row().variant().value()),
          Column.text("claim", v -> v.result().claim().id()),
          Column.text("verdict", v -> v.result().judgement().verdict().label()),
          Column.text("ours", v -> v.result().judgement().ours()));

  static final Table<TableValues.Placed> SCHEDULE =
      Table.of(
          Column.text("window", TableValues.Placed::window),
          Column.<TableValues.Placed>text("ends, s", p -> Judgement.number(p.endsS()))
              .key("ends_s"),
          Column.text("model", TableValues.Placed::model),
          Column.<TableValues.Placed>text("takes, s", p -> Judgement.number(p.takesS()))
              .key("takes_s"),
          Column.<TableValues.Placed>text("layers", p -> String.valueOf(p.layers())),
          Column.text("layers on chiplets", TableValues.Placed::segments));

  private ReproductionTables() {}

  private static Tradeoff last(ParetoFront front) {
    return front.points().get(front.points().size() - 1);
  }

  static Table<Sensitivity.Row> sensitivity(Sensitivity sensitivity) {
    return Table.of(
        Column.text("choice", r -> r.variant().choice()),
        Column.text("value", r -> r.variant().value()),
        Column.count("holds", r -> r.count(Verdict.HOLDS)),
        Column.count("direction", r -> r.count(Verdict.HOLDS_IN_DIRECTION)),
        Column.count("fails", r -> r.count(Verdict.FAILS)),
        Column.text("changes", r -> changes(sensitivity.rows().get(0), r)));
  }

  /** "C13 −, C40 +": worse and better than by default. */
  private static String changes(Sensitivity.Row usual, Sensitivity.Row row) {
    List<String> changes = new ArrayList<>();
    for (Claims.Result result : usual.results()) {
      int change = row.verdict(result.claim().id()).compareTo(result.judgement().verdict());
      if (change != 0) {
        changes.add(result.claim().id() + (change > 0 ? " −" : " +"));
      }
    }
    return changes.isEmpty() ? "nothing" : String.join(", ", changes);
  }

  /** A row of a table of values: its name and a cell for some of the columns. */
  private record ValueRow(String item, List<PaperValue> cells) {
    String cell(String column) {
      return cells.stream()
          .filter(f -> f.column().equals(column))
          .findFirst()
          .map(ReproductionTables::cell)
          .orElse("");
    }
  }

  /**
   * A table per experiment and metric, a row per item; a cell is ours, with the paper's value and
   * the ratio.
   *
   * @param form how a table is printed under its title
   */
  static String values(List<PaperValue> values, BiFunction<String, Printed, String> form) {
    Map<String, Map<String, List<PaperValue>>> tables = new LinkedHashMap<>();
    for (PaperValue value : values) {
      tables
          .computeIfAbsent(value.experiment() + ": " + value.metric(), k -> new LinkedHashMap<>())
          .computeIfAbsent(value.item(), k -> new ArrayList<>())
          .add(value);
    }
    StringBuilder text = new StringBuilder();
    tables.forEach((title, rows) -> text.append(form.apply(title, table(rows))));
    return text.toString();
  }

  /** A table in the forms that people read. */
  record Printed(String text, String markdown) {}

  private static Printed table(Map<String, List<PaperValue>> cells) {
    List<Column<ValueRow>> columns = new ArrayList<>();
    columns.add(Column.text("", ValueRow::item));
    cells.values().stream()
        .flatMap(List::stream)
        .map(PaperValue::column)
        .distinct()
        .forEach(name -> columns.add(Column.<ValueRow>text(name, r -> r.cell(name)).right()));
    List<ValueRow> rows = new ArrayList<>();
    cells.forEach((item, values) -> rows.add(new ValueRow(item, values)));
    Table<ValueRow> table = new Table<>(columns);
    return new Printed(table.text(rows), table.markdown(rows));
  }

  private static String cell(PaperValue value) {
    String ours = number(value.ours());
    if (!Double.isFinite(value.paper())) {
      return ours;
    }
    String paper = number(value.paper());
    return Double.isFinite(value.ratio())
        ? ours + " (" + paper + String.format(Locale.ROOT, ", ×%.2f)", value.ratio())
        : ours + " (" + paper + ")";
  }

  /** Three significant digits; whole numbers from 10 on as they are. */
  static String number(double value) {
    double size = Math.abs(value);
    boolean whole = size == 0 || (size >= 10 && Math.rint(value) == value);
    return whole ? String.format(Locale.ROOT, "%.0f", value) : Judgement.number(value);
  }

  /** "21 holds, 12 holds-in-direction, …". */
  static String counts(List<Claims.Result> results) {
    List<String> counts = new ArrayList<>();
    Claims.counts(results).forEach((verdict, count) -> counts.add(count + " " + verdict));
    return String.join(", ", counts) + ", of " + results.size();
  }
}
