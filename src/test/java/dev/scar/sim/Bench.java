package dev.scar.sim;

import dev.scar.trace.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A few components without a package around them, one instant of one component at a time. What goes
 * to a component that is not on it is kept as text.
 */
final class Bench implements Emitter {
  private final SortedMap<Integer, Component> components = new TreeMap<>();
  private final List<String> left = new ArrayList<>();
  private final List<Long> credits = new ArrayList<>();
  private final List<LogRecord> log = new ArrayList<>();
  private int steps;

  Bench(Component... components) {
    for (Component component : components) {
      this.components.put(component.ordinal(), component);
    }
  }

  /** When something happens next. */
  long nextPs() {
    return components.values().stream().mapToLong(Component::nextPs).min().orElse(Component.NEVER);
  }

  /** One instant of one component. */
  void step() {
    long nextPs = nextPs();
    steps++;
    for (Component component : components.values()) {
      if (component.nextPs() == nextPs) {
        component.advance(nextPs + 1, this);
        return;
      }
    }
  }

  /** How many instants of components there were. */
  int steps() {
    return steps;
  }

  /** Until nothing happens any more. */
  void run() {
    while (nextPs() != Component.NEVER) {
      step();
    }
  }

  /** Packets that left, as {@code 2 of 7: 100-300}: number, producer, head and tail. */
  List<String> left() {
    return left;
  }

  /** When credits come to where the packets came from. */
  List<Long> credits() {
    return credits;
  }

  List<LogRecord> log() {
    return log;
  }

  @Override
  public void packet(
      int target, int input, long headPs, long tailPs, long bornPs, Transfer transfer, long meta) {
    Component component = components.get(target);
    if (component == null && input < 0) {
      credits.add(headPs);
    } else if (component == null) {
      left.add(
          "%d of %d: %d-%d"
              .formatted(PacketMeta.packet(meta), transfer.program().producer(), headPs, tailPs));
    } else {
      component.offer(input, headPs, tailPs, bornPs, transfer, meta);
    }
  }

  @Override
  public void delivered(Transfer transfer, long timePs) {
    // The transfer knows when it has arrived.
  }

  @Override
  public void released(Transfer transfer) {
    throw new IllegalStateException("nobody begins a transfer here");
  }

  @Override
  public void log(LogRecord entry) {
    log.add(entry);
  }
}
