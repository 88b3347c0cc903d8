package dev.scar.sim;

/**
 * The packets that one node creates, whatever happens in the network (open loop), in order of time.
 */
public interface PacketSource {
  /** When the next packet is created, or {@link Component#NEVER}. */
  long creationPs();

  /** The node that it goes to. */
  int target();

  /** Flits of it. */
  default int flits() {
    return 1;
  }

  /** What the sink is told of it besides. */
  default int tag() {
    return 0;
  }

  /** Whether it creates packets because of others that have arrived anywhere. */
  default boolean hearsOfArrivals() {
    return false;
  }

  /** The next packet has entered the injection port at this time; go on to the one after it. */
  void entered(long startPs);
}
