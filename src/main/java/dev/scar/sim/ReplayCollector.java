package dev.scar.sim;

import dev.scar.plan.Resource;
import dev.scar.trace.ServiceBins;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Puts the result of a replay together from the components; the same for every engine. */
public final class ReplayCollector {
  private static final int SIGNIFICANT_DIGITS = 3;

  private ReplayCollector() {}

  /** The result; the components must be at rest. */
  public static ReplayResult collect(
      Simulation simulation, long packetBytes, List<WindowReplay> windows) {
    List<Resource> resources = simulation.network().resources().all();
    ResourceUse[] uses = new ResourceUse[resources.size()];
    SortedMap<Integer, ServiceBins> service = new TreeMap<>();
    Histogram latency = new Histogram(SIGNIFICANT_DIGITS);
    long events = 0;
    for (Component component : simulation.network().components()) {
      if (component instanceof ServerModel server) {
        ResourceAudit audit = server.audit();
        Resource resource = resources.get(server.resource());
        uses[resource.ordinal()] =
            new ResourceUse(
                resource,
                audit.packets(),
                audit.bytes(),
                audit.busyPs(),
                audit.waitingPs(),
                audit.overlaps(),
                audit.idleWhileWaiting());
        server.bins().ifPresent(bins -> service.put(server.ordinal(), bins));
        server.addPacketLatencyPs(latency);
        events += audit.packets();
      }
    }
    injectionPorts(resources, windows, uses);
    long end = windows.stream().mapToLong(WindowReplay::endPs).max().orElse(0);
    service.values().forEach(bins -> bins.finish(end));
    return new ReplayResult(
        simulation.plan(), packetBytes, windows, List.of(uses), service, latency, events);
  }

  private static void injectionPorts(
      List<Resource> resources, List<WindowReplay> windows, ResourceUse[] uses) {
    long[] busy = new long[uses.length];
    long[] bytes = new long[uses.length];
    for (WindowReplay window : windows) {
      for (StageRun run : window.stages()) {
        int port = portOf(resources, run.program().stage().chiplet());
        busy[port] += run.injectionBusyPs();
        bytes[port] += run.injectedBytes();
      }
    }
    List<ResourceUse> ports = new ArrayList<>();
    for (Resource resource : resources) {
      if (resource.kind() == Resource.Kind.INJECTION) {
        int at = resource.ordinal();
        ports.add(new ResourceUse(resource, 0, bytes[at], busy[at], 0, 0, 0));
      }
    }
    ports.forEach(use -> uses[use.resource().ordinal()] = use);
  }

  private static int portOf(List<Resource> resources, int node) {
    for (Resource resource : resources) {
      if (resource.kind() == Resource.Kind.INJECTION && resource.index() == node) {
        return resource.ordinal();
      }
    }
    throw new IllegalArgumentException("no injection port at node " + node);
  }
}
