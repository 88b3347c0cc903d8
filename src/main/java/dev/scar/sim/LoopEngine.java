package dev.scar.sim;

import dev.scar.trace.LogSink;

/**
 * The sequential engine: one component, one instant at a time, in the order (time, component).
 *
 * <p>Where nothing asks for single packets, transfers that meet nobody are served as a whole, see
 * {@link TrainLoop}; {@link #packetByPacket} is the reference that never does: obviously right, and
 * the baseline of speed. <b>Cost:</b> O(log components) per event.
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
    return packets || !world.servesTrains() ? new EventLoop(world, log) : new TrainLoop(world, log);
  }
}
