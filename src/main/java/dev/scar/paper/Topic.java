package dev.scar.paper;

import dev.scar.paper.ReproductionTables.FrontPoint;
import dev.scar.paper.ReproductionTables.VariedClaim;
import dev.scar.report.TableFormat;
import dev.scar.report.ViewWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What can be asked of a reproduction. */
public enum Topic {
  ALL("all", r -> claims(r, everything(r))),
  TABLE4("table4", r -> values(new TableValues(r).table4())),
  TABLE5("table5", r -> values(new TableValues(r).table5())),
  TABLE6("table6", r -> values(new TableValues(r).table6())),
  FIG7("fig7", r -> values(new TableValues(r).fig7())),
  FIG8("fig8", r -> fronts(ParetoFront.of(r.results(), Paper.HEAVY))),
  FIG9("fig9", r -> schedule(new TableValues(r).fig9())),
  FIG10("fig10", r -> values(new TableValues(r).table5())),
  FIG11("fig11", r -> fronts(ParetoFront.of(r.results(), Paper.AR_VR))),
  FIG12("fig12", r -> values(new PackageValues(r).fig12())),
  FIG13("fig13", r -> values(new PackageValues(r).fig13())),
  ABLATIONS("ablations", r -> values(new AblationValues(r).all())),
  CLAIMS("claims", r -> claims(r, List.of())),
  MOTIVATIONAL("motivational", r -> values(ExampleValues.all(r))),
  FOUR_CHIPLETS("4chiplet", r -> values(new PackageValues(r).fourChiplets())),
  SENSITIVITY("sensitivity", r -> sensitivity(r.sensitivity()));

  private final String label;
  private final Function<Reproduction, Shown> run;

  Topic(String label, Function<Reproduction, Shown> run) {
    this.label = label;
    this.run = run;
  }

  /** Its name on the command line. */
  public String label() {
    return label;
  }

  /** The topic of this name. */
  public static Optional<Topic> named(String label) {
    return Stream.of(values()).filter(t -> t.label.equalsIgnoreCase(label)).findFirst();
  }

  /** Runs what it needs, and prints it. Claims in CSV come without the sensitivity. */
  public String print(Reproduction reproduction, TableFormat format) {
    Shown shown = run.apply(reproduction);
    return switch (format) {
      case TABLE -> shown.text().get();
      case JSON -> ViewWriter.text(shown.json().get());
      case CSV -> shown.csv().get();
    };
  }

  /** A result in all formats, of which one is made. */
  private record Shown(
      Supplier<String> text, Supplier<Map<String, Object>> json, Supplier<String> csv) {}

  private static Shown values(List<PaperValue> values) {
    return new Shown(
        () -> text(values),
        () -> Map.of("figures", ReproductionTables.VALUES.values(values)),
        () -> ReproductionTables.VALUES.csv(values));
  }

  private static String text(List<PaperValue> values) {
    return "  ours (paper, ours/paper)\n"
        + ReproductionTables.values(
            values, (title, table) -> "\n  " + title + "\n\n" + table.text());
  }

  private static Shown schedule(List<TableValues.Placed> lines) {
    return new Shown(
        () -> ReproductionTables.SCHEDULE.text(lines),
        () -> Map.of("schedule", ReproductionTables.SCHEDULE.values(lines)),
        () -> ReproductionTables.SCHEDULE.csv(lines));
  }

  private static Shown fronts(List<ParetoFront> fronts) {
    List<FrontPoint> points =
        fronts.stream().flatMap(f -> f.points().stream().map(p -> new FrontPoint(f, p))).toList();
    return new Shown(
        () -> ReproductionTables.FRONTS.text(fronts),
        () -> Map.of("fronts", fronts),
        () -> ReproductionTables.FRONT_POINTS.csv(points));
  }

  private static Shown sensitivity(Sensitivity sensitivity) {
    List<VariedClaim> varied =
        sensitivity.rows().stream()
            .flatMap(row -> row.results().stream().map(result -> new VariedClaim(row, result)))
            .toList();
    return new Shown(
        () -> ReproductionTables.sensitivity(sensitivity).text(sensitivity.rows()),
        () -> Map.of("sensitivity", view(sensitivity)),
        () -> ReproductionTables.VARIED_CLAIMS.csv(varied));
  }

  private static List<Map<String, Object>> view(Sensitivity sensitivity) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Sensitivity.Row row : sensitivity.rows()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("choice", row.variant().choice());
      one.put("value", row.variant().value());
      Map<String, String> verdicts = new LinkedHashMap<>();
      row.results().forEach(r -> verdicts.put(r.claim().id(), r.judgement().verdict().label()));
      one.put("verdicts", verdicts);
      rows.add(one);
    }
    return rows;
  }

  private static Shown claims(Reproduction reproduction, List<PaperValue> values) {
    List<Claims.Twice> judged = reproduction.judged();
    return new Shown(
        () -> (values.isEmpty() ? "" : text(values) + "\n") + text(reproduction, judged),
        () -> json(reproduction, judged, values),
        () ->
            values.isEmpty()
                ? ReproductionTables.CLAIMS.csv(judged)
                : ReproductionTables.VALUES.csv(values));
  }

  private static String text(Reproduction reproduction, List<Claims.Twice> judged) {
    Sensitivity sensitivity = reproduction.sensitivity();
    return ReproductionTables.CLAIMS.text(judged)
        + "\n  the paper's engines: "
        + ReproductionTables.counts(Claims.engines(judged))
        + "\n  the default search:  "
        + ReproductionTables.counts(Claims.searched(judged))
        + "\n\n"
        + ReproductionTables.LARGE.text(reproduction.large(judged))
        + "\n"
        + ReproductionTables.sensitivity(sensitivity).text(sensitivity.rows());
  }

  private static Map<String, Object> json(
      Reproduction reproduction, List<Claims.Twice> judged, List<PaperValue> values) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("claims", ReproductionTables.CLAIMS.values(judged));
    json.put("counts", Claims.counts(Claims.engines(judged)));
    json.put("defaultCounts", Claims.counts(Claims.searched(judged)));
    json.put("large", ReproductionTables.LARGE.values(reproduction.large(judged)));
    json.put("sensitivity", view(reproduction.sensitivity()));
    if (!values.isEmpty()) {
      json.put("figures", ReproductionTables.VALUES.values(values));
    }
    return json;
  }

  private static List<PaperValue> everything(Reproduction reproduction) {
    TableValues tables = new TableValues(reproduction);
    PackageValues packages = new PackageValues(reproduction);
    return Stream.of(
            tables.table4(),
            tables.table5(),
            tables.table6(),
            tables.fig7(),
            packages.fig12(),
            packages.fig13(),
            new AblationValues(reproduction).all(),
            ExampleValues.all(reproduction),
            packages.fourChiplets())
        .flatMap(List::stream)
        .toList();
  }
}
