package dev.scar.traffic;

import dev.scar.sim.PacketSink;
import dev.scar.sim.PacketSource;
import dev.scar.trace.LogDetail;
import dev.scar.trace.LogSink;
import dev.scar.traffic.router.RouterSettings;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** A transport that counts how often it is started. */
record CountedTransport(Transport own, AtomicInteger starts) implements Transport {
  @Override
  public String name() {
    return own.name();
  }

  @Override
  public Optional<RouterSettings> routers() {
    return own.routers();
  }

  @Override
  public Run start(
      TrafficNetwork network,
      TrafficSettings settings,
      IntFunction<PacketSource> sources,
      IntFunction<PacketSink> sinks,
      LogDetail detail,
      LogSink log) {
    starts.incrementAndGet();
    return own.start(network, settings, sources, sinks, detail, log);
  }
}
