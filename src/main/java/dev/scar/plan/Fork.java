package dev.scar.plan;

import java.util.List;

/**
 * Where a flow parts from another one that carries the same bytes at the same time ({@code
 * replay-rules.md#rule-24}).
 *
 * @param from ordinal of the other flow; −1 where there is none
 * @param shared how many resources at the beginning of its path the other one passes for it
 */
public record Fork(int from, int shared) {
  /** A flow that goes all its way by itself. */
  public static final Fork NONE = new Fork(-1, 0);

  /** Where a path parts from those of a tree, the one with which it has most in common. */
  static Fork of(Path path, List<Flow> tree) {
    Fork fork = NONE;
    for (Flow other : tree) {
      int shared = path.shares(other.path());
      fork = shared > fork.shared ? new Fork(other.ordinal(), shared) : fork;
    }
    return fork;
  }

  public Fork {
    if (from < -1 || shared < 0 || (from < 0) != (shared == 0)) {
      throw new IllegalArgumentException("a fork from " + from + " after " + shared);
    }
  }
}
