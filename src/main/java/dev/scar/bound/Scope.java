package dev.scar.bound;

import dev.scar.schedule.WeightPolicy;

/**
 * What a bound is about: it holds for schedules of this scope, whatever else they do.
 *
 * @param weights when weights are loaded
 * @param barrier whether all models wait for each other between windows
 * @param chiplets enabled chiplets of the package
 * @param sharing whether transfers wait for each other, as in a replay; a prediction lets them not
 */
public record Scope(WeightPolicy weights, boolean barrier, int chiplets, boolean sharing) {
  /** On larger packages it is left out how pipelines fill and drain: it counts for little. */
  public static final int MOST_CHIPLETS_WITH_FILL = 36;

  /** Whether the bound contains that pipelines fill and drain. */
  boolean fill() {
    return barrier && chiplets <= MOST_CHIPLETS_WITH_FILL;
  }

  /** The same for replays. */
  Scope shared() {
    return new Scope(weights, barrier, chiplets, true);
  }

  /** The same without barriers. */
  Scope withoutBarrier() {
    return new Scope(weights, false, chiplets, sharing);
  }

  /** One line on what the bound contains. */
  public String contents() {
    return "chiplets that never idle, each layer on the type that suits, weights loaded "
        + switch (weights) {
          case AUTO -> "as rarely as L2 allows";
          case RESIDENT -> "once";
          case STREAMED -> "for every mini-batch";
        }
        + ", a sample's longest path"
        + (fill() ? ", pipelines that fill and drain" : "")
        + (sharing ? ", shared links and DRAMs" : "");
  }
}
