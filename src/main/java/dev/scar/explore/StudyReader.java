package dev.scar.explore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblems;
import dev.scar.files.JsonFileReader;
import dev.scar.files.NodeReader;
import dev.scar.files.NumberFormat;
import dev.scar.units.UnitException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads study files, described on the page explore. What a value means is told by {@link
 * PointReader}, which {@link StudyCheck} asks for every value once.
 */
public final class StudyReader {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final MathContext SHORT = new MathContext(6);
  private static final List<Metric> USUAL = List.of(Metric.LATENCY, Metric.ENERGY);

  private final JsonFileReader json = new JsonFileReader("study");

  /**
   * Reads a file.
   *
   * @throws dev.scar.files.InputException with everything that is wrong with its form
   */
  public Study read(InputFile file) {
    InputProblems problems = new InputProblems();
    NodeReader root = json.read(file, problems);
    JsonNode tree = tree(file.text());
    Map<String, String> base = settings(root.at("base"), tree.path("base"));
    List<Axis> axes = axes(root.at("axes"), tree.path("axes"));
    List<Metric> objectives = new ArrayList<>();
    root.at("objectives").items().forEach(m -> objectives.add(Metric.named(m.text())));
    Optional<ChipletCosts> costs =
        root.has("costs") ? Optional.of(CostsReader.read(root.at("costs"))) : Optional.empty();
    List<Constraint> constraints = constraints(root.at("constraints"));
    if (costs.isEmpty()) {
      refuseUnknownCosts(root, objectives, constraints);
    }
    problems.throwIfAny();
    Sample sample = SampleReader.read(root.at("sample"), tree.path("sample"), axes);
    if (sample.count(axes) > Sample.MOST_POINTS) {
      root.at("axes")
          .problem(
              "has more than " + Sample.MOST_POINTS + " combinations",
              "Maybe write \"sample\": {\"kind\": \"latin-hypercube\", \"count\": 500}.");
    }
    problems.throwIfAny();
    String name = root.at("name").text();
    return new Study(
        name,
        root.at("title").textOr(name),
        base,
        axes,
        sample,
        constraints,
        objectives.isEmpty() ? USUAL : objectives,
        root.has("best") ? Metric.named(root.at("best").text()) : Metric.EDP,
        root.has("robustness")
            ? OptionalDouble.of(root.at("robustness").number())
            : OptionalDouble.empty(),
        costs);
  }

  private static JsonNode tree(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void refuseUnknownCosts(
      NodeReader root, List<Metric> objectives, List<Constraint> constraints) {
    boolean asked =
        objectives.stream().anyMatch(StudyReader::isCost)
            || constraints.stream().map(Constraint::metric).anyMatch(StudyReader::isCost)
            || root.at("best").textOr("").equals(Metric.AREA.label())
            || root.at("best").textOr("").equals(Metric.MONEY.label());
    if (asked) {
      root.at("costs").problem("is missing", "Area and money are not known without it.");
    }
  }

  private static boolean isCost(Metric metric) {
    return metric == Metric.AREA || metric == Metric.MONEY;
  }

  private static Map<String, String> settings(NodeReader place, JsonNode values) {
    Map<String, String> settings = new TreeMap<>();
    for (String field : place.keys()) {
      Settings.problem(field).ifPresent(p -> place.at(field).problem(p.expectation(), p.advice()));
      settings.put(field, values.path(field).toString());
    }
    return settings;
  }

  private static List<Axis> axes(NodeReader places, JsonNode tree) {
    List<Axis> axes = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int a = 0; a < places.items().size(); a++) {
      NodeReader place = places.items().get(a);
      String name = place.at("name").text();
      if (!names.add(name)) {
        place.at("name").problem("is the name of two axes", "");
      }
      List<Level> levels = levels(place, tree.path(a));
      if (!levels.isEmpty()) {
        axes.add(new Axis(name, levels));
      }
    }
    return axes;
  }

  private static List<Level> levels(NodeReader place, JsonNode axis) {
    if (place.has("values") == place.has("range")) {
      place.problem("has not one of values and range", "");
      return List.of();
    }
    List<Level> levels = new ArrayList<>();
    if (!place.has("field")) {
      List<NodeReader> values = place.at("values").items();
      for (int v = 0; v < values.size(); v++) {
        JsonNode value = axis.path("values").path(v);
        if (!value.path("name").isTextual() || !value.path("set").isObject()) {
          values.get(v).problem("has not name and set, and the axis no field", "");
          return List.of();
        }
        levels.add(
            new Level(
                value.path("name").asText(), settings(values.get(v).at("set"), value.path("set"))));
      }
      if (levels.isEmpty()) {
        place.at("field").problem("is missing", "");
      }
      return levels;
    }
    String field = place.at("field").text();
    Settings.problem(field).ifPresent(p -> place.at("field").problem(p.expectation(), p.advice()));
    if (place.has("range")) {
      range(place.at("range"), axis.path("range")).forEach(v -> levels.add(level(field, v)));
    }
    axis.path("values").forEach(v -> levels.add(level(field, v)));
    Set<String> labels = new HashSet<>();
    List<NodeReader> values = place.at("values").items();
    for (int v = 0; v < values.size(); v++) {
      if (!labels.add(levels.get(v).label())) {
        values.get(v).problem("is there twice", "");
      }
    }
    return levels;
  }

  private static Level level(String field, JsonNode value) {
    return new Level(label(value), Map.of(field, value.toString()));
  }

  /** How a value is called. */
  static String label(JsonNode value) {
    return value.isTextual() ? value.asText() : value.toString();
  }

  private static List<JsonNode> range(NodeReader range, JsonNode tree) {
    double from = range.at("from").number();
    double to = range.at("to").number();
    int steps = range.at("steps").count(2, 100_000);
    boolean log = range.at("scale").textOr("linear").equals("log");
    boolean whole = tree.path("whole").asBoolean();
    List<JsonNode> values = new ArrayList<>();
    Set<BigDecimal> seen = new HashSet<>();
    for (int i = 0; i < steps; i++) {
      double part = (double) i / (steps - 1);
      double exact = log ? from * Math.pow(to / from, part) : from + (to - from) * part;
      BigDecimal value =
          whole
              ? BigDecimal.valueOf(Math.round(exact))
              : NumberFormat.exactly(exact).round(SHORT).stripTrailingZeros();
      if (!seen.add(value)) {
        range.at("steps").problem("is more than the range has different values", "");
        return List.of();
      }
      String text = value.toPlainString();
      values.add(
          range.has("unit")
              ? MAPPER.getNodeFactory().textNode(text + " " + range.at("unit").text())
              : tree(text));
    }
    return values;
  }

  private static List<Constraint> constraints(NodeReader places) {
    List<Constraint> constraints = new ArrayList<>();
    for (NodeReader place : places.items()) {
      if (!place.has("atMost") && !place.has("atLeast")) {
        place.problem("has neither atMost nor atLeast", "");
        continue;
      }
      Metric metric = Metric.named(place.at("metric").text());
      constraints.add(
          new Constraint(
              metric,
              limit(metric, place.at("atLeast"), Double.NEGATIVE_INFINITY),
              limit(metric, place.at("atMost"), Double.POSITIVE_INFINITY)));
    }
    return constraints;
  }

  private static double limit(Metric metric, NodeReader place, double otherwise) {
    if (!place.isPresent()) {
      return otherwise;
    }
    if (!place.isText()) {
      return place.number();
    }
    try {
      return metric.limit(place.text());
    } catch (UnitException e) {
      place.problem(e.reason(), e.advice());
    } catch (NumberFormatException e) {
      place.problem("is not a number", "");
    }
    return otherwise;
  }
}
