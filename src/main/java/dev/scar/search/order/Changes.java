package dev.scar.search.order;

import dev.scar.hardware.Chiplet;
import dev.scar.schedule.Segment;
import dev.scar.schedule.Window;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Small changes of a window, and two windows joined. */
final class Changes {
  private final Scenario scenario;
  private final List<Integer> chiplets;
  private final int kinds;
  private final RandomGenerator random;

  /**
   * Changes.
   *
   * @param kinds 8; 7 where mini-batches stay as they are
   */
  Changes(Scenario scenario, List<Chiplet> chiplets, int kinds, RandomGenerator random) {
    this.scenario = scenario;
    this.kinds = kinds;
    this.chiplets = chiplets.stream().map(Chiplet::node).toList();
    this.random = random;
  }

  /** Whose mini-batches a joined window takes for models that both have. */
  enum Keep {
    FIRST,
    SECOND,
    NEITHER
  }

  /**
   * Two windows as one: on each chiplet, what the second one has comes after what the first one
   * has.
   */
  static Window joined(Window first, Window second, Scenario scenario, Keep keep) {
    List<Segment> segments = new ArrayList<>(first.segments());
    for (Segment segment : second.segments()) {
      int after =
          first.segmentsOn(segment.chiplet()).stream().mapToInt(Segment::order).max().orElse(-1);
      segments.add(placed(segment, segment.chiplet(), after + 1 + segment.order()));
    }
    Map<String, Integer> miniBatch = new TreeMap<>();
    for (int m = 0; m < scenario.models().size(); m++) {
      boolean inFirst = !first.segmentsOf(m).isEmpty();
      boolean inSecond = !second.segmentsOf(m).isEmpty();
      Window of = !inSecond || (inFirst && keep == Keep.FIRST) ? first : second;
      String id = scenario.models().get(m).id();
      Integer samples = of.miniBatch().get(id);
      if (samples != null && !(inFirst && inSecond && keep == Keep.NEITHER)) {
        miniBatch.put(id, samples);
      }
    }
    return tidy(new Window(segments, miniBatch));
  }

  /** The same with orders from 0 on every chiplet, so that equal windows are equal. */
  static Window tidy(Window window) {
    List<Segment> segments = new ArrayList<>();
    for (List<Segment> turns : window.turns()) {
      for (int turn = 0; turn < turns.size(); turn++) {
        segments.add(placed(turns.get(turn), turns.get(turn).chiplet(), turn));
      }
    }
    return new Window(segments, window.miniBatch());
  }

  /** A window changed in one way; empty where that way leads nowhere. */
  Optional<Window> changed(Window window) {
    return switch (random.nextInt(kinds)) {
      case 0, 1 -> Optional.of(moved(window));
      case 2 -> exchanged(window);
      case 3, 4 -> cutElsewhere(window);
      case 5 -> split(window);
      case 6 -> united(window);
      default -> withMiniBatch(window);
    };
  }

  private Segment any(Window window) {
    return window.segments().get(random.nextInt(window.segments().size()));
  }

  private int anyChiplet() {
    return chiplets.get(random.nextInt(chiplets.size()));
  }

  private Window moved(Window window) {
    Segment segment = any(window);
    return with(window, List.of(segment), List.of(), segment);
  }

  /** Without some segments, with some as they are, and one at a random place of a chiplet. */
  private Window with(Window window, List<Segment> without, List<Segment> kept, Segment placed) {
    List<Segment> segments = new ArrayList<>();
    window.segments().stream()
        .filter(s -> !without.contains(s))
        .forEach(s -> segments.add(placed(s, s.chiplet(), 2 * s.order() + 1)));
    kept.forEach(s -> segments.add(placed(s, s.chiplet(), 2 * s.order() + 1)));
    int chiplet = anyChiplet();
    int place = random.nextInt(window.segmentsOn(chiplet).size() + 1);
    segments.add(placed(placed, chiplet, 2 * place));
    return tidy(new Window(segments, window.miniBatch()));
  }

  private static Segment placed(Segment segment, int chiplet, int order) {
    return new Segment(segment.model(), segment.firstLayer(), segment.endLayer(), chiplet, order);
  }

  private Optional<Window> exchanged(Window window) {
    Segment one = any(window);
    Segment other = any(window);
    if (one.equals(other)) {
      return Optional.empty();
    }
    List<Segment> segments = new ArrayList<>(window.segments());
    segments.removeAll(List.of(one, other));
    segments.add(placed(one, other.chiplet(), other.order()));
    segments.add(placed(other, one.chiplet(), one.order()));
    return Optional.of(new Window(segments, window.miniBatch()));
  }

  /** The segment of the same model after one; empty for the last one. */
  private static Optional<Segment> next(Window window, Segment segment) {
    return window.segments().stream()
        .filter(s -> s.model() == segment.model() && s.firstLayer() == segment.endLayer())
        .findFirst();
  }

  private Optional<Window> cutElsewhere(Window window) {
    Segment before = any(window);
    Optional<Segment> found = next(window, before);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Segment after = found.get();
    int layers = after.endLayer() - before.firstLayer();
    int step = random.nextBoolean() ? 1 : 1 + random.nextInt(Math.max(1, layers / 4));
    int cut = before.endLayer() + (random.nextBoolean() ? step : -step);
    if (cut <= before.firstLayer() || cut >= after.endLayer()) {
      return Optional.empty();
    }
    List<Segment> segments = new ArrayList<>(window.segments());
    segments.removeAll(List.of(before, after));
    segments.add(before.layers(before.firstLayer(), cut));
    segments.add(after.layers(cut, after.endLayer()));
    return Optional.of(new Window(segments, window.miniBatch()));
  }

  private Optional<Window> split(Window window) {
    Segment segment = any(window);
    if (segment.layerCount() == 1) {
      return Optional.empty();
    }
    int cut = segment.firstLayer() + 1 + random.nextInt(segment.layerCount() - 1);
    Segment head = segment.layers(segment.firstLayer(), cut);
    Segment tail = segment.layers(cut, segment.endLayer());
    return Optional.of(
        random.nextBoolean()
            ? with(window, List.of(segment), List.of(head), tail)
            : with(window, List.of(segment), List.of(tail), head));
  }

  private Optional<Window> united(Window window) {
    Segment before = any(window);
    return next(window, before)
        .map(
            after -> {
              List<Segment> segments = new ArrayList<>(window.segments());
              segments.removeAll(List.of(before, after));
              Segment place = random.nextBoolean() ? before : after;
              segments.add(place.layers(before.firstLayer(), after.endLayer()));
              return tidy(new Window(segments, window.miniBatch()));
            });
  }

  private Optional<Window> withMiniBatch(Window window) {
    ScenarioModel model = scenario.models().get(any(window).model());
    Map<String, Integer> samples = new TreeMap<>(window.miniBatch());
    Integer now = samples.get(model.id());
    if (now != null && random.nextInt(4) == 0) {
      samples.remove(model.id());
    } else {
      int base = now == null ? 1 + random.nextInt(model.batch()) : now;
      int next = random.nextBoolean() ? 2 * base : (base + 1) / 2;
      samples.put(model.id(), Math.min(model.batch(), next));
    }
    return Optional.of(new Window(window.segments(), samples));
  }
}
