package dev.scar.traffic;

import dev.scar.hardware.Chiplet;
import dev.scar.hardware.NopGraph;
import dev.scar.hardware.NopLink;
import dev.scar.replay.PartsEngine;
import dev.scar.sim.Engine;
import dev.scar.sim.PacketSink;
import dev.scar.sim.PacketSource;
import dev.scar.trace.LogDetail;
import dev.scar.trace.LogSink;
import dev.scar.traffic.router.RouterSettings;
import dev.scar.traffic.router.RouterTiming;
import dev.scar.traffic.router.Routers;
import dev.scar.units.Bandwidth;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Routers with finite buffers, virtual channels and credits. They go by cycles: hops are rounded up
 * to whole ones, and nothing carries more than a flit a cycle. They write no event log.
 *
 * @param threads of actors, which have a part of the routers each; none for the calling thread.
 *     Where sources hear of arrivals all routers are one part. Results are the same
 */
public record CreditTransport(RouterSettings settings, OptionalInt threads) implements Transport {
  /** In the calling thread. */
  public CreditTransport(RouterSettings settings) {
    this(settings, OptionalInt.empty());
  }

  /** What options and results call it. */
  public static final String NAME = "credit";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<RouterSettings> routers() {
    return Optional.of(settings);
  }

  @Override
  public Run start(
      TrafficNetwork network,
      TrafficSettings traffic,
      IntFunction<PacketSource> sources,
      IntFunction<PacketSink> sinks,
      LogDetail detail,
      LogSink log) {
    boolean closed =
        network.terminals().stream().anyMatch(node -> sources.apply(node).hearsOfArrivals());
    Routers routers =
        new Routers(
            network.chipletPackage(),
            settings,
            timing(network, traffic),
            closed ? 1 : threads.orElse(1),
            sources,
            sinks);
    Engine.Run actors =
        threads.isPresent() ? new PartsEngine(threads.getAsInt()).start(routers) : null;
    return new Run() {
      @Override
      public void until(long untilPs) {
        if (actors == null) {
          routers.until(untilPs);
        } else {
          actors.until(untilPs);
        }
      }

      @Override
      public long linkEvents() {
        return routers.flitEvents();
      }

      @Override
      public double[] carriedFlits() {
        return network.chipletPackage().nop().links().stream()
            .mapToDouble(routers::sentOn)
            .toArray();
      }

      @Override
      public void close() {
        if (actors != null) {
          actors.close();
        }
      }
    };
  }

  private static RouterTiming timing(TrafficNetwork network, TrafficSettings settings) {
    NopGraph graph = network.chipletPackage().nop();
    long cycle = network.cyclePs();
    List<Integer> hops =
        graph.links().stream()
            .map(link -> cycles(network.hopPs(link, settings.hopCycles()), cycle))
            .toList();
    List<Double> flits =
        graph.links().stream().map(NopLink::bandwidth).map(r -> flitCycles(network, r)).toList();
    return new RouterTiming(
        cycle,
        settings.injectCycles(),
        settings.ejectCycles(),
        hops,
        flits,
        ofPorts(network, Chiplet::injection),
        ofPorts(network, Chiplet::ejection));
  }

  private static int cycles(long ps, long cyclePs) {
    return Math.toIntExact(Math.max(1, (ps + cyclePs - 1) / cyclePs));
  }

  private static List<Double> ofPorts(TrafficNetwork network, Function<Chiplet, Bandwidth> rate) {
    Double[] cycles = new Double[network.chipletPackage().nop().nodeCount()];
    Arrays.fill(cycles, 1.0);
    for (Chiplet chiplet : network.chipletPackage().chiplets()) {
      cycles[chiplet.node()] = flitCycles(network, rate.apply(chiplet));
    }
    return List.of(cycles);
  }

  private static double flitCycles(TrafficNetwork network, Bandwidth rate) {
    return Math.max(1, 1 / network.flitsPerCycle(rate));
  }
}
