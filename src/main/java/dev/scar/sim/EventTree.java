package dev.scar.sim;

import java.util.Arrays;

/**
 * The components ordered by (time of their next event, ordinal): a winner tree over keys that hold
 * both.
 *
 * <p>A key is the time since a base, then the ordinal in the lowest bits; an inner node is the
 * smaller of its two children. Times beyond the reach of a key count as "far"; when one of those is
 * first, the base moves up, and down again when something is to happen before it. <b>Cost:</b>
 * log2(components) steps without unpredictable branches per update.
 */
final class EventTree {
  private final int leaves;
  private final int ordinalBits;
  private final long far;
  private final long[] timePs;
  private final long[] keys;
  private long basePs;

  EventTree(int components) {
    ordinalBits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, components - 1));
    leaves = 1 << ordinalBits;
    far = Long.MAX_VALUE >>> ordinalBits;
    timePs = new long[components];
    keys = new long[2 * leaves];
    Arrays.fill(timePs, Component.NEVER);
    rebuild(0);
  }

  private void rebuild(long newBasePs) {
    basePs = newBasePs;
    Arrays.fill(keys, Long.MAX_VALUE);
    for (int c = 0; c < timePs.length; c++) {
      keys[leaves + c] = key(c);
    }
    for (int node = leaves - 1; node > 0; node--) {
      keys[node] = Math.min(keys[2 * node], keys[2 * node + 1]);
    }
  }

  private long key(int component) {
    return Math.min(timePs[component] - basePs, far) << ordinalBits | component;
  }

  /** The component that is next. */
  int first() {
    if (keys[1] >>> ordinalBits == far && earliestPs() != Component.NEVER) {
      rebuild(earliestPs());
    }
    return (int) keys[1] & (leaves - 1);
  }

  private long earliestPs() {
    return Arrays.stream(timePs).min().orElse(Component.NEVER);
  }

  /** When the component that {@link #first} named is due, or {@link Component#NEVER}. */
  long timePs(int component) {
    return timePs[component];
  }

  /** Sets when this component's next event is, which may be before what was first. */
  void update(int component, long nextPs) {
    if (timePs[component] == nextPs) {
      return;
    }
    timePs[component] = nextPs;
    if (nextPs < basePs) {
      rebuild(nextPs);
      return;
    }
    int node = leaves + component;
    keys[node] = key(component);
    while (node > 1) {
      long earlier = Math.min(keys[node], keys[node ^ 1]);
      node >>>= 1;
      if (earlier == keys[node]) {
        return;
      }
      keys[node] = earlier;
    }
  }
}
