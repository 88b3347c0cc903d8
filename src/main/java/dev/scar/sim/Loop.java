package dev.scar.sim;

import dev.scar.trace.LogRecord;
import java.util.Comparator;
import java.util.List;

/** What event loops over a world have in common: its components, and the next instant of each. */
abstract sealed class Loop implements Engine.Run, Emitter, World.Starter
    permits EventLoop, TrainLoop {
  /** In which order records are written that were made in another one. */
  static final Comparator<LogRecord> ORDER =
      Comparator.comparingLong(LogRecord::timePs).thenComparingInt(LogRecord::component);

  final Component[] components;
  final EventTree events;
  private final World world;

  Loop(World world) {
    this.world = world;
    this.components = world.components().all().toArray(Component[]::new);
    this.events = new EventTree(components.length);
    for (int c = 0; c < components.length; c++) {
      update(c);
    }
  }

  /** All that happens before this time, without what the world begins then. */
  abstract void run(long untilPs);

  /** Whether nothing happens any more unless the world begins something. */
  boolean isIdle() {
    return events.timePs(events.first()) == Component.NEVER;
  }

  /** The world begins what comes next, if anything does. */
  boolean beginNext() {
    return world.begin(this);
  }

  final void update(int component) {
    events.update(component, components[component].nextPs());
  }

  @Override
  public final void until(long untilPs) {
    do {
      run(untilPs);
    } while (isIdle() && beginNext());
  }

  @Override
  public final void restart(long timePs) {
    for (Component component : components) {
      component.restart(timePs);
    }
  }

  @Override
  public final void begin(int chiplet, List<StageRun> runs, long startPs) {
    components[chiplet].begin(runs, startPs);
    update(chiplet);
  }

  /** A packet comes to a component. */
  final void offer(
      int target, int input, long headPs, long tailPs, long bornPs, Transfer transfer, long meta) {
    components[target].offer(input, headPs, tailPs, bornPs, transfer, meta);
    update(target);
  }

  @Override
  public void delivered(Transfer transfer, long timePs) {
    transfer.tell(
        chiplet -> {
          components[chiplet].deliver(transfer, timePs);
          update(chiplet);
        });
  }

  @Override
  public final void released(Transfer transfer) {
    // The loop needs no bounds of transfers in flight.
  }

  @Override
  public final void close() {
    // Nothing is held.
  }
}
