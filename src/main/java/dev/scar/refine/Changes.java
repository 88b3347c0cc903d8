package dev.scar.refine;

import dev.scar.hardware.Chiplet;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.schedule.Window;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Random changes of a schedule, each of which leaves it valid: other chiplets, other cuts between
 * segments and between windows, more or fewer segments, a model in a window of its own, other
 * mini-batches.
 */
final class Changes {
  private static final int FARTHEST_CUT = 4;

  private final List<ScenarioModel> models;
  private final List<Integer> chiplets;
  private final boolean choosesMiniBatch;
  private final RandomGenerator random;

  /**
   * Changes of schedules like this one.
   *
   * @param choosesMiniBatch whether mini-batches may be changed, too
   */
  Changes(Schedule like, boolean choosesMiniBatch, RandomGenerator random) {
    this.models = like.scenario().models();
    this.chiplets =
        like.chipletPackage().chiplets().stream()
            .filter(Chiplet::enabled)
            .map(Chiplet::node)
            .toList();
    this.choosesMiniBatch = choosesMiniBatch;
    this.random = random;
  }

  /** A changed schedule; the same one where the change that chance chose does not apply. */
  Candidate of(Candidate candidate) {
    List<Window> windows = new ArrayList<>(candidate.windows());
    int w = random.nextInt(windows.size());
    switch (random.nextInt(choosesMiniBatch ? 9 : 8)) {
      case 0, 1 -> windows.set(w, elsewhere(windows.get(w)));
      case 2, 3 -> windows.set(w, cutElsewhere(windows.get(w)));
      case 4 -> windows.set(w, split(windows.get(w)));
      case 5 -> windows.set(w, joined(windows.get(w)));
      case 6 -> handOver(windows, w);
      case 7 -> apart(windows, w);
      default -> windows.set(w, otherMiniBatch(windows.get(w)));
    }
    windows.removeIf(window -> window.segments().isEmpty());
    return new Candidate(windows);
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private List<Integer> idle(List<Segment> segments) {
    List<Integer> idle = new ArrayList<>(chiplets);
    segments.forEach(segment -> idle.remove((Integer) segment.chiplet()));
    return idle;
  }

  /** A segment on another chiplet; what is there changes places with it. */
  private Window elsewhere(Window window) {
    Segment moving = any(window.segments());
    int to = any(chiplets);
    return new Window(
        window.segments().stream()
            .map(s -> s.equals(moving) ? s.on(to) : s.chiplet() == to ? s.on(moving.chiplet()) : s)
            .toList(),
        window.miniBatch());
  }

  /** Two neighbouring segments of a model, cut elsewhere. */
  private Window cutElsewhere(Window window) {
    List<Segment> segments = new ArrayList<>(window.segments());
    int at = random.nextInt(segments.size());
    if (at + 1 == segments.size() || segments.get(at).model() != segments.get(at + 1).model()) {
      return window;
    }
    Segment first = segments.get(at);
    Segment second = segments.get(at + 1);
    int cut = first.endLayer() + random.nextInt(2 * FARTHEST_CUT + 1) - FARTHEST_CUT;
    if (cut <= first.firstLayer() || cut >= second.endLayer()) {
      return window;
    }
    segments.set(at, first.layers(first.firstLayer(), cut));
    segments.set(at + 1, second.layers(cut, second.endLayer()));
    return new Window(segments, window.miniBatch());
  }

  private Window split(Window window) {
    List<Segment> segments = new ArrayList<>(window.segments());
    Segment whole = any(segments);
    List<Integer> idle = idle(segments);
    if (whole.layerCount() < 2 || idle.isEmpty()) {
      return window;
    }
    int cut = whole.firstLayer() + 1 + random.nextInt(whole.layerCount() - 1);
    segments.remove(whole);
    segments.add(whole.layers(whole.firstLayer(), cut));
    segments.add(whole.layers(cut, whole.endLayer()).on(any(idle)));
    return new Window(segments, window.miniBatch());
  }

  private Window joined(Window window) {
    List<Segment> segments = new ArrayList<>(window.segments());
    int at = random.nextInt(segments.size());
    if (at + 1 == segments.size() || segments.get(at).model() != segments.get(at + 1).model()) {
      return window;
    }
    Segment second = segments.remove(at + 1);
    Segment first = segments.get(at);
    Segment kept = random.nextBoolean() ? first : second;
    segments.set(at, first.layers(first.firstLayer(), second.endLayer()).on(kept.chiplet()));
    return new Window(segments, window.miniBatch());
  }

  /** Layers of a model move over the boundary between a window and the next one. */
  private void handOver(List<Window> windows, int w) {
    if (w + 1 == windows.size()) {
      return;
    }
    Window early = windows.get(w);
    Window late = windows.get(w + 1);
    boolean later = random.nextBoolean();
    int model = any((later ? early : late).segments()).model();
    List<Segment> from = new ArrayList<>((later ? early : late).segments());
    List<Segment> to = new ArrayList<>((later ? late : early).segments());
    List<Segment> own = (later ? early : late).segmentsOf(model);
    List<Segment> others = (later ? late : early).segmentsOf(model);
    Segment giving = own.get(later ? own.size() - 1 : 0);
    int count = 1 + random.nextInt(giving.layerCount());
    int cut = later ? giving.endLayer() - count : giving.firstLayer() + count;
    from.remove(giving);
    if (count < giving.layerCount()) {
      from.add(
          later ? giving.layers(giving.firstLayer(), cut) : giving.layers(cut, giving.endLayer()));
    }
    Segment moved =
        later ? giving.layers(cut, giving.endLayer()) : giving.layers(giving.firstLayer(), cut);
    if (others.isEmpty()) {
      List<Integer> idle = idle(to);
      if (idle.isEmpty()) {
        return;
      }
      to.add(moved.on(idle.contains(moved.chiplet()) ? moved.chiplet() : any(idle)));
    } else {
      Segment taking = others.get(later ? 0 : others.size() - 1);
      to.remove(taking);
      to.add(
          later
              ? taking.layers(moved.firstLayer(), taking.endLayer())
              : taking.layers(taking.firstLayer(), moved.endLayer()));
    }
    windows.set(w, window(later ? from : to, early, late));
    windows.set(w + 1, window(later ? to : from, late, early));
  }

  /** A window of these segments with the mini-batches of one window, else of another. */
  private Window window(List<Segment> segments, Window first, Window second) {
    Map<String, Integer> miniBatch = new TreeMap<>(second.miniBatch());
    miniBatch.putAll(first.miniBatch());
    miniBatch
        .keySet()
        .retainAll(segments.stream().map(s -> models.get(s.model()).id()).distinct().toList());
    return new Window(segments, miniBatch);
  }

  /**
   * A model gets a window of its own after this one; or the next window joins this one, if they
   * have no model in common and chiplets for all.
   */
  private void apart(List<Window> windows, int w) {
    Window window = windows.get(w);
    if (random.nextBoolean()) {
      int model = any(window.segments()).model();
      List<Segment> others = window.segments().stream().filter(s -> s.model() != model).toList();
      windows.set(w, window(others, window, window));
      windows.add(w + 1, window(window.segmentsOf(model), window, window));
      return;
    }
    if (w + 1 == windows.size()) {
      return;
    }
    Window next = windows.get(w + 1);
    List<Segment> all = new ArrayList<>(window.segments());
    boolean common =
        next.segments().stream().anyMatch(s -> !window.segmentsOf(s.model()).isEmpty());
    if (common || all.size() + next.segments().size() > chiplets.size()) {
      return;
    }
    List<Integer> idle = idle(all);
    for (Segment segment : next.segments()) {
      Integer place = idle.contains(segment.chiplet()) ? segment.chiplet() : any(idle);
      idle.remove(place);
      all.add(segment.on(place));
    }
    windows.set(w, window(all, window, next));
    windows.remove(w + 1);
  }

  private Window otherMiniBatch(Window window) {
    ScenarioModel model = models.get(any(window.segments()).model());
    Map<String, Integer> miniBatch = new TreeMap<>(window.miniBatch());
    int now = miniBatch.getOrDefault(model.id(), 1);
    List<Integer> others =
        IntStream.of(0, 1, now - 1, now + 1, now / 2, 2 * now)
            .map(samples -> Math.min(samples, model.batch()))
            .boxed()
            .toList();
    int chosen = any(others);
    if (chosen < 1) {
      miniBatch.remove(model.id());
    } else {
      miniBatch.put(model.id(), chosen);
    }
    return new Window(window.segments(), miniBatch);
  }
}
