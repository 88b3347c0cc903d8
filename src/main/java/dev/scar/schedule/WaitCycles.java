package dev.scar.schedule;

import dev.scar.workload.Model;
import dev.scar.workload.Scenario;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Segments of a window that wait for each other: a segment waits for the one before it on its
 * chiplet, and for those of its model whose tensors it reads. <b>Cost:</b> O(segments² + edges).
 */
final class WaitCycles {
  private final Scenario scenario;
  private final List<Segment> segments;
  private final List<List<Integer>> waitsFor = new ArrayList<>();

  private WaitCycles(Scenario scenario, Window window) {
    this.scenario = scenario;
    this.segments = window.segments();
    Map<Integer, List<Segment>> onChiplet = new HashMap<>();
    for (Segment segment : segments) {
      List<Segment> turns = onChiplet.computeIfAbsent(segment.chiplet(), window::segmentsOn);
      int turn = turns.indexOf(segment);
      List<Integer> before = new ArrayList<>();
      if (turn > 0) {
        before.add(segments.indexOf(turns.get(turn - 1)));
      }
      for (int s = 0; s < segments.size(); s++) {
        if (reads(segment, segments.get(s))) {
          before.add(s);
        }
      }
      waitsFor.add(before);
    }
  }

  /** A cycle in words; empty if there is none. */
  static String of(Scenario scenario, Window window) {
    WaitCycles cycles = new WaitCycles(scenario, window);
    Set<Integer> left = cycles.left();
    return left.isEmpty()
        ? ""
        : cycles.closed(left).stream()
            .map(cycles::named)
            .collect(Collectors.joining(" waits for "));
  }

  /** What can never begin: segments that wait for each other, or for such. */
  private Set<Integer> left() {
    Set<Integer> left = new TreeSet<>();
    int[] open = new int[segments.size()];
    List<List<Integer>> awaitedBy = new ArrayList<>();
    Deque<Integer> free = new ArrayDeque<>();
    for (int s = 0; s < open.length; s++) {
      left.add(s);
      awaitedBy.add(new ArrayList<>());
    }
    for (int s = 0; s < open.length; s++) {
      open[s] = waitsFor.get(s).size();
      for (int before : waitsFor.get(s)) {
        awaitedBy.get(before).add(s);
      }
      if (open[s] == 0) {
        free.add(s);
      }
    }
    while (!free.isEmpty()) {
      int next = free.remove();
      left.remove(next);
      for (int s : awaitedBy.get(next)) {
        if (--open[s] == 0) {
          free.add(s);
        }
      }
    }
    return left;
  }

  /** A way from a segment back to it. */
  private List<Integer> closed(Set<Integer> left) {
    List<Integer> way = new ArrayList<>();
    int at = left.iterator().next();
    while (!way.contains(at)) {
      way.add(at);
      at = waitsFor.get(at).stream().filter(left::contains).findFirst().orElseThrow();
    }
    way.subList(0, way.indexOf(at)).clear();
    way.add(at);
    return way;
  }

  private boolean reads(Segment segment, Segment from) {
    if (from.model() != segment.model() || from.firstLayer() >= segment.firstLayer()) {
      return false;
    }
    Model model = scenario.models().get(segment.model()).model();
    for (int layer = segment.firstLayer(); layer < segment.endLayer(); layer++) {
      if (model.layer(layer).producers().stream().anyMatch(from::contains)) {
        return true;
      }
    }
    return false;
  }

  private String named(int of) {
    Segment segment = segments.get(of);
    Model model = scenario.models().get(segment.model()).model();
    String first = model.layer(segment.firstLayer()).name();
    String last = model.layer(segment.endLayer() - 1).name();
    return scenario.models().get(segment.model()).id()
        + ":"
        + (segment.layerCount() == 1 ? first : first + "-" + last)
        + " on "
        + segment.chiplet();
  }
}
