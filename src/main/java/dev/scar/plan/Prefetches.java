package dev.scar.plan;

import dev.scar.schedule.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  private final Map<Segment, Stage> nexts = new HashMap<>();

  /** None at all. */
  static final Prefetches NONE = new Prefetches();

  private Prefetches() {}

  /** Those of the stages of a window, as they are without. */
  static Prefetches of(List<Stage> stages) {
    Prefetches found = new Prefetches();
    List<Stage> turns = new ArrayList<>(stages);
    turns.sort(Comparator.comparingInt(Stage::chiplet).thenComparingInt(s -> s.segment().order()));
    Tail before = Tail.NONE;
    for (int t = 0; t + 1 < turns.size(); t++) {
      Stage running = turns.get(t);
      Stage next = turns.get(t + 1);
      boolean first = t == 0 || turns.get(t - 1).chiplet() != running.chiplet();
      before = first ? Tail.NONE : before;
      if (running.chiplet() == next.chiplet()
          && running.isOverlapped()
          && next.weightsResident()
          && next.weightBytes() > 0
          && heldBytes(before, running, next.weightBytes()) <= next.l2Bytes()) {
        found.nexts.put(running.segment(), next);
      }
      before = before.then(running);
    }
    return found;
  }

  private static long heldBytes(Tail before, Stage stage, long early) {
    Holding holding = Holding.of(stage).loading(early);
    long two = Math.multiplyExact(2L, holding.workBytes());
    long own = Math.addExact(two, Math.addExact(holding.stayingBytes(), early));
    return before.runsOnTo(stage) ? Math.max(own, before.bytesWith(holding)) : own;
  }

  boolean isEmpty() {
    return nexts.isEmpty();
  }

  /** The stage whose weights a segment loads for it. */
  Optional<Stage> by(Segment segment) {
    return Optional.ofNullable(nexts.get(segment));
  }

  /** Whether the weights of a segment come with the one before. */
  boolean bring(Segment segment) {
    return nexts.values().stream().anyMatch(next -> next.segment().equals(segment));
  }
}
