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
 * stay, and what stays for later segments; if it has one mini-batch only, and the queues
 * {@linkplain Handover run on} to it, beside that, the last one of the segment before, and the
 * weights of both.
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
    for (int t = 0; t + 1 < turns.size(); t++) {
      Stage running = turns.get(t);
      Stage next = turns.get(t + 1);
      if (running.chiplet() == next.chiplet()
          && running.isOverlapped()
          && next.weightsResident()
          && next.weightBytes() > 0
          && heldBytes(t == 0 ? running : turns.get(t - 1), running) + next.weightBytes()
              <= next.l2Bytes()) {
        found.nexts.put(running.segment(), next);
      }
    }
    return found;
  }

  private static long heldBytes(Stage before, Stage stage) {
    long samples = Math.multiplyExact(2L, (long) stage.miniBatch());
    long own =
        Math.addExact(
            Math.multiplyExact(samples, stage.activationBytes()),
            stage.kept().bytes() + (stage.weightsResident() ? stage.weightBytes() : 0));
    boolean meet =
        before.chiplet() == stage.chiplet()
            && before != stage
            && stage.miniBatches() == 1
            && Handover.runsOn(before, stage);
    return meet ? Math.max(own, Handover.heldBytes(before, stage)) : own;
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
