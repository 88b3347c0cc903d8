package dev.scar.sim;

import dev.scar.trace.LogRecord;
import dev.scar.trace.LogSink;

/** The event loop over a world: one instant of one component at a time. */
final class EventLoop extends Loop {
  private final LogSink log;

  EventLoop(World world, LogSink log) {
    super(world);
    this.log = log;
  }

  @Override
  void run(long untilPs) {
    int next = events.first();
    while (events.timePs(next) < untilPs) {
      components[next].advance(events.timePs(next) + 1, this);
      update(next);
      next = events.first();
    }
  }

  @Override
  public void packet(
      int target, int input, long headPs, long tailPs, long bornPs, Transfer transfer, long meta) {
    offer(target, input, headPs, tailPs, bornPs, transfer, meta);
  }

  @Override
  public void log(LogRecord entry) {
    log.append(entry);
  }
}
