package dev.scar.paper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the paper's tables and claims, which are part of the program. */
final class PaperReader {
  private PaperReader() {}

  /** Everything. */
  static Paper read() {
    return paper(json("paper.json", JsonNode.class));
  }

  /** What the cost model is calibrated against. */
  static Calibration calibration() {
    return json("calibration.json", Calibration.class);
  }

  private static <T> T json(String resource, Class<T> type) {
    try {
      return new JsonMapper().readValue(text(resource), type);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  /** A resource of this package. */
  static String text(String resource) {
    try (InputStream in =
        Objects.requireNonNull(PaperReader.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  private static Paper paper(JsonNode root) {
    Map<String, Map<String, List<Double>>> tables = new LinkedHashMap<>();
    for (String table : List.of("table_IV", "table_V")) {
      for (var entry : root.path(table).properties()) {
        if (entry.getValue().isObject()) {
          tables.put(entry.getKey(), rows(entry.getValue()));
        }
      }
    }
    Map<String, List<Double>> breakdown = rows(root.path("table_VI"));
    List<Integer> layers =
        breakdown.remove("layers").stream().filter(n -> !n.isNaN()).map(Double::intValue).toList();
    List<Paper.Claim> claims = new ArrayList<>();
    for (JsonNode claim : root.path("claims")) {
      claims.add(claim(claim));
    }
    List<String> flags = new ArrayList<>();
    root.path("flags").forEach(flag -> flags.add(flag.asText()));
    return new Paper(tables, breakdown, layers, claims, flags);
  }

  private static Map<String, List<Double>> rows(JsonNode table) {
    Map<String, List<Double>> rows = new LinkedHashMap<>();
    for (var row : table.properties()) {
      if (row.getValue().isArray() && !row.getKey().equals("columns")) {
        rows.put(row.getKey(), numbers(row.getValue()));
      }
    }
    return rows;
  }

  private static List<Double> numbers(JsonNode list) {
    List<Double> numbers = new ArrayList<>();
    list.forEach(number -> numbers.add(number.isNumber() ? number.asDouble() : Double.NaN));
    return numbers;
  }

  private static Paper.Claim claim(JsonNode node) {
    JsonNode value = node.path("value");
    List<Double> numbers =
        value.isArray()
            ? numbers(value)
            : value.isNumber() ? List.of(value.asDouble()) : List.<Double>of();
    String unit = node.path("unit").asText();
    String shown = value.isTextual() ? value.asText() : value.toString();
    return new Paper.Claim(
        node.path("id").asText(),
        node.path("section").asText(),
        node.path("statement").asText(),
        numbers,
        unit.equals("percent") ? shown + " %" : shown,
        unit,
        node.path("flag").asText(""),
        node.path("beforehand").asText(""));
  }
}
