package dev.scar.traffic;

import dev.scar.hardware.NopLink;
import dev.scar.sim.Engine;
import dev.scar.sim.FlowControl;
import dev.scar.sim.OpenLoop;
import dev.scar.sim.PacketSink;
import dev.scar.sim.PacketSource;
import dev.scar.trace.LogDetail;
import dev.scar.trace.LogSink;
import dev.scar.traffic.router.RouterSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Virtual cut-through with unbounded buffers, on the links and ports of the replay. */
public record UnboundedTransport(Engine engine) implements Transport {
  private static final FlowControl FLOW_CONTROL = FlowControl.ALL.get(0);

  @Override
  public String name() {
    return FLOW_CONTROL.name();
  }

  @Override
  public Optional<RouterSettings> routers() {
    return Optional.empty();
  }

  @Override
  public Run start(
      TrafficNetwork network,
      TrafficSettings settings,
      IntFunction<PacketSource> sources,
      IntFunction<PacketSink> sinks,
      LogDetail detail,
      LogSink log) {
    List<Long> hopPs = new ArrayList<>();
    for (NopLink link : network.chipletPackage().nop().links()) {
      hopPs.add(network.hopPs(link, settings.hopCycles()));
    }
    OpenLoop world =
        new OpenLoop(
            network.chipletPackage(),
            FLOW_CONTROL,
            new OpenLoop.Timing(settings.injectCycles() * network.cyclePs(), hopPs),
            network.flitBytes(),
            sources,
            sinks,
            detail);
    Engine.Run run = engine.start(world, log);
    return new Run() {
      private long nowPs;

      @Override
      public void until(long untilPs) {
        run.until(untilPs);
        nowPs = untilPs;
      }

      @Override
      public double[] carriedFlits() {
        return Arrays.stream(world.carriedBytes(nowPs)).map(b -> b / network.flitBytes()).toArray();
      }

      @Override
      public long linkEvents() {
        return world.linkEvents();
      }

      @Override
      public void close() {
        run.close();
      }
    };
  }
}
