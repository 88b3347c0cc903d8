package dev.scar.explore;

import dev.scar.files.InputException;
import dev.scar.files.NumberFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether the best point stays the best when the numbers that it rests on are a little other than
 * believed: each number of the package that the study sets, and bandwidth and latency of network
 * and DRAM, is changed up and down by a part, in the best and its nearest rivals alike.
 */
public final class Robustness {
  private static final Set<String> ALWAYS =
      Set.of("nop.bandwidth", "nop.latency", "dram.bandwidth", "dram.latency");

  private final Study study;
  private final PointReader points;
  private final Exploration exploration;

  Robustness(Study study, PointReader points, Exploration exploration) {
    this.study = study;
    this.points = points;
    this.exploration = exploration;
  }

  /**
   * A number changed in all contenders.
   *
   * @param place in the topology
   * @param factor by which it is multiplied
   * @param rows of the contenders, the best first as it was without the change
   * @param stays whether it is still the best
   */
  public record Change(String place, double factor, List<Row> rows, boolean stays) {
    public Change {
      rows = List.copyOf(rows);
    }

    /** What was changed. */
    public String text() {
      return "%s × %s".formatted(place, NumberFormat.shortest(factor));
    }
  }

  /** Tries all changes, numbered after the study's points. */
  List<Change> changes(List<Row> contenders, double part, long after) {
    List<Map<String, String>> numbers = new ArrayList<>();
    Set<String> places = new TreeSet<>();
    for (Row row : contenders) {
      Map<String, String> own = numbers(row.point());
      numbers.add(own);
      places.addAll(own.keySet());
    }
    List<Exploration.Numbered> asked = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    List<Double> factors = new ArrayList<>();
    for (String place : places) {
      if (!numbers.stream().allMatch(own -> own.containsKey(place))) {
        continue;
      }
      for (double factor : new double[] {1 - part, 1 + part}) {
        changed.add(place);
        factors.add(factor);
        for (int c = 0; c < contenders.size(); c++) {
          Map<String, String> settings = new TreeMap<>(contenders.get(c).point().settings());
          settings.put(
              Settings.PACKAGE + place,
              TopologyEditFormat.scaled(numbers.get(c).getOrDefault(place, "0"), factor));
          asked.add(
              new Exploration.Numbered(
                  after + asked.size() + 1,
                  new Point(contenders.get(c).point().labels(), settings)));
        }
      }
    }
    List<Row> rows = new ArrayList<>();
    Iterator<Exploration.Numbered> next = asked.iterator();
    exploration.aside(next, rows::add);
    List<Change> changes = new ArrayList<>();
    int each = contenders.size();
    for (int c = 0; c < changed.size() && (c + 1) * each <= rows.size(); c++) {
      List<Row> of = rows.subList(c * each, (c + 1) * each);
      changes.add(new Change(changed.get(c), factors.get(c), of, stays(of)));
    }
    return changes;
  }

  private boolean stays(List<Row> rows) {
    return rows.get(0).outcome().isPresent()
        && rows.stream()
            .filter(row -> row.outcome().isPresent())
            .min(Comparator.comparingDouble(study.best()::cost))
            .map(best -> best.number() == rows.get(0).number())
            .orElse(false);
  }

  /** The package's numbers by place, as JSON. */
  private Map<String, String> numbers(Point point) {
    Set<String> places = new TreeSet<>(ALWAYS);
    point.settings().keySet().stream()
        .filter(field -> field.startsWith(Settings.PACKAGE))
        .map(field -> field.substring(Settings.PACKAGE.length()))
        .forEach(places::add);
    try {
      return TopologyEditFormat.numbers(
          TopologyEditFormat.text(points.read(point).chipletPackage()), places);
    } catch (InputException e) {
      return Map.of();
    }
  }
}
