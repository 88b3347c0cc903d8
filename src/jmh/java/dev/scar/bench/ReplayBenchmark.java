// mvn -q -Pbench -Dquickly -DskipTests package && java -cp target/scar-all.jar org.openjdk.jmh.Main ReplayBenchmark
package dev.scar.bench;

import dev.scar.cost.LayerCost;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.ChipletType;
import dev.scar.hardware.Dram;
import dev.scar.hardware.DramInterface;
import dev.scar.hardware.NopGraph;
import dev.scar.hardware.NopLink;
import dev.scar.hardware.PackageTerms;
import dev.scar.hardware.Route;
import dev.scar.plan.Plan;
import dev.scar.plan.PlanBuilder;
import dev.scar.replay.ActorEngine;
import dev.scar.replay.RoundForm;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.schedule.WeightPolicy;
import dev.scar.schedule.Window;
import dev.scar.sim.LoopEngine;
import dev.scar.sim.Engine;
import dev.scar.sim.ReplayOptions;
import dev.scar.sim.ReplayResult;
import dev.scar.trace.LogDetail;
import dev.scar.units.Bandwidth;
import dev.scar.workload.Layer;
import dev.scar.workload.LayerKind;
import dev.scar.workload.LayerShape;
import dev.scar.workload.Model;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/**
 * Link events (packets served by links, ports and DRAMs) per second of the engines: every other chiplet of a k × k mesh sends 256
 * KiB to the chiplet three places on, mini-batch after mini-batch; about two million packets cross a resource in each replay, so
 * that starting an actor system hardly counts.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
@State(Scope.Benchmark)
public class ReplayBenchmark {
  /** Counts link events. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Counters {
    public long linkEvents;
  }

  private static final int TRANSFERS_AT_4_KIB = 8000;

  @Param({"3", "6", "16"})
  public int k;

  @Param({"4096", "256"})
  public long packet;

  /** The loop as it is, the one that serves every packet, actors with long and with short rounds and on two threads. */
  @Param({"loop", "packets", "actors", "actors-short", "actors-2"})
  public String engine;

  private Engine replayEngine = new LoopEngine();
  private Plan plan;

  @Setup
  public void setUp() {
    replayEngine =
        switch (engine) {
          case "packets" -> LoopEngine.packetByPacket();
          case "actors" -> new ActorEngine(1);
          case "actors-short" -> new ActorEngine(1, RoundForm.SHORT);
          case "actors-2" -> new ActorEngine(2);
          default -> new LoopEngine();
        };
    plan = plan(k, packet);
  }

  @Benchmark
  public ReplayResult replay(Counters counters) {
    ReplayOptions options = new ReplayOptions(packet, LogDetail.OFF, (w, t) -> {});
    ReplayResult result = replayEngine.replay(plan, options, entry -> {});
    counters.linkEvents += result.linkEvents();
    return result;
  }

  private static Plan plan(int k, long packetBytes) {
    ChipletPackage mesh = mesh(k);
    int chiplets = k * k;
    List<ScenarioModel> models = new ArrayList<>();
    List<Segment> segments = new ArrayList<>();
    LayerShape shape = LayerShape.product(LayerKind.GEMM, 1, 1, 1, 1);
    int pairs = Math.min(chiplets / 2, Scenario.MOST_MODELS);
    int batch = (int) Math.max(2, TRANSFERS_AT_4_KIB * packetBytes / 4096 / pairs);
    for (int p = 0; p < pairs; p++) {
      Layer make = new Layer("make", shape, 1, 0, 256 << 10, 0, List.of());
      Layer take = new Layer("take", shape, 1, 0, 1, 0, List.of(0));
      models.add(new ScenarioModel("m" + p, new Model("m" + p, "m", List.of(make, take)), batch, 8));
      segments.add(new Segment(p, 0, 1, 2 * p));
      segments.add(new Segment(p, 1, 2, (2 * p + 2 * k + 3) % (2 * pairs) / 2 * 2 + 1));
    }
    List<Window> windows = List.of(new Window(segments));
    Scenario scenario = new Scenario("bench", "bench", "bench", "bench", models);
    ExecutionPolicy policy = new ExecutionPolicy(WeightPolicy.AUTO, miniBatches(models));
    return new PlanBuilder((layer, type) -> new LayerCost(1, 1, 1, 1))
        .build(new Schedule(scenario, mesh, policy, windows));
  }

  private static Map<String, Integer> miniBatches(List<ScenarioModel> models) {
    Map<String, Integer> one = new java.util.TreeMap<>();
    models.forEach(m -> one.put(m.id(), 1));
    return one;
  }

  private static ChipletPackage mesh(int k) {
    Bandwidth rate = Bandwidth.ofBytesPerSecond(100_000_000_000L);
    ChipletType type =
        new ChipletType("t", "none", 1, 10 << 20, 500_000_000, 1, 1, 1, new ChipletType.ActivityEnergy(0, 0, 0));
    List<NopLink> links = new ArrayList<>();
    List<Chiplet> chiplets = new ArrayList<>();
    List<Optional<NopGraph.Position>> positions = new ArrayList<>();
    Map<List<Integer>, NopLink> between = new java.util.HashMap<>();
    List<Dram> drams = new ArrayList<>();
    List<DramInterface> interfaces = new ArrayList<>();
    for (int n = 0; n < k * k; n++) {
      positions.add(Optional.of(new NopGraph.Position(n / k, n % k)));
      chiplets.add(new Chiplet(n, type, true, rate, rate));
      int[] near = {n / k > 0 ? n - k : -1, n % k > 0 ? n - 1 : -1, n % k < k - 1 ? n + 1 : -1, n / k < k - 1 ? n + k : -1};
      for (int other : near) {
        if (other >= 0) {
          NopLink link = new NopLink(links.size(), n, other, rate, 35_000);
          links.add(link);
          between.put(List.of(n, other), link);
        }
      }
      if (n % k == 0 || n % k == k - 1) {
        interfaces.add(new DramInterface(interfaces.size(), n, drams.size()));
        drams.add(new Dram(drams.size(), Bandwidth.ofBytesPerSecond(64_000_000_000L), 200_000));
      }
    }
    NopGraph graph = new NopGraph("mesh", k, k, positions, links);
    return new ChipletPackage(
        "bench",
        "bench",
        graph,
        (from, to) -> {
          List<NopLink> route = new ArrayList<>();
          int at = from;
          while (at != to) {
            int next = at % k != to % k ? (at % k < to % k ? at + 1 : at - 1) : (at < to ? at + k : at - k);
            route.add(between.get(List.of(at, next)));
            at = next;
          }
          return Route.of(from, to, route);
        },
        chiplets,
        drams,
        interfaces,
        new PackageTerms(0, 0));
  }
}
