package dev.scar.cli;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.report.TableFormat;
import dev.scar.traffic.Traffic;
import dev.scar.traffic.TrafficFileReader;
import dev.scar.traffic.TrafficNetwork;
import dev.scar.traffic.TrafficPattern;
import dev.scar.traffic.TrafficResult;
import dev.scar.traffic.TrafficSettings;
import dev.scar.traffic.Transport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scar traffic}: synthetic traffic on a network, as a NoC simulator. */
@Command(
    name = "traffic",
    mixinStandardHelpOptions = true,
    description =
        "Runs synthetic traffic over a network and prints latency against load. Time is in cycles, loads are in flits per chiplet and cycle. "
            + "A shape's links carry one flit a cycle; those of a package keep their bandwidth and latency.",
    footer = {
      "",
      "Example: scar traffic --topology mesh:6x6 --pattern uniform --load 0.1,0.2,0.4 --packet-flits 8 --format csv"
    })
final class TrafficCommand implements Callable<Integer> {
  private static final String PERMUTATION = "permutation:";
  private static final String MATRIX = "matrix:";
  private static final int MOST_FLITS = 1_000_000;
  private static final long MOST_CYCLES = 1_000_000_000_000L;
  private static final TrafficSettings DEFAULT = TrafficSettings.DEFAULT;
  private static final long LONGEST_PS = 1L << 61;

  @Mixin TrafficNetworkSettings where = new TrafficNetworkSettings();

  @Mixin RouterOptions flow = new RouterOptions();

  @Idle(beside = "--completion")
  @Option(
      names = "--pattern",
      paramLabel = "PATTERN",
      description =
          "uniform, transpose, bitcomp, bitrev, shuffle, tornado, neighbor, randperm:SEED, hotspot:a,b (or a=3,b=1), permutation:FILE (CSV src,dst) or matrix:FILE (CSV src,dst,weight) (default: ${DEFAULT-VALUE}).")
  String pattern = "uniform";

  @Idle(beside = {"--completion", "--saturation"})
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
  @Idle(beside = "--completion")
  @Option(
      names = "--warmup",
      paramLabel = "CYCLES",
      description = "Cycles before measuring (default: ${DEFAULT-VALUE}).")
  long warmup = DEFAULT.warmup();

  @Range(least = 1, most = MOST_CYCLES)
  @Idle(beside = "--completion")
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
          "From being granted a link to competing for the next (default: 3 for a shape, each link's latency for a package).")
  @Nullable Integer hopCycles;

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

  @Idle(beside = "--completion")
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

  @Idle(without = "--completion", beside = "--flow-control=infinite")
  @Range(least = 1, most = MOST_CYCLES)
  @Option(
      names = "--max-outstanding",
      paramLabel = "W",
      description =
          "Packets of a node that are under way at most; the next is created in the cycle after one has arrived.")
  @Nullable Long maxOutstanding;

  @Idle(beside = "--completion")
  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of the sources (default: ${DEFAULT-VALUE}).")
  long seed = DEFAULT.seed();

  @Option(
      names = "--format",
      paramLabel = "table|csv|json",
      description = "What is printed (default: ${DEFAULT-VALUE}).")
  TableFormat format = TableFormat.TABLE;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    TrafficNetwork network = where.network();
    TrafficSettings settings = settings(network);
    Transport transport = flow.transport(network);
    flow.warning(network).ifPresent(spec.commandLine().getErr()::println);
    TrafficOutput output = new TrafficOutput(format, where.topology, network, settings, transport);
    try (Progress progress = new Progress(spec.commandLine().getErr(), false)) {
      if (completion != null) {
        List<Traffic.Batch> batches = TrafficFileReader.batches(InputFile.of(completion), network);
        long packets = batches.stream().mapToLong(Traffic.Batch::packets).sum();
        long cycles =
            traffic(network, transport, progress, "packets")
                .completion(
                    batches, settings, maxOutstanding == null ? Long.MAX_VALUE : maxOutstanding);
        out.print(output.completion(packets, cycles));
      } else {
        TrafficPattern targets = pattern(network);
        if (saturation) {
          Traffic traffic = traffic(network, transport, progress, "saturation");
          TrafficResult best =
              traffic
                  .saturation(targets, settings)
                  .orElseThrow(
                      () ->
                          Values.refused(
                              "--saturation",
                              where.topology,
                              "is not stable at any load of at least 0.005, or has no packet in the measured time"));
          out.print(output.saturation(traffic.unitLoad(targets), best));
        } else {
          out.print(points(network, transport, settings, output, targets, progress));
        }
      }
    }
    out.flush();
    return 0;
  }

  private String points(
      TrafficNetwork network,
      Transport transport,
      TrafficSettings settings,
      TrafficOutput output,
      TrafficPattern targets,
      Progress progress) {
    List<TrafficResult> results = new ArrayList<>();
    for (double load : checkedLoads()) {
      results.add(
          traffic(network, transport, progress, "load " + load).run(targets, load, settings));
    }
    return output.points(
        targets, traffic(network, transport, progress, "").unitLoad(targets), results);
  }

  private static Traffic traffic(
      TrafficNetwork network, Transport transport, Progress progress, String what) {
    TimeLeft left = new TimeLeft(System::nanoTime);
    return new Traffic(
        network,
        transport,
        (done, of) -> progress.show("traffic: " + what + ": " + left.text(done, of)));
  }

  private TrafficSettings settings(TrafficNetwork network) {
    int hop = hopCycles != null ? hopCycles : where.isShape() ? DEFAULT.hopCycles() : 0;
    long most = LONGEST_PS / network.cyclePs();
    if (warmup + measure > most) {
      throw Values.refused(
          "--measure",
          String.valueOf(measure),
          "and the warm-up must be at most " + most + " cycles of " + network.cyclePs() + " ps");
    }
    return new TrafficSettings(packetFlits, warmup, measure, hop, injectCycles, ejectCycles, seed);
  }

  private List<Double> checkedLoads() {
    if (loads.isEmpty()) {
      throw Values.refused("--load", "", "is missing; write for example --load 0.1,0.2");
    }
    for (double load : loads) {
      if (!(load > 0 && load <= 1)) {
        throw Values.refused("--load", String.valueOf(load), "must be above 0 and at most 1");
      }
    }
    return loads;
  }

  private TrafficPattern pattern(TrafficNetwork network) {
    if (pattern.startsWith(PERMUTATION)) {
      InputFile file = InputFile.of(Path.of(pattern.substring(PERMUTATION.length())));
      return TrafficFileReader.permutation(pattern, file, network);
    }
    if (pattern.startsWith(MATRIX)) {
      InputFile file = InputFile.of(Path.of(pattern.substring(MATRIX.length())));
      return TrafficFileReader.matrix(pattern, file, network);
    }
    try {
      return TrafficPattern.named(pattern, network);
    } catch (IllegalArgumentException e) {
      throw new InputException(
          new InputProblem(
              "--pattern", "", "", e.getMessage() == null ? "is wrong" : e.getMessage(), ""));
    }
  }
}
