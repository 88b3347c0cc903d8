package dev.scar.explore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scar.files.NodeReader;
import dev.scar.files.Spelling;
import java.util.ArrayList;
import java.util.List;

/** Reads which combinations a study tries. */
final class SampleReader {
  private SampleReader() {}

  static Sample read(NodeReader place, JsonNode tree, List<Axis> axes) {
    if (!place.isPresent()) {
      return new Sample.Grid();
    }
    String kind = place.at("kind").text();
    for (String key : place.keys()) {
      List<String> keys = keys(kind);
      if (!keys.contains(key)) {
        place.at(key).problem("changes nothing in a sample of this kind", "It has " + keys + ".");
      }
    }
    if (kind.equals("guided") && axes.isEmpty()) {
      place.at("kind").problem("has nothing to choose from", "Add axes.");
    }
    long seed = place.at("seed").wholeOr(1);
    return switch (kind) {
      case "random" -> new Sample.Random(place.at("count").whole(), seed);
      case "latin-hypercube" ->
          new Sample.LatinHypercube(place.at("count").count(1, 10_000_000), seed);
      case "guided" ->
          new Sample.Guided(
              (int) place.at("population").wholeOr(20),
              (int) place.at("generations").wholeOr(10),
              seed);
      case "listed" -> new Sample.Listed(listed(place.at("points"), tree.path("points"), axes));
      default -> new Sample.Grid();
    };
  }

  private static List<String> keys(String kind) {
    return switch (kind) {
      case "random", "latin-hypercube" -> List.of("kind", "count", "seed");
      case "guided" -> List.of("kind", "population", "generations", "seed");
      case "listed" -> List.of("kind", "points");
      default -> List.of("kind");
    };
  }

  private static List<List<Integer>> listed(NodeReader places, JsonNode tree, List<Axis> axes) {
    if (!places.isPresent()) {
      places.problem("is missing", "");
    }
    List<String> names = axes.stream().map(Axis::name).toList();
    List<List<Integer>> points = new ArrayList<>();
    List<NodeReader> items = places.items();
    for (int p = 0; p < items.size(); p++) {
      NodeReader place = items.get(p);
      for (String key : place.keys()) {
        if (!names.contains(key)) {
          place.at(key).problem("is no axis", Spelling.advice(key, names));
        }
      }
      List<Integer> point = new ArrayList<>();
      for (Axis axis : axes) {
        List<String> labels = axis.levels().stream().map(Level::label).toList();
        String label = StudyReader.label(tree.path(p).path(axis.name()));
        if (place.has(axis.name()) && !labels.contains(label)) {
          place
              .at(axis.name())
              .problem("is not a value of the axis", Spelling.advice(label, labels));
        } else if (!place.has(axis.name())) {
          place.at(axis.name()).problem("is missing", "");
        }
        point.add(Math.max(0, labels.indexOf(label)));
      }
      points.add(point);
    }
    return points;
  }
}
