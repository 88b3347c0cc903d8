package dev.scar.sim;

import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.NopLink;
import dev.scar.plan.Flow;
import dev.scar.plan.Path;
import dev.scar.plan.Resource;
import dev.scar.plan.Resources;
import dev.scar.trace.LogDetail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The network of a package with a packet source on every chiplet in place of the chiplet: synthetic
 * traffic on the same links and ports as a replay.
 *
 * <p>All packets have the same size. Nothing feeds back from arrivals to sources.
 */
public final class OpenLoop {
  private static final long MOST_PACKETS = 1L << 46;

  private final Network network;
  private final Resources resources;
  private final Timing timing;
  private final long packetBytes;
  private final List<Component> components;

  /**
   * When heads get on.
   *
   * @param injectPs from entering the injection port to competing for the first link or ejection
   *     port
   * @param hopPs from being granted a link to competing for the next one; above 0
   */
  public record Timing(long injectPs, long hopPs) {
    public Timing {
      if (injectPs < 1 || hopPs < 1) {
        throw new IllegalArgumentException("a hop and an injection take at least a picosecond");
      }
    }
  }

  /**
   * A network at time 0.
   *
   * @param sources by node
   * @param sinks by node
   */
  public OpenLoop(
      ChipletPackage chipletPackage,
      Timing timing,
      long packetBytes,
      IntFunction<PacketSource> sources,
      IntFunction<PacketSink> sinks,
      LogDetail detail) {
    this.resources = new Resources(chipletPackage);
    this.network = new Network(chipletPackage, resources, packetBytes, detail);
    this.timing = timing;
    this.packetBytes = packetBytes;
    List<Component> all = new ArrayList<>(network.components().subList(0, network.firstChiplet()));
    List<Chiplet> chiplets = chipletPackage.chiplets();
    for (int c = 0; c < chiplets.size(); c++) {
      int node = chiplets.get(c).node();
      int ordinal = network.firstChiplet() + c;
      ((ServerModel) all.get(network.firstEjection() + c)).sink(sinks.apply(node));
      all.add(
          new SourceModel(
              ordinal,
              sources.apply(node),
              chiplets.get(c).injection().transferPs(packetBytes),
              target -> flow(node, target, ordinal)));
    }
    this.components = List.copyOf(all);
  }

  private Transfer flow(int source, int target, int ordinal) {
    Path path = path(source, target);
    Flow endless = new Flow(0, Flow.Kind.SEND, 0, 0, -1, path, packetBytes, 0, false);
    FlowProgram program =
        new FlowProgram(0, endless, network.compile(path, source), ordinal, -1, -1, List.of());
    return new Transfer(program, 0, Math.multiplyExact(packetBytes, MOST_PACKETS), 0);
  }

  private Path path(int source, int target) {
    List<Resource> passed = new ArrayList<>(List.of(resources.injection(source)));
    List<Long> latencies = new ArrayList<>(List.of(0L));
    for (NopLink link : network.chipletPackage().routing().route(source, target).links()) {
      passed.add(resources.link(link.ordinal()));
      latencies.add(latencies.size() == 1 ? timing.injectPs() : timing.hopPs());
    }
    passed.add(resources.ejection(target));
    latencies.add(latencies.size() == 1 ? timing.injectPs() : timing.hopPs());
    return Path.of(passed, latencies);
  }

  /** Links, DRAMs, ejection ports, sources, by ordinal. */
  public List<Component> components() {
    return components;
  }

  /** The smallest delay between components. */
  public long smallestDelayPs() {
    return Math.min(timing.injectPs(), timing.hopPs());
  }

  /**
   * Sources; then links by depth in the graph of consecutive links on the routes between all nodes,
   * if that has no cycle; then ejection ports. Empty if it has a cycle. <b>Cost:</b> O(nodes² ·
   * hops).
   */
  public Optional<List<int[]>> longPhases() {
    List<Integer> nodes = network.chipletPackage().chiplets().stream().map(Chiplet::node).toList();
    Iterable<Path> paths =
        () -> nodes.stream().flatMap(from -> nodes.stream().map(to -> path(from, to))).iterator();
    return new Lookahead(network).longPhasesOf(paths).map(OpenLoop::sourcesFirst);
  }

  /** Sources, links, ejection ports; valid for any routes. */
  public List<int[]> shortPhases() {
    return sourcesFirst(new Lookahead(network).shortPhases());
  }

  private static List<int[]> sourcesFirst(List<int[]> phases) {
    List<int[]> moved = new ArrayList<>(List.of(phases.get(phases.size() - 1)));
    moved.addAll(phases.subList(0, phases.size() - 1));
    return moved;
  }

  /** Time each link has been busy, by link ordinal. */
  public List<ResourceAudit> linkAudits() {
    return components.subList(0, network.chipletPackage().nop().links().size()).stream()
        .map(component -> ((ServerModel) component).audit())
        .toList();
  }
}
