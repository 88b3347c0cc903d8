package dev.scar.sim;

import dev.scar.trace.LogSink;

/**
 * The sequential reference: one component, one instant at a time, in the order (time, component).
 *
 * <p>Obviously right, and the baseline of speed. <b>Cost:</b> O(log components) per event.
 */
public final class LoopEngine implements Engine {
  @Override
  public Run start(World world, LogSink log) {
    return new EventLoop(world, log);
  }
}
