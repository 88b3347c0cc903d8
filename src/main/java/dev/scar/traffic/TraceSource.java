package dev.scar.traffic;

import dev.scar.sim.Component;
import dev.scar.sim.PacketSource;
import java.util.List;
import java.util.PriorityQueue;

/** A node that sends its packets of a trace as they are created, those of one cycle in order. */
final class TraceSource implements PacketSource {
  private final List<TracedPacket> trace;
  private final PriorityQueue<Created> created = new PriorityQueue<>();

  private record Created(long ps, int at) implements Comparable<Created> {
    @Override
    public int compareTo(Created other) {
      int byTime = Long.compare(ps, other.ps);
      return byTime != 0 ? byTime : Integer.compare(at, other.at);
    }
  }

  TraceSource(List<TracedPacket> trace) {
    this.trace = trace;
  }

  /** A packet, by its place in the trace, is created at this time. */
  void create(int at, long ps) {
    created.add(new Created(ps, at));
  }

  @Override
  public long creationPs() {
    Created first = created.peek();
    return first == null ? Component.NEVER : first.ps();
  }

  private TracedPacket first() {
    return trace.get(tag());
  }

  @Override
  public int target() {
    return first().target();
  }

  @Override
  public int flits() {
    return first().flits();
  }

  @Override
  public int tag() {
    return created.element().at();
  }

  @Override
  public boolean hearsOfArrivals() {
    return true;
  }

  @Override
  public void entered(long startPs) {
    created.remove();
  }
}
