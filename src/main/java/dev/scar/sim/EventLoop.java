package dev.scar.sim;

import dev.scar.trace.LogRecord;
import dev.scar.trace.LogSink;
import java.util.List;

/** The event loop over a world: one instant of one component at a time. */
final class EventLoop implements Engine.Run, Emitter, World.Starter {
  private final World world;
  private final Component[] components;
  private final EventTree events;
  private final LogSink log;

  EventLoop(World world, LogSink log) {
    this.world = world;
    this.components = world.components().all().toArray(Component[]::new);
    this.events = new EventTree(components.length);
    this.log = log;
    for (int c = 0; c < components.length; c++) {
      update(c);
    }
  }

  @Override
  public void until(long untilPs) {
    do {
      run(untilPs);
    } while (events.timePs(events.first()) == Component.NEVER && beginNext());
  }

  private boolean beginNext() {
    return world.begin(this);
  }

  @Override
  public void restart(long timePs) {
    for (Component component : components) {
      component.restart(timePs);
    }
  }

  @Override
  public void begin(int chiplet, List<StageRun> runs, long startPs) {
    components[chiplet].begin(runs, startPs);
    update(chiplet);
  }

  private void run(long untilPs) {
    int next = events.first();
    while (events.timePs(next) < untilPs) {
      Component component = components[next];
      component.advance(events.timePs(next) + 1, this);
      events.update(next, component.nextPs());
      next = events.first();
    }
  }

  private void update(int component) {
    events.update(component, components[component].nextPs());
  }

  @Override
  public void packet(
      int target, int input, long headPs, long tailPs, long bornPs, Transfer transfer, long meta) {
    Component component = components[target];
    component.offer(input, headPs, tailPs, bornPs, transfer, meta);
    events.update(target, component.nextPs());
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
  public void released(Transfer transfer) {
    // The loop needs no bounds of transfers in flight.
  }

  @Override
  public void log(LogRecord entry) {
    log.append(entry);
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
