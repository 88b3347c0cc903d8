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
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * The network of a package with a packet source on every chiplet in place of the chiplet: synthetic
 * traffic on the same links and ports as a replay.
 *
 * <p>Nothing feeds back from arrivals to sources.
 */
public final class OpenLoop implements World {
  private static final long MOST_PACKETS = 1L << 46;
  private static final int MOST_STREAMS = 1 << 16;
  private static final int FEWEST_STREAMS = 16;
  private static final double PS_PER_SECOND = 1e12;

  private final ChipletPackage chipletPackage;
  private final Resources resources;
  private final Components components;
  private final Timing timing;
  private final long flitBytes;
  private final IntFunction<PacketSink> sinks;
  private final Kept kept;

  /**
   * When heads get on.
   *
   * @param injectPs from entering the injection port to competing for the first link or ejection
   *     port
   * @param hopPs by link: from being granted it to competing for what comes next; above 0
   */
  public record Timing(long injectPs, List<Long> hopPs) {
    public Timing {
      hopPs = List.copyOf(hopPs);
      if (injectPs < 1 || hopPs.stream().anyMatch(hop -> hop < 1)) {
        throw new IllegalArgumentException("a hop and an injection take at least a picosecond");
      }
    }
  }

  /**
   * A network at time 0.
   *
   * @param flitBytes of a flit, whose multiples packets are
   * @param sources by node; their tags are below {@value SourceModel#MOST_TAGS}
   * @param sinks by node
   */
  public OpenLoop(
      ChipletPackage chipletPackage,
      FlowControl flowControl,
      Timing timing,
      long flitBytes,
      IntFunction<PacketSource> sources,
      IntFunction<PacketSink> sinks,
      LogDetail detail) {
    this.chipletPackage = chipletPackage;
    this.resources = new Resources(chipletPackage);
    this.timing = timing;
    this.flitBytes = flitBytes;
    this.sinks = sinks;
    boolean asked = detail != LogDetail.OFF || !flowControl.onlyForwards();
    this.kept = asked ? Kept.PROGRESS : Kept.NOTHING;
    this.components =
        new Components(
            resources.wiring(),
            flowControl,
            flitBytes,
            detail,
            (ordinal, chiplet) -> source(ordinal, chiplet, sources.apply(chiplet.node())));
  }

  private SourceModel source(int ordinal, Chiplet chiplet, PacketSource source) {
    return new SourceModel(
        ordinal,
        source,
        flits -> chiplet.injection().transferPs(flits * flitBytes),
        Math.max(FEWEST_STREAMS, MOST_STREAMS / chipletPackage.chiplets().size()),
        () -> flow(chiplet.node(), source, ordinal));
  }

  /** The endless transfer that holds the source's next packet and those like it. */
  private Transfer flow(int source, PacketSource next, int ordinal) {
    int target = next.target();
    int tag = next.tag();
    long packetBytes = next.flits() * flitBytes;
    Path path = path(source, target);
    Flow endless = new Flow(0, Flow.Kind.SEND, source, 0, -1, path, packetBytes, 0, false);
    FlowProgram program =
        new FlowProgram(
            0, endless, components.compile(path, source, packetBytes), ordinal, -1, -1, List.of());
    long endlessBytes = Math.multiplyExact(packetBytes, MOST_PACKETS);
    Transfer transfer = new Transfer(program, 0, endlessBytes, 0, kept);
    PacketSink sink = sinks.apply(target);
    int hops = path.hops();
    transfer.ending((born, end) -> sink.arrived(source, tag, born, end, hops));
    return transfer;
  }

  private Path path(int source, int target) {
    List<Resource> passed = new ArrayList<>(List.of(resources.injection(source)));
    List<Long> latencies = new ArrayList<>(List.of(0L, timing.injectPs()));
    for (NopLink link : chipletPackage.routing().route(source, target).links()) {
      passed.add(resources.link(link.ordinal()));
      latencies.add(timing.hopPs().get(link.ordinal()));
    }
    passed.add(resources.ejection(target));
    return Path.of(passed, latencies);
  }

  @Override
  public Components components() {
    return components;
  }

  @Override
  public long smallestDelayPs() {
    return timing.hopPs().stream().reduce(timing.injectPs(), Math::min);
  }

  @Override
  public boolean feedsBack() {
    return false;
  }

  /** Sources go by themselves. */
  @Override
  public boolean begin(Starter starter) {
    return false;
  }

  /** Two links at a time, between all chiplets. */
  @Override
  public void ways(Consumer<int[]> told) {
    List<Integer> nodes = chipletPackage.chiplets().stream().map(Chiplet::node).toList();
    chipletPackage
        .routing()
        .turns(nodes, (from, to) -> told.accept(new int[] {component(from), component(to)}));
  }

  private int component(NopLink link) {
    return components.componentOf(resources.link(link.ordinal()));
  }

  /**
   * Bytes that each link has carried until then, by its ordinal; nothing may be under way. What is
   * booked for later does not count: as much as the link carries until it is free, which is a
   * packet too much at most where slower links lead to this one.
   */
  public double[] carriedBytes(long nowPs) {
    List<NopLink> links = chipletPackage.nop().links();
    double[] carried = new double[links.size()];
    for (ResourceUse use : new ReplayCollector(components).uses()) {
      if (use.resource().kind() == Resource.Kind.LINK) {
        int link = use.resource().index();
        long freePs = components.all().get(components.componentOf(use.resource())).freePs();
        double bookedPs = Math.max(0, freePs - nowPs);
        double rate = links.get(link).bandwidth().bytesPerSecond();
        carried[link] = Math.max(0, use.bytes() - bookedPs * rate / PS_PER_SECOND);
      }
    }
    return carried;
  }

  /** Packets served by links, DRAMs and ports so far; nothing may be under way. */
  public long linkEvents() {
    return new ReplayCollector(components).linkEvents();
  }
}
