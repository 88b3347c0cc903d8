package dev.scar.cli;

import dev.scar.files.InputFile;
import dev.scar.files.OutputFile;
import dev.scar.report.TableFormat;
import dev.scar.traffic.PacketTrace;
import dev.scar.traffic.TraceResult;
import dev.scar.traffic.Traffic;
import dev.scar.traffic.TrafficFileReader;
import dev.scar.traffic.TrafficMix;
import dev.scar.traffic.TrafficNetwork;
import dev.scar.traffic.TrafficPattern;
import dev.scar.traffic.TrafficResult;
import dev.scar.traffic.TrafficSettings;
import dev.scar.traffic.Transport;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
  private static final int MOST_FLITS = PacketOptions.MOST_FLITS;
  private static final long MOST_CYCLES = 1_000_000_000_000L;
  private static final TrafficSettings DEFAULT = TrafficSettings.DEFAULT;
  private static final long LONGEST_PS = 1L << 61;

  @Mixin TrafficNetworkSettings where = new TrafficNetworkSettings();

  @Mixin RouterOptions flow = new RouterOptions();

  @Idle(beside = {"--completion", "--trace", "--saturation"})
  @Option(
      names = "--load",
      paramLabel = "X",
      split = ",",
      description = "Offered loads, above 0 and at most 1.")
  List<Double> loads = new ArrayList<>();

  @Mixin PacketOptions packets = new PacketOptions();

  @Range(least = 0, most = MOST_CYCLES)
  @Idle(beside = {"--completion", "--trace"})
  @Option(
      names = "--warmup",
      paramLabel = "CYCLES",
      description = "Cycles before measuring (default: ${DEFAULT-VALUE}).")
  long warmup = DEFAULT.warmup();

  @Range(least = 1, most = MOST_CYCLES)
  @Idle(beside = {"--completion", "--trace"})
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

  @Idle(beside = {"--completion", "--trace"})
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

  @Idle(beside = {"--completion", "--flow-control=infinite"})
  @Option(
      names = "--trace",
      paramLabel = "FILE.csv",
      description =
          "With --flow-control credit, instead of running loads, send the packets of a trace: columns cycle, src, dst, flits and, for those that follow another one, after: the number of a packet to src, from whose arrival on the cycle counts.")
  @Nullable Path trace;

  @Idle(beside = {"--completion", "--trace", "--saturation"})
  @Option(
      names = "--svg",
      paramLabel = "FILE.svg",
      description = "Also draws mean and 99 %% latency against load.")
  @Nullable Path svg;

  @Idle(without = "--svg")
  @Option(names = "--overwrite", description = "Replace FILE.svg.")
  boolean overwrite;

  @Idle(without = "--completion", beside = "--flow-control=infinite")
  @Range(least = 1, most = MOST_CYCLES)
  @Option(
      names = "--max-outstanding",
      paramLabel = "W",
      description =
          "With --flow-control credit and --completion: packets of a node that are under way at most; the next is created in the cycle after one has arrived.")
  @Nullable Long maxOutstanding;

  @Idle(beside = {"--completion", "--trace"})
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
        long sent = batches.stream().mapToLong(Traffic.Batch::packets).sum();
        long cycles =
            traffic(network, transport, progress, "packets")
                .completion(
                    batches, settings, maxOutstanding == null ? Long.MAX_VALUE : maxOutstanding);
        out.print(output.completion(sent, cycles));
      } else if (trace != null) {
        PacketTrace traced = TrafficFileReader.trace(InputFile.of(trace), network);
        TimeLeft left = new TimeLeft(System::nanoTime);
        TraceResult result =
            traced.run(
                network,
                flow.credit(network.chipletPackage()),
                settings,
                (done, of) -> progress.show("traffic: trace: " + left.text(done, of)));
        out.print(TraceOutput.text(format, where.topology, transport, result));
      } else {
        TrafficPattern targets = packets.pattern(network);
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
                              "is not stable at any load of at least 0.005, or has too few packets in the measured time"));
          out.print(output.saturation(traffic.unitLoad(targets, settings.mix()), best));
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
    if (svg != null) {
      OutputFile.check(svg, overwrite);
    }
    List<TrafficResult> results = new ArrayList<>();
    for (double load : checkedLoads(settings.mix())) {
      results.add(
          traffic(network, transport, progress, "load " + load).run(targets, load, settings));
    }
    if (svg != null) {
      byte[] picture =
          TrafficPicture.svg(where.topology + ", " + targets.name(), results)
              .getBytes(StandardCharsets.UTF_8);
      OutputFile.write(svg, overwrite, stream -> stream.write(picture));
    }
    return output.points(
        targets,
        traffic(network, transport, progress, "").unitLoad(targets, settings.mix()),
        results);
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
    return new TrafficSettings(
        packets.mix(completion != null), warmup, measure, hop, injectCycles, ejectCycles, seed);
  }

  private List<Double> checkedLoads(TrafficMix mix) {
    if (loads.isEmpty()) {
      throw Values.refused("--load", "", "is missing; write for example --load 0.1,0.2");
    }
    for (double load : loads) {
      if (!(load > 0 && load <= 1)) {
        throw Values.refused("--load", String.valueOf(load), "must be above 0 and at most 1");
      }
      if (load * mix.burstiness() > mix.meanFlits()) {
        throw Values.refused(
            "--burst",
            "",
            "leaves too little time for a load of "
                + load
                + ": it takes more than a packet a cycle");
      }
    }
    return loads;
  }
}
