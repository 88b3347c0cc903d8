package dev.scar.traffic;

import dev.scar.sim.PacketSink;
import dev.scar.sim.PacketSource;
import dev.scar.trace.LogDetail;
import dev.scar.trace.LogSink;
import dev.scar.traffic.router.RouterSettings;
import java.util.Optional;
import java.util.function.IntFunction;

/** What carries packets from sources to sinks through a network: flow control, and an engine. */
public interface Transport {
  /** Its flow control, as it is called in options and results. */
  String name();

  /** Its routers; empty if there are none, with unbounded buffers. */
  Optional<RouterSettings> routers();

  /**
   * A network at time 0.
   *
   * @param sources by node
   * @param sinks by node
   * @param detail of the log, if there is one
   */
  Run start(
      TrafficNetwork network,
      TrafficSettings settings,
      IntFunction<PacketSource> sources,
      IntFunction<PacketSink> sinks,
      LogDetail detail,
      LogSink log);

  /** A simulation under way. */
  interface Run extends AutoCloseable {
    /** Handles everything before this time. */
    void until(long untilPs);

    /** What links and ports have served so far: packets, or flits, as the flow control has them. */
    long linkEvents();

    /** Flits that each link has carried so far, by its ordinal. */
    double[] carriedFlits();

    @Override
    void close();
  }
}
