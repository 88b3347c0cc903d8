package dev.scar.sim;

import java.util.Arrays;

/** The components ordered by (time of their next event, ordinal): an indexed binary heap. */
final class EventHeap {
  private final long[] timePs;
  private final int[] heap;
  private final int[] place;

  EventHeap(int components) {
    timePs = new long[components];
    heap = new int[components];
    place = new int[components];
    Arrays.fill(timePs, Component.NEVER);
    for (int i = 0; i < components; i++) {
      heap[i] = i;
      place[i] = i;
    }
  }

  /** The component that is next. */
  int first() {
    return heap[0];
  }

  /** When, or {@link Component#NEVER}. */
  long firstPs() {
    return timePs[heap[0]];
  }

  /** Sets when this component's next event is. */
  void update(int component, long nextPs) {
    long before = timePs[component];
    if (nextPs == before) {
      return;
    }
    timePs[component] = nextPs;
    if (nextPs < before) {
      up(place[component], component, nextPs);
    } else {
      down(place[component], component, nextPs);
    }
  }

  private void up(int from, int component, long time) {
    int at = from;
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      int other = heap[parent];
      if (!before(time, component, other)) {
        break;
      }
      heap[at] = other;
      place[other] = at;
      at = parent;
    }
    heap[at] = component;
    place[component] = at;
  }

  private void down(int from, int component, long time) {
    int at = from;
    int half = heap.length >>> 1;
    while (at < half) {
      int child = 2 * at + 1;
      int other = heap[child];
      if (child + 1 < heap.length && before(timePs[heap[child + 1]], heap[child + 1], other)) {
        child++;
        other = heap[child];
      }
      if (before(time, component, other)) {
        break;
      }
      heap[at] = other;
      place[other] = at;
      at = child;
    }
    heap[at] = component;
    place[component] = at;
  }

  private boolean before(long time, int component, int other) {
    long otherTime = timePs[other];
    return time < otherTime || (time == otherTime && component < other);
  }
}
