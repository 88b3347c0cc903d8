// mvn -q -Pbench -Dquickly package && java -XX:+UseParallelGC -cp target/scar-all.jar org.openjdk.jmh.Main TrafficBenchmark
package dev.scar.bench;

import dev.scar.hardware.LinkSpec;
import dev.scar.hardware.NopGraph;
import dev.scar.hardware.NopGraphs;
import dev.scar.hardware.Routings;
import dev.scar.replay.ActorEngine;
import dev.scar.sim.LoopEngine;
import dev.scar.traffic.CreditTransport;
import dev.scar.traffic.Traffic;
import dev.scar.traffic.TrafficNetwork;
import dev.scar.traffic.TrafficPattern;
import dev.scar.traffic.TrafficResult;
import dev.scar.traffic.TrafficSettings;
import dev.scar.traffic.Transport;
import dev.scar.traffic.UnboundedTransport;
import dev.scar.traffic.router.RouterSettings;
import dev.scar.units.Bandwidth;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Packets and link events per second of synthetic uniform traffic on a k × k mesh, 8-flit packets. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
@State(Scope.Benchmark)
public class TrafficBenchmark {
  /** Counts what was simulated. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Counters {
    public long packets;
    public long linkEvents;
  }

  @Param({"6"})
  public int k;

  @Param({"0.2", "0.4"})
  public double load;

  /** An engine with unbounded buffers, or routers with four channels of eight flits. */
  @Param({"loop", "actors", "credit"})
  public String engine;

  @Param({"80000"})
  public long cycles;

  private Traffic traffic;
  private TrafficPattern pattern;

  @Setup
  public void setUp() {
    NopGraph graph =
        NopGraphs.mesh(k, k, new LinkSpec(Bandwidth.ofBytesPerSecond(1_000_000_000), 1000));
    Transport transport =
        switch (engine) {
          case "loop" -> new UnboundedTransport(new LoopEngine());
          case "actors" -> new UnboundedTransport(new ActorEngine(1));
          default -> new CreditTransport(RouterSettings.DEFAULT);
        };
    TrafficNetwork network =
        TrafficNetwork.of(graph, Routings.named("xy").orElseThrow().on(graph));
    traffic = new Traffic(network, transport, (done, of) -> {});
    pattern = TrafficPattern.named("uniform", traffic.network());
  }

  @Benchmark
  public TrafficResult uniform(Counters counters) {
    TrafficSettings settings = new TrafficSettings(8, 0, cycles, 3, 2, 3, 1);
    TrafficResult result = traffic.run(pattern, load, settings);
    counters.packets += result.packets();
    counters.linkEvents += result.linkEvents();
    return result;
  }
}
