package dev.scar.bound;

import java.util.ArrayList;
import java.util.List;

/**
 * What mini-batches of a range of sizes cost a pipeline at least.
 *
 * <p>Let a stage take c for a sample, and the stages of a path on which it lies F together. With
 * mini-batches of b samples, of which the last one has r, the window lasts at least {@code b·F + (B
 * − b)·c} if b divides the batch B. Else it lasts both {@code r·F + (B − r)·c} (the last mini-batch
 * walks on alone) and {@code b·F + (B − b − r)·c} (the last but one does), and so any mean of the
 * two, which has to be the same for all layers. The first one counts as r/b: where the last
 * mini-batch is nearly full or nearly empty, little is lost.
 *
 * @param smallest samples of a mini-batch at least, so that many pass a path before anything ends
 * @param loads mini-batches at least
 * @param alongPath how often F counts
 * @param onPath how often the part of c that is in F counts besides
 * @param offPath how often the part of c that is not in F counts
 * @param loadsInTurn mini-batches that the stage has surely loaded streamed weights for
 */
record Batching(
    int smallest, int loads, double alongPath, double onPath, double offPath, double loadsInTurn) {
  private static final int EXACT = 64;
  private static final double GROWTH = 1.3;

  /** Where it does not matter how often weights are loaded: mini-batches of any size. */
  static List<Batching> any(int batch) {
    return List.of(new Batching(1, 1, 1, batch - 1, batch, 1));
  }

  /** Mini-batches of every size: small ones each by itself, larger ones in ranges. */
  static List<Batching> all(int batch) {
    List<Batching> all = new ArrayList<>();
    for (Holding.Range range : Holding.ranges(batch, EXACT, GROWTH)) {
      all.add(of(batch, range.first(), range.last()));
    }
    return all;
  }

  private static Batching of(int batch, int first, int last) {
    int loads = (batch + last - 1) / last;
    int leastLeft = batch;
    int mostShort = 0;
    for (int b = first; b <= last; b++) {
      int left = batch % b;
      leastLeft = Math.min(leastLeft, left == 0 ? b : left);
      mostShort = Math.max(mostShort, left);
    }
    if (mostShort == 0) {
      return new Batching(first, loads, first, batch - first, batch, loads);
    }
    double full = Math.min(1, (double) mostShort / first);
    double ahead = full * leastLeft + (1 - full) * first;
    double inTurn = batch - (1 - full) * mostShort;
    return new Batching(first, loads, ahead, inTurn - ahead, inTurn, loads - (1 - full));
  }
}
