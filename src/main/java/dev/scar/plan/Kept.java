package dev.scar.plan;

import java.util.List;

/**
 * What stays in the L2 of a chiplet from one of its segments to a later one of the same window
 * ({@code model.md#order}), seen from a stage.
 *
 * @param layers layers of the stage whose tensors stay for later segments of its chiplet, ascending
 * @param bytes whole batches of its own and other stages' tensors that stay while it runs
 * @param handedBytes what of them the next stage of the chiplet finds there
 */
public record Kept(List<Integer> layers, long bytes, long handedBytes) {
  /** Nothing stays: what a chiplet with one segment keeps. */
  public static final Kept NOTHING = new Kept(List.of(), 0, 0);

  public Kept {
    layers = List.copyOf(layers);
  }
}
