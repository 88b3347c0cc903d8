package dev.scar.sim;

import dev.scar.trace.LogRecord;
import dev.scar.trace.LogSink;
import java.util.List;

/** The event loop over some components: one instant of one component at a time. */
final class EventLoop implements Emitter {
  private final Component[] components;
  private final EventTree events;
  private final LogSink log;

  EventLoop(List<Component> all, LogSink log) {
    this.components = all.toArray(Component[]::new);
    this.events = new EventTree(components.length);
    this.log = log;
  }

  /** Handles everything before a time. */
  void run(long untilPs) {
    for (Component component : components) {
      events.update(component.ordinal(), component.nextPs());
    }
    int next = events.first();
    while (events.timePs(next) < untilPs) {
      Component component = components[next];
      component.advance(events.timePs(next) + 1, this);
      events.update(next, component.nextPs());
      next = events.first();
    }
  }

  @Override
  public void packet(
      int target, int input, long headPs, long tailPs, long bornPs, Transfer transfer, long meta) {
    ServerModel server = (ServerModel) components[target];
    server.offer(input, headPs, tailPs, bornPs, transfer, meta);
    events.update(target, server.nextPs());
  }

  @Override
  public void delivered(Transfer transfer, long timePs) {
    deliver(transfer.program().producer(), transfer, timePs);
    if (transfer.program().consumer() >= 0) {
      deliver(transfer.program().consumer(), transfer, timePs);
    }
    for (int reader : transfer.program().readers()) {
      if (reader != transfer.program().producer()) {
        deliver(reader, transfer, timePs);
      }
    }
  }

  private void deliver(int chiplet, Transfer transfer, long timePs) {
    ChipletModel model = (ChipletModel) components[chiplet];
    model.deliver(transfer, timePs);
    events.update(chiplet, model.nextPs());
  }

  @Override
  public void released(Transfer transfer) {
    // The loop needs no bounds of transfers in flight.
  }

  @Override
  public void log(LogRecord entry) {
    log.append(entry);
  }
}
