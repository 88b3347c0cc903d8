package dev.scar.report;

import dev.scar.report.Figure.Unit;
import dev.scar.trace.CriticalPath;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What makes up a makespan: sums by kind and by part, and the steps of the critical path, of which
 * no two overlap.
 */
public final class CriticalPathReport {
  private static final String KINDS = "makespan by kind";
  private static final String PARTS = "makespan by part";
  private static final Table<CriticalPath.Step> STEPS =
      Table.of(
          Column.count("window", CriticalPath.Step::window),
          Column.text("kind", CriticalPathReport::kind),
          Column.text("component", CriticalPath.Step::component),
          Column.text("model", CriticalPath.Step::model),
          Column.text("what", CriticalPath.Step::what),
          Column.count("mini-batch", CriticalPath.Step::miniBatch),
          Column.time("start", CriticalPath.Step::startPs),
          Column.time("end", CriticalPath.Step::endPs));

  private final List<CriticalPath.Step> path;
  private final long totalPs;

  /** Of the path of a run, first to last. */
  public CriticalPathReport(List<CriticalPath.Step> path) {
    this.path = List.copyOf(path);
    this.totalPs = path.stream().mapToLong(CriticalPath.Step::durationPs).reduce(0, Math::addExact);
  }

  private static String kind(CriticalPath.Step step) {
    return step.kind().name().toLowerCase(Locale.ROOT);
  }

  private static String part(CriticalPath.Step step) {
    return "W" + step.window() + " " + step.model() + " " + kind(step);
  }

  /** A part of the makespan. */
  private record Part(String section, String name, long ps) {}

  /** By kind; then by window, model and kind. */
  private List<Part> parts() {
    Map<String, Long> kinds = new LinkedHashMap<>();
    Map<String, Long> parts = new LinkedHashMap<>();
    for (CriticalPath.Step step : path) {
      kinds.merge(kind(step), step.durationPs(), Long::sum);
      parts.merge(part(step), step.durationPs(), Long::sum);
    }
    List<Part> all = new ArrayList<>();
    kinds.forEach((name, ps) -> all.add(new Part(KINDS, name, ps)));
    parts.forEach((name, ps) -> all.add(new Part(PARTS, name, ps)));
    return all;
  }

  private double share(long ps) {
    return totalPs == 0 ? 0 : (double) ps / totalPs;
  }

  private List<Figure> figures() {
    BigDecimal whole = BigDecimal.valueOf(Math.max(1, totalPs));
    List<Figure> figures = new ArrayList<>();
    for (Part part : parts()) {
      BigDecimal share = BigDecimal.valueOf(part.ps()).divide(whole, 6, RoundingMode.HALF_UP);
      figures.add(Figure.of(part.section(), part.name(), "time_ps", part.ps(), Unit.TIME));
      figures.add(new Figure(part.section(), part.name(), "share", share, Unit.SHARE));
    }
    return figures;
  }

  /**
   * In a format: files have the sums and every step, CSV those in the section {@code step}.
   *
   * @param origin where the log comes from, as far as is known
   * @param most steps that are shown to people, like ones in one line
   */
  public String print(TableFormat format, Map<String, String> origin, int most) {
    return format == TableFormat.TABLE
        ? text(most)
        : new FigureTable(List.of("value"), List.of(origin), List.of(figures()))
            .print(format, STEPS, path);
  }

  private String text(int most) {
    StringBuilder text = new StringBuilder();
    text.append("  the makespan of %s is made up of%n".formatted(TerminalReport.time(totalPs)));
    for (String section : List.of(KINDS, PARTS)) {
      text.append(
              Table.<Part>of(
                      Column.text(section, Part::name),
                      Column.time("time", Part::ps),
                      Column.share("share", part -> share(part.ps())))
                  .text(parts().stream().filter(p -> p.section().equals(section)).toList()))
          .append('\n');
    }
    List<Run> runs = runs();
    text.append(table().text(runs.subList(0, Math.min(most, runs.size()))));
    if (runs.size() > most) {
      text.append("  … and %,d more; --steps shows more%n".formatted(runs.size() - most));
    }
    return text.toString();
  }

  private Table<Run> table() {
    return Table.<Run>of(
        Column.<Run>time("from", run -> run.first().startPs()),
        Column.time("time", Run::durationPs),
        Column.share("share", run -> share(run.durationPs())),
        Column.text("kind", run -> kind(run.first())),
        Column.text("window", run -> "W" + run.first().window()),
        Column.text("where", run -> run.first().component()),
        Column.text("what", Run::what),
        Column.count("mini-batches", Run::steps));
  }

  /** Steps that repeat for several mini-batches, taken together. */
  private record Run(CriticalPath.Step first, long durationPs, int steps) {
    String what() {
      return first.kind() == CriticalPath.Kind.COMPUTE
          ? first.model() + " " + first.what()
          : first.what();
    }
  }

  private record RunKey(int window, String component, CriticalPath.Kind kind, String what) {}

  private List<Run> runs() {
    Map<RunKey, Run> runs = new LinkedHashMap<>();
    for (CriticalPath.Step step : path) {
      runs.merge(
          new RunKey(step.window(), step.component(), step.kind(), step.what()),
          new Run(step, step.durationPs(), 1),
          (a, b) -> new Run(a.first(), a.durationPs() + b.durationPs(), a.steps() + 1));
    }
    return List.copyOf(runs.values());
  }
}
