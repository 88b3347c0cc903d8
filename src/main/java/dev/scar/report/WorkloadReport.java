package dev.scar.report;

import dev.scar.units.Quantity;
import dev.scar.workload.Layer;
import dev.scar.workload.Model;
import dev.scar.workload.ModelFile;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a scenario is: its models, their sizes and their work. */
public final class WorkloadReport {
  private static final Table<Row> MODELS =
      Table.of(
          Column.<Row>text("model", row -> row.of().id()),
          Column.<Row>text("name", row -> row.model().title()),
          Column.<Row>count("batch", row -> row.of().batch()),
          Column.count("layers", Row::layers),
          Column.count("edges", Row::edges),
          Column.numberOrSmall("GMAC/sample", "%.3f", Row::gigaMacs).textOnly(),
          Column.<Row>count("macs", row -> row.model().macs()).filesOnly(),
          Column.size("weights", Row::weightBytes),
          Column.size("largest tensor", Row::largestBytes),
          Column.size("named inputs", Row::namedInputBytes).filesOnly(),
          Column.text("published layers", published(ModelFile.Published::layers)).filesOnly(),
          Column.text("published weights", published(ModelFile.Published::weights)).filesOnly(),
          Column.text("published macs", published(ModelFile.Published::macs)).filesOnly());

  private static final Table<Row> PUBLISHED =
      Table.of(
          Column.<Row>text("model", row -> row.of().id()),
          Column.count("layers", Row::layers),
          Column.text("published", published(ModelFile.Published::layers)),
          Column.<Row>number("weights", "%.3f M", row -> row.weightElements() * 1e-6),
          Column.text("published", published(ModelFile.Published::weights)),
          Column.numberOrSmall("GMAC", "%.3f", Row::gigaMacs),
          Column.text("published", published(ModelFile.Published::macs)));

  private WorkloadReport() {}

  private record Row(ScenarioModel of, ModelFile.@Nullable Published published) {
    Model model() {
      return of.model();
    }

    int layers() {
      return model().layers().size();
    }

    int edges() {
      return model().layers().stream().mapToInt(layer -> layer.producers().size()).sum();
    }

    double gigaMacs() {
      return model().macs() * 1e-9;
    }

    long weightBytes() {
      return IntStream.range(0, layers()).mapToLong(of::weightBytes).reduce(0, Math::addExact);
    }

    long weightElements() {
      return model().layers().stream().mapToLong(Layer::weightElements).reduce(0, Math::addExact);
    }

    long namedInputBytes() {
      return IntStream.range(0, layers()).mapToLong(of::namedInputBytes).reduce(0, Math::addExact);
    }

    long largestBytes() {
      return IntStream.range(0, layers()).mapToLong(of::outputBytes).max().orElse(0);
    }
  }

  /** What publications say, if they do. */
  private static Column.Value<Row, String> published(Function<ModelFile.Published, String> figure) {
    return row -> row.published() == null ? null : figure.apply(row.published());
  }

  /**
   * A row per model, and what publications say of them.
   *
   * @param published by the model's name; models that do not appear have no published figures
   */
  public static String of(
      Scenario scenario, Map<String, ModelFile.Published> published, TableFormat format) {
    List<Row> rows = scenario.models().stream().map(model -> row(model, published)).toList();
    if (format != TableFormat.TABLE) {
      return MODELS.print(format, rows);
    }
    List<Row> known = rows.stream().filter(row -> row.published() != null).toList();
    String given =
        rows.stream()
            .filter(row -> row.namedInputBytes() > 0)
            .map(
                row ->
                    "  %s loads %s a sample that no layer makes%n"
                        .formatted(row.of().id(), Quantity.SIZE.format(row.namedInputBytes())))
            .collect(Collectors.joining());
    return "  %s; default package %s%n%n%s%s%s"
        .formatted(
            scenario.introduction(),
            scenario.defaultPackage(),
            MODELS.text(rows),
            given,
            known.isEmpty() ? "" : "\n" + PUBLISHED.text(known));
  }

  private static Row row(ScenarioModel model, Map<String, ModelFile.Published> published) {
    return new Row(model, published.get(model.model().name()));
  }
}
