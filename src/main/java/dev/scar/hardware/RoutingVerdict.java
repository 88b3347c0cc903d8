package dev.scar.hardware;

import java.util.List;
import java.util.stream.Collectors;

/** What {@link DeadlockProof} found out about the routes of a graph. */
public sealed interface RoutingVerdict {
  /** A virtual channel of a link: what a packet holds while it waits for the next. */
  record Channel(NopLink link, int virtualChannel) {
    @Override
    public String toString() {
      return link.from()
          + ">"
          + link.to()
          + " vc"
          + virtualChannel
          + " (link "
          + link.ordinal()
          + ")";
    }
  }

  /**
   * A packet may hold one channel while it waits for another.
   *
   * @param source where a flow starts that uses both, one after the other
   * @param target where that flow ends
   */
  record Dependency(Channel holds, Channel wants, int source, int target) {
    @Override
    public String toString() {
      return "flow " + source + "->" + target + " holds " + holds + " and wants " + wants;
    }
  }

  /**
   * Every pair has its route and the dependencies have no cycle.
   *
   * @param channels channels in use
   * @param dependencies different pairs of consecutive channels
   */
  record DeadlockFree(int channels, long dependencies) implements RoutingVerdict {}

  /**
   * A cycle of dependencies: packets of its flows can wait for each other for ever, if buffers are
   * finite. Each wants what the next one holds, the last what the first one holds.
   */
  record CanDeadlock(List<Dependency> cycle) implements RoutingVerdict {
    public CanDeadlock {
      cycle = List.copyOf(cycle);
    }
  }

  /** A pair of nodes has no usable route. */
  record Incomplete(int source, int target, String reason) implements RoutingVerdict {}

  /** For the terminal; a counterexample takes a line for each dependency. */
  default String describe() {
    if (this instanceof DeadlockFree free) {
      return "complete and deadlock-free: "
          + free.channels()
          + " channels, "
          + free.dependencies()
          + " dependencies, no cycle";
    }
    if (this instanceof CanDeadlock loop) {
      return loop.cycle().stream()
          .map(dependency -> "\n  " + dependency)
          .collect(Collectors.joining("", "can deadlock; a cycle of channels:", ""));
    }
    Incomplete gap = (Incomplete) this;
    return "incomplete: " + gap.source() + "->" + gap.target() + ": " + gap.reason();
  }
}
