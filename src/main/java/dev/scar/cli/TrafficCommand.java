package dev.scar.cli;

import dev.scar.files.CsvFileReader;
import dev.scar.files.CsvRow;
import dev.scar.files.CsvTable;
import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.files.InputProblems;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.LinkSpec;
import dev.scar.hardware.NopGraph;
import dev.scar.hardware.NopGraphs;
import dev.scar.hardware.RouteTableReader;
import dev.scar.hardware.Routing;
import dev.scar.hardware.RoutingException;
import dev.scar.hardware.Routings;
import dev.scar.replay.ActorEngine;
import dev.scar.replay.RoundForm;
import dev.scar.report.TextTable;
import dev.scar.sim.Engine;
import dev.scar.sim.LoopEngine;
import dev.scar.traffic.Traffic;
import dev.scar.traffic.TrafficPattern;
import dev.scar.traffic.TrafficResult;
import dev.scar.traffic.TrafficSettings;
import dev.scar.traffic.TrafficWriter;
import dev.scar.units.Bandwidth;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scar traffic}: synthetic traffic on a network, as a NoC simulator. */
@Command(
    name = "traffic",
    mixinStandardHelpOptions = true,
    description =
        "Runs synthetic traffic over a network and prints latency against load. Time is in cycles, one flit a cycle on every link; "
            + "loads are in flits per node and cycle.",
    footer = {
      "",
      "Example: scar traffic --topology mesh:6x6 --pattern uniform --load 0.1,0.2,0.4 --packet-flits 8 --format csv"
    })
final class TrafficCommand implements Callable<Integer> {
  private static final String PERMUTATION = "permutation:";
  private static final int MOST_FLITS = 1_000_000;
  private static final long MOST_CYCLES = 1_000_000_000_000L;
  private static final TrafficSettings DEFAULT = TrafficSettings.DEFAULT;
  private static final int ROUND_CYCLES = 2048;

  /** How results are printed. */
  enum Format {
    TABLE,
    CSV,
    JSON
  }

  @Option(
      names = "--topology",
      paramLabel = "TOPOLOGY",
      required = true,
      description =
          "A shape with its size (mesh:6x6, torus:4x4, triangular:4x4, ring:8, hexamesh:2, cmesh:4x4x4), a package by name, or a file.")
  String topology = "";

  @Option(
      names = "--routing",
      paramLabel = "xy|shortest-path|up-down",
      description =
          "Routing (default: a file's own; xy for mesh, torus and ring; else shortest-path).")
  @Nullable String routing;

  @Option(
      names = "--routes",
      paramLabel = "FILE.csv",
      description = "Explicit routes for every pair of nodes: columns src, dst, path (0-1-4).")
  @Nullable Path routes;

  @Option(
      names = "--pattern",
      paramLabel = "PATTERN",
      description =
          "uniform, transpose, bitcomp, tornado, neighbor, hotspot:a,b or permutation:FILE (CSV src,dst) (default: ${DEFAULT-VALUE}).")
  String pattern = "uniform";

  @Option(
      names = "--load",
      paramLabel = "X",
      split = ",",
      description = "Offered loads, above 0 and at most 1.")
  List<Double> loads = new ArrayList<>();

  @Range(least = 1, most = MOST_FLITS)
  @Option(
      names = "--packet-flits",
      paramLabel = "N",
      description = "Flits of every packet (default: ${DEFAULT-VALUE}).")
  int packetFlits = DEFAULT.packetFlits();

  @Range(least = 0, most = MOST_CYCLES)
  @Option(
      names = "--warmup",
      paramLabel = "CYCLES",
      description = "Cycles before measuring (default: ${DEFAULT-VALUE}).")
  long warmup = DEFAULT.warmup();

  @Range(least = 1, most = MOST_CYCLES)
  @Option(
      names = "--measure",
      paramLabel = "CYCLES",
      description =
          "Cycles in which packets created are measured; they are followed to their arrival (default: ${DEFAULT-VALUE}).")
  long measure = DEFAULT.measure();

  @Range(least = 1, most = MOST_FLITS)
  @Option(
      names = "--hop-cycles",
      paramLabel = "N",
      description =
          "From being granted a link to competing for the next (default: ${DEFAULT-VALUE}).")
  int hopCycles = DEFAULT.hopCycles();

  @Range(least = 1, most = MOST_FLITS)
  @Option(
      names = "--inject-cycles",
      paramLabel = "N",
      description =
          "From entering the injection port to competing for the first link (default: ${DEFAULT-VALUE}).")
  int injectCycles = DEFAULT.injectCycles();

  @Range(least = 0, most = MOST_FLITS)
  @Option(
      names = "--eject-cycles",
      paramLabel = "N",
      description = "From being granted the ejection port to arriving (default: ${DEFAULT-VALUE}).")
  int ejectCycles = DEFAULT.ejectCycles();

  @Option(
      names = "--saturation",
      description = "Search the largest stable load, to 0.005, instead of running loads.")
  boolean saturation;

  @Option(
      names = "--completion",
      paramLabel = "FILE.csv",
      description =
          "Instead of running loads, send a fixed set of packets (columns src, dst, packets), all created at cycle 0.")
  @Nullable Path completion;

  @Option(
      names = "--engine",
      paramLabel = "actors|loop",
      description = "Both give the same results (default: ${DEFAULT-VALUE}).")
  ReplaySettings.Engine engine = ReplaySettings.Engine.ACTORS;

  @Range(least = 1, most = CommonOptions.MOST_THREADS)
  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads of the actors; results do not depend on it (default: ${DEFAULT-VALUE}).")
  int threads = 1;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of the sources (default: ${DEFAULT-VALUE}).")
  long seed = DEFAULT.seed();

  @Option(
      names = "--format",
      paramLabel = "table|csv|json",
      description = "What is printed (default: ${DEFAULT-VALUE}).")
  Format format = Format.TABLE;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    TrafficSettings settings = settings();
    Wiring network = network();
    Traffic traffic = new Traffic(network.graph(), network.routing(), engine());
    if (completion != null) {
      complete(traffic, settings, completion, out);
      return 0;
    }
    TrafficPattern where = pattern(network.graph());
    double bound = traffic.linkBound(where);
    List<TrafficResult> results = new ArrayList<>();
    if (saturation) {
      Optional<TrafficResult> best = traffic.saturation(where, settings);
      if (best.isEmpty()) {
        throw refused("--saturation", topology, "is not stable at any load of at least 0.005");
      }
      saturated(best.get(), bound, out);
      return 0;
    }
    Progress progress = new Progress(spec.commandLine().getErr(), false);
    for (double load : checkedLoads()) {
      progress.show("traffic: load " + load);
      results.add(traffic.run(where, load, settings));
    }
    progress.clear();
    switch (format) {
      case CSV -> out.print(TrafficWriter.csv(results));
      case JSON -> out.print(TrafficWriter.json(topology, where, bound, settings, results));
      case TABLE -> out.print(table(results, bound));
    }
    out.flush();
    return 0;
  }

  private Engine engine() {
    return engine == ReplaySettings.Engine.LOOP
        ? new LoopEngine()
        : new ActorEngine(threads, RoundForm.LONG, ROUND_CYCLES * TrafficSettings.CYCLE_PS);
  }

  private TrafficSettings settings() {
    return new TrafficSettings(
        packetFlits, warmup, measure, hopCycles, injectCycles, ejectCycles, seed);
  }

  private List<Double> checkedLoads() {
    if (loads.isEmpty()) {
      throw refused("--load", "", "is missing; write for example --load 0.1,0.2");
    }
    for (double load : loads) {
      if (!(load > 0 && load <= 1)) {
        throw refused("--load", String.valueOf(load), "must be above 0 and at most 1");
      }
    }
    return loads;
  }

  /** A network without what a package has besides. */
  private record Wiring(NopGraph graph, Routing routing) {}

  private Wiring network() {
    NopGraph graph;
    Routing own;
    if (topology.matches("[a-z-]+:[0-9].*")) {
      LinkSpec link =
          new LinkSpec(Bandwidth.ofBytesPerSecond(1_000_000_000), TrafficSettings.CYCLE_PS);
      try {
        graph = NopGraphs.sized(topology, link);
        String shape = topology.substring(0, topology.indexOf(':'));
        boolean lattice = List.of(NopGraphs.MESH, NopGraphs.TORUS, NopGraphs.RING).contains(shape);
        own = algorithm(lattice ? "xy" : "shortest-path", graph);
      } catch (IllegalArgumentException e) {
        throw refused("--topology", topology, e.getMessage() == null ? "" : e.getMessage());
      }
    } else {
      ChipletPackage read = Home.inputs().topology(topology);
      graph = read.nop();
      own = read.routing();
    }
    if (routes != null) {
      return new Wiring(graph, RouteTableReader.read(InputFile.of(routes), graph));
    }
    return new Wiring(graph, routing == null ? own : algorithm(routing, graph));
  }

  private Routing algorithm(String name, NopGraph graph) {
    try {
      return Routings.named(name)
          .orElseThrow(
              () ->
                  refused(
                      "--routing", name, "is not one of " + String.join(", ", Routings.names())))
          .on(graph);
    } catch (RoutingException e) {
      throw refused("--routing", name, "does not fit " + topology + ": " + e.reason());
    }
  }

  private TrafficPattern pattern(NopGraph graph) {
    if (pattern.startsWith(PERMUTATION)) {
      Map<Integer, Integer> targets = new TreeMap<>();
      InputProblems problems = new InputProblems();
      InputFile file = InputFile.of(Path.of(pattern.substring(PERMUTATION.length())));
      CsvTable table = table(file, problems, List.of("src", "dst"));
      for (CsvRow row : table.rows()) {
        int source = (int) row.whole("src", 0, graph.nodeCount() - 1L);
        int target = (int) row.whole("dst", 0, graph.nodeCount() - 1L);
        if (row.isSound() && targets.put(source, target) != null) {
          row.problem("src", "has a destination already", "Write every source once.");
        }
      }
      problems.throwIfAny();
      return TrafficPattern.permutation(pattern, targets, graph.nodeCount());
    }
    try {
      return TrafficPattern.named(pattern, graph.nodeCount(), graph.rows(), graph.columns());
    } catch (IllegalArgumentException e) {
      throw new InputException(
          new InputProblem(
              "--pattern", "", "", e.getMessage() == null ? "is wrong" : e.getMessage(), ""));
    }
  }

  private static CsvTable table(InputFile file, InputProblems problems, List<String> columns) {
    CsvTable table = CsvFileReader.read(file, problems);
    for (String column : columns) {
      if (!table.columns().contains(column)) {
        problems.add(new InputProblem(file.shown(), "line 1", "", "has no column " + column, ""));
      }
    }
    problems.throwIfAny();
    return table;
  }

  private void complete(Traffic traffic, TrafficSettings settings, Path path, PrintWriter out) {
    InputProblems problems = new InputProblems();
    CsvTable table = table(InputFile.of(path), problems, List.of("src", "dst", "packets"));
    List<Traffic.Batch> batches = new ArrayList<>();
    long packets = 0;
    for (CsvRow row : table.rows()) {
      int source = (int) row.whole("src", 0, traffic.nodes() - 1L);
      int target = (int) row.whole("dst", 0, traffic.nodes() - 1L);
      long count = row.whole("packets", 0, 1_000_000_000);
      if (row.isSound()) {
        batches.add(new Traffic.Batch(source, target, count));
        packets += count;
      }
    }
    problems.throwIfAny();
    long cycles = traffic.completion(batches, settings);
    switch (format) {
      case CSV ->
          out.printf(
              "packets,packet_flits,completion_cycles%n%d,%d,%d%n", packets, packetFlits, cycles);
      case JSON ->
          out.printf(
              "{\"packets\": %d, \"packet_flits\": %d, \"completion_cycles\": %d}%n",
              packets, packetFlits, cycles);
      case TABLE -> out.printf("  %,d packets complete in %,d cycles%n", packets, cycles);
    }
    out.flush();
  }

  private void saturated(TrafficResult best, double bound, PrintWriter out) {
    String row =
        String.format(
            Locale.ROOT,
            "%s,%.5f,%.5f,%.4f",
            best.offeredLoad(),
            best.acceptedLoad(),
            bound,
            best.avgPacketLatency());
    switch (format) {
      case CSV ->
          out.printf("saturation_load,accepted_load,link_bound_load,avg_packet_latency%n%s%n", row);
      case JSON ->
          out.printf(
              Locale.ROOT,
              "{\"saturation_load\": %s, \"accepted_load\": %.5f, \"link_bound_load\": %.5f, \"avg_packet_latency\": %.4f}%n",
              best.offeredLoad(),
              best.acceptedLoad(),
              bound,
              best.avgPacketLatency());
      case TABLE ->
          out.printf(
              Locale.ROOT,
              "  stable up to a load of %.3f, mean latency there %.1f cycles; links and ports bound it at %.4f%n",
              best.offeredLoad(),
              best.avgPacketLatency(),
              bound);
    }
    out.flush();
  }

  private static String table(List<TrafficResult> results, double bound) {
    TextTable table =
        new TextTable(
            ">load",
            ">of bound",
            ">accepted",
            ">mean latency",
            ">±95 %",
            ">network",
            ">p50",
            ">p99",
            ">p99.9",
            ">hops",
            ">packets");
    for (TrafficResult r : results) {
      String load = String.format(Locale.ROOT, "%.4f", r.offeredLoad());
      String share = String.format(Locale.ROOT, "%.0f %%", 100 * r.offeredLoad() / bound);
      String accepted = String.format(Locale.ROOT, "%.4f", r.acceptedLoad());
      if (r.stable()) {
        table.row(
            load,
            share,
            accepted,
            String.format(Locale.ROOT, "%.2f", r.avgPacketLatency()),
            String.format(Locale.ROOT, "%.2f", r.ci95()),
            String.format(Locale.ROOT, "%.2f", r.avgNetworkLatency()),
            r.p50(),
            r.p99(),
            r.p999(),
            String.format(Locale.ROOT, "%.3f", r.avgHops()),
            r.packets());
      } else {
        table.row(load, share, accepted, "unstable", "", "", "", "", "", "", r.packets());
      }
    }
    return table
        + String.format(
            Locale.ROOT,
            "  links and ports bound the load at %.4f flits per node and cycle%n",
            bound);
  }

  private static InputException refused(String option, String value, String why) {
    return new InputException(new InputProblem(option, "", value, why, ""));
  }
}
