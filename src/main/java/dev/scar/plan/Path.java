package dev.scar.plan;

import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.DramInterface;
import dev.scar.hardware.NopLink;
import dev.scar.units.Bandwidth;
import java.util.ArrayList;
import java.util.List;

/**
 * The resources a transfer passes, in order, and the latency charged on the way into each.
 *
 * <p>Send: injection port, links, ejection port. Load: DRAM, links, ejection port. Store: injection
 * port, links, DRAM ({@code replay-rules.md#rule-3}). The latency into a link is its hop latency,
 * into an ejection port 0, into a DRAM its access latency; into an injection port 0.
 */
public final class Path {
  private final List<Resource> resources;
  private final long[] latencyIntoPs;
  private final long latencyPs;
  private final int hops;
  private final Bandwidth slowest;

  private Path(List<Resource> resources, List<Long> latencies, int hops) {
    this.resources = List.copyOf(resources);
    this.latencyIntoPs = latencies.stream().mapToLong(Long::longValue).toArray();
    this.latencyPs = latencies.stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
    this.hops = hops;
    this.slowest =
        resources.stream().map(Resource::bandwidth).min(Bandwidth::compareTo).orElseThrow();
  }

  /** From one chiplet to another. */
  public static Path send(ChipletPackage chipletPackage, Resources resources, int from, int to) {
    Builder builder = new Builder();
    builder.add(resources.injection(from), 0);
    builder.links(resources, chipletPackage.routing().route(from, to).links());
    builder.add(resources.ejection(to), 0);
    return builder.build();
  }

  /** From the chiplet's nearest DRAM interface to the chiplet. */
  public static Path load(ChipletPackage chipletPackage, Resources resources, int to) {
    DramInterface source = chipletPackage.nearestDram(to);
    Builder builder = new Builder();
    builder.add(
        resources.dram(source.dram()), chipletPackage.drams().get(source.dram()).latencyPs());
    builder.links(resources, chipletPackage.routing().route(source.node(), to).links());
    builder.add(resources.ejection(to), 0);
    return builder.build();
  }

  /** From the chiplet to its nearest DRAM interface. */
  public static Path store(ChipletPackage chipletPackage, Resources resources, int from) {
    DramInterface target = chipletPackage.nearestDram(from);
    Builder builder = new Builder();
    builder.add(resources.injection(from), 0);
    builder.links(resources, chipletPackage.routing().route(from, target.node()).links());
    builder.add(
        resources.dram(target.dram()), chipletPackage.drams().get(target.dram()).latencyPs());
    return builder.build();
  }

  /**
   * Any path.
   *
   * @param latenciesPs charged on the way into each resource
   */
  public static Path of(List<Resource> resources, List<Long> latenciesPs) {
    if (resources.size() != latenciesPs.size()) {
      throw new IllegalArgumentException("one latency per resource");
    }
    return new Path(resources, latenciesPs, hops(resources));
  }

  /** How many of these are links. */
  static int hops(List<Resource> resources) {
    return (int) resources.stream().filter(r -> r.kind() == Resource.Kind.LINK).count();
  }

  /** How many resources it passes at its beginning as another path does. */
  public int shares(Path other) {
    int shared = 0;
    while (shared < Math.min(length(), other.length())
        && resources.get(shared).equals(other.resources.get(shared))) {
      shared++;
    }
    return shared;
  }

  /** How many links it passes at its beginning as another path does. */
  public int sharedHops(Path other) {
    return hops(resources.subList(0, shares(other)));
  }

  /** Resources in order. */
  public List<Resource> resources() {
    return resources;
  }

  public int length() {
    return resources.size();
  }

  /** Latency charged on the way into the resource at this position. */
  public long latencyIntoPs(int position) {
    return latencyIntoPs[position];
  }

  /** Sum of all latencies. */
  public long latencyPs() {
    return latencyPs;
  }

  /** NoP links passed. */
  public int hops() {
    return hops;
  }

  /** The smallest bandwidth on the way. */
  public Bandwidth slowest() {
    return slowest;
  }

  /**
   * Duration of an uncontended transfer: {@code T_min(S) + sum of latencies} ({@code
   * replay-rules.md#rule-5}); 0 for no bytes.
   */
  public long durationPs(long sizeBytes) {
    return sizeBytes == 0 ? 0 : Math.addExact(slowest.transferPs(sizeBytes), latencyPs);
  }

  private static final class Builder {
    private final List<Resource> resources = new ArrayList<>();
    private final List<Long> latencies = new ArrayList<>();
    private int hops;

    void add(Resource resource, long latencyPs) {
      resources.add(resource);
      latencies.add(latencyPs);
    }

    void links(Resources numbering, List<NopLink> links) {
      for (NopLink link : links) {
        add(numbering.link(link.ordinal()), link.latencyPs());
      }
      hops = links.size();
    }

    Path build() {
      return new Path(resources, latencies, hops);
    }
  }
}
