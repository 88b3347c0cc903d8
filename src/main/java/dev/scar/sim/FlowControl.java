package dev.scar.sim;

import dev.scar.plan.Path;
import dev.scar.plan.Wiring;
import dev.scar.trace.LogDetail;
import java.util.List;
import java.util.Set;

/**
 * How packets share links and buffers: what stands in a package in place of its resources.
 *
 * <p>To add one, write a class and a line in {@link #ALL}. It builds the components of a package
 * and with them owns every decision about a packet between the port of its sender and that of its
 * receiver: where it queues, when it is served, what goes back upstream. Chiplets and sources
 * merely hand over whole transfers or packets; whether those are timed at once or packet by packet
 * is decided by {@link Fabric#injections}.
 */
public interface FlowControl {
  /** All there are; the first is the default. */
  List<FlowControl> ALL = List.of(new InfiniteBuffers(), new CreditBuffers(4, 0));

  /** Its name in options and results. */
  String name();

  /**
   * Builds what stands in a package.
   *
   * @param packetBytes what keeps together on its way
   */
  Fabric build(Wiring wiring, long packetBytes, LogDetail detail);

  /** Bytes of what is served at once: a packet, or less. */
  default long unitBytes(long packetBytes) {
    return packetBytes;
  }

  /** The same way, latencies where they are waited for. */
  default Path asServed(Path path) {
    return path;
  }

  /**
   * Whether what a component emits for one that does not act later in the same instant comes there
   * no sooner than the smallest latency of the package. Without that, engines go event by event.
   */
  default boolean takesTime() {
    return true;
  }

  /** What it is, in a few words. */
  default String described() {
    return name();
  }

  /**
   * Whether inside a package events only ever lead forwards along the ways of packets, so that an
   * engine may let a component run ahead of those behind it. Not with credits.
   */
  boolean onlyForwards();

  /** Which of the laws that not every flow control obeys hold for this one. */
  Set<Law> laws();

  /** What may be expected of a flow control, checked in every replay if it says so. */
  enum Law {
    /** No resource is unreserved while a packet that has arrived waits for it. */
    NO_IDLE_WHILE_WAITING,
    /** A transfer that meets no other one takes as long as predicted. */
    ALONE_AS_PREDICTED
  }
}
