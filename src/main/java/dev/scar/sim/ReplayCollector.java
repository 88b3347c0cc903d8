package dev.scar.sim;

import dev.scar.plan.Plan;
import dev.scar.plan.Resource;
import dev.scar.plan.Resources;
import dev.scar.trace.ServiceBins;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts the result of a replay together from the components; the same for every engine. */
public final class ReplayCollector {
  private final Map<Resource, ResourceUse> uses =
      new TreeMap<>(Comparator.comparingInt(Resource::ordinal));
  private final SortedMap<Integer, ServiceBins> service = new TreeMap<>();
  private final List<PacketLatencies> latencies = new ArrayList<>();

  ReplayCollector(Components components) {
    components.all().forEach(component -> component.collect(this));
  }

  /** What a resource did. */
  public void use(ResourceUse use) {
    uses.put(use.resource(), use);
  }

  /** What a component did over time. */
  public void service(int component, ServiceBins bins) {
    service.put(component, bins);
  }

  /** Latencies of packets that ended at a component. */
  void packetLatencies(PacketLatencies ended) {
    if (!ended.isEmpty()) {
      latencies.add(ended);
    }
  }

  /** By resource ordinal. */
  List<ResourceUse> uses() {
    return List.copyOf(uses.values());
  }

  /** Packets served, in all. */
  long linkEvents() {
    return uses.values().stream().mapToLong(ResourceUse::packets).sum();
  }

  ReplayResult result(Plan plan, ReplayOptions options, List<WindowReplay> windows) {
    long events = linkEvents();
    injectionPorts(plan.resources(), windows);
    long end = windows.stream().mapToLong(WindowReplay::endPs).max().orElse(0);
    service.values().forEach(bins -> bins.finish(end));
    return new ReplayResult(
        plan,
        options.packetBytes(),
        windows,
        uses(),
        service,
        latencies,
        events,
        options.flowControl());
  }

  /** Ports that are no components: what their chiplets sent through them. */
  private void injectionPorts(Resources resources, List<WindowReplay> windows) {
    for (Resource resource : resources.all()) {
      if (resource.kind() == Resource.Kind.INJECTION && !uses.containsKey(resource)) {
        long busy = 0;
        long bytes = 0;
        for (WindowReplay window : windows) {
          for (StageRun run : window.stages()) {
            if (run.program().stage().chiplet() == resource.index()) {
              busy = Math.addExact(busy, run.injectionBusyPs());
              bytes = Math.addExact(bytes, run.injectedBytes());
            }
          }
        }
        use(new ResourceUse(resource, 0, bytes, busy, 0, 0));
      }
    }
  }
}
