package dev.scar.bound;

import dev.scar.schedule.Execution;
import dev.scar.schedule.WeightPolicy;

/**
 * What a bound is about: it holds for schedules of this scope, whatever else they do.
 *
 * @param weights when weights are loaded
 * @param execution whether steps of a chiplet overlap: then its memory and its processing elements
 *     are two things that never idle, and loads need not wait for the path
 * @param barrier whether all models wait for each other between windows
 * @param chiplets enabled chiplets of the package
 * @param sharing whether transfers wait for each other, as in a replay; a prediction lets them not
 */
public record Scope(
    WeightPolicy weights, Execution execution, boolean barrier, int chiplets, boolean sharing) {
  /** On larger packages it is left out how pipelines fill and drain: it counts for little. */
  public static final int MOST_CHIPLETS_WITH_FILL = 36;

  /** Whether the bound contains that pipelines fill and drain. */
  boolean fill() {
    return barrier && !overlaps() && chiplets <= MOST_CHIPLETS_WITH_FILL;
  }

  boolean overlaps() {
    return execution == Execution.OVERLAPPED;
  }

  /** The same for replays. */
  Scope shared() {
    return new Scope(weights, execution, barrier, chiplets, true);
  }

  /** The same without barriers. */
  Scope withoutBarrier() {
    return new Scope(weights, execution, false, chiplets, sharing);
  }

  /** One line on what the bound contains. */
  public String contents() {
    return (overlaps() ? "memory and compute of chiplets" : "chiplets")
        + " that never idle, each layer on the type that suits, weights loaded "
        + switch (weights) {
          case AUTO -> "as rarely as L2 allows";
          case RESIDENT -> "once";
          case STREAMED -> "for every mini-batch";
        }
        + ", a sample's longest path"
        + (overlaps() ? " without loads" : "")
        + (fill() ? ", pipelines that fill and drain" : "")
        + (sharing ? ", shared links and DRAMs" : "");
  }
}
