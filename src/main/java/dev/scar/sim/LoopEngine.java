package dev.scar.sim;

import dev.scar.trace.LogSink;

/**
 * The sequential engine: one component, one instant at a time, in the order (time, component).
 *
 * <p>Where nothing asks for single packets, transfers that meet nobody are served as a whole, see
 * {@link TrainLoop}; where endpoints only send, it goes in rounds, see {@link RoundLoop}; {@link
 * #packetByPacket} is the reference that never does: obviously right, and the baseline of speed.
 * <b>Cost:</b> O(log components) per event.
 */
public final class LoopEngine implements Engine {
  private final boolean packets;

  /** As fast as it goes. */
  public LoopEngine() {
    this(false);
  }

  private LoopEngine(boolean packets) {
    this.packets = packets;
  }

  /** The reference. */
  public static LoopEngine packetByPacket() {
    return new LoopEngine(true);
  }

  @Override
  public Run start(World world, LogSink log) {
    if (packets) {
      return new EventLoop(world, log);
    }
    if (!world.feedsBack() && world.smallestDelayPs() > 0) {
      return new RoundLoop(world, log);
    }
    return world.servesTrains() ? new TrainLoop(world, log) : new EventLoop(world, log);
  }
}
