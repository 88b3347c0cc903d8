package dev.scar.plan;

import dev.scar.schedule.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Weights that are loaded while the segment before theirs on their chiplet still runs ({@code
 * model.md#prefetch}).
 *
 * <p>They come where that segment overlaps, where they stay in L2 for the whole of their own, and
 * where L2 has room for them beside two mini-batches of the segment that runs, its weights that
 * stay, and what stays for later segments; and, if the queues run on to it, beside what is left of
 * the segments before when they come ({@link Tail}).
 */
final class Prefetches {
  private final Map<Segment, Next> nexts = new HashMap<>();
  private final Set<Segment> brought = new HashSet<>();

  /** None at all. */
  static final Prefetches NONE = new Prefetches();

  /** A stage whose weights come early, so many windows after the one with which they come. */
  record Next(Stage stage, int windowsLater) {}

  private record Turn(int window, Stage stage) {}

  private Prefetches() {}

  /** Those of windows between which there is no barrier, as they are without. */
  static Prefetches of(List<WindowPlan> windows) {
    List<Turn> turns = new ArrayList<>();
    windows.forEach(w -> w.stages().forEach(stage -> turns.add(new Turn(w.index(), stage))));
    turns.sort(
        Comparator.<Turn>comparingInt(turn -> turn.stage().chiplet())
            .thenComparingInt(Turn::window)
            .thenComparingInt(turn -> turn.stage().segment().order()));
    Prefetches found = new Prefetches();
    Tail before = Tail.NONE;
    for (int t = 0; t + 1 < turns.size(); t++) {
      Stage running = turns.get(t).stage();
      Stage next = turns.get(t + 1).stage();
      boolean first = t == 0 || turns.get(t - 1).stage().chiplet() != running.chiplet();
      before = first ? Tail.NONE : before;
      if (running.chiplet() == next.chiplet()
          && running.isOverlapped()
          && next.weightsResident()
          && next.weightBytes() > 0
          && before.hasRoomFor(Holding.of(running), next.weightBytes(), next.l2Bytes())) {
        int later = turns.get(t + 1).window() - turns.get(t).window();
        found.nexts.put(running.segment(), new Next(next, later));
        found.brought.add(next.segment());
      }
      before = before.then(running);
    }
    return found;
  }

  /** Whether stages of a window load weights for others, or get their own ones early. */
  boolean concern(WindowPlan window) {
    return !nexts.isEmpty()
        && window.stages().stream()
            .map(Stage::segment)
            .anyMatch(segment -> nexts.containsKey(segment) || brought.contains(segment));
  }

  /** The stage whose weights a segment loads for it. */
  Optional<Next> by(Segment segment) {
    return Optional.ofNullable(nexts.get(segment));
  }

  /** Whether the weights of a segment come with the one before. */
  boolean bring(Segment segment) {
    return brought.contains(segment);
  }
}
