package dev.scar.cost;

import java.util.List;

/**
 * A mapping in data-centric directives, split at its {@code Cluster} lines; outermost group first.
 */
record Listing(List<Group> groups) {
  /** More nested clusters than this are taken for a slip. */
  static final int MOST_LEVELS = 8;

  Listing {
    groups = List.copyOf(groups);
  }

  /**
   * The directives of one cluster level, in loop order.
   *
   * @param units size of the clusters at this level; not asked for the outermost group, which has
   *     what the others leave
   */
  record Group(SizeExpression units, List<Directive> directives) {
    Group {
      directives = List.copyOf(directives);
    }
  }
}
