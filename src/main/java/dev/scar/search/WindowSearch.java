package dev.scar.search;

import java.util.List;

/** Schedules one window by itself; an instance may serve several threads. */
@FunctionalInterface
interface WindowSearch {
  /**
   * The schedules of a window worth keeping.
   *
   * @param window the layers that each of its models computes
   */
  WindowSchedules schedule(List<LayerRange> window);
}
