package dev.scar.traffic;

/**
 * A packet of a trace.
 *
 * @param cycle when it is created; counted from the cycle after the arrival of the packet that it
 *     follows, if it follows one
 * @param after the number of that packet, from 1 on in the order of the trace; it comes before this
 *     one and goes to this one's source. 0 for none
 */
public record TracedPacket(long cycle, int source, int target, int flits, int after) {
  public TracedPacket {
    if (cycle < 0 || flits < 1 || after < 0) {
      throw new IllegalArgumentException("packets have a cycle and flits");
    }
  }
}
