package dev.scar.sim;

import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.NopLink;
import dev.scar.hardware.Route;
import dev.scar.hardware.Routing;
import dev.scar.plan.Path;
import dev.scar.plan.Resource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which virtual channels a packet may take ({@link Routing#channelsOf}); worked out once for each
 * path. For several threads.
 */
final class VirtualChannels {
  private final ChipletPackage chipletPackage;
  private final int vcs;
  private final long all;
  private final Map<Path, long[]> known = new ConcurrentHashMap<>();

  VirtualChannels(ChipletPackage chipletPackage, int vcs) {
    this.chipletPackage = chipletPackage;
    this.vcs = vcs;
    this.all = (1L << vcs) - 1;
  }

  /** Those of the resource at this position of a path, as bits. */
  long allowed(Path path, int position) {
    return chipletPackage.routing().virtualChannels() == 1
        ? all
        : known.computeIfAbsent(path, this::along)[position];
  }

  private long[] along(Path path) {
    long[] allowed = new long[path.length()];
    Arrays.fill(allowed, all);
    List<NopLink> links =
        path.resources().stream()
            .filter(resource -> resource.kind() == Resource.Kind.LINK)
            .map(resource -> chipletPackage.nop().links().get(resource.index()))
            .toList();
    if (!links.isEmpty()) {
      Routing routing = chipletPackage.routing();
      Route route = routing.route(links.get(0).from(), links.get(links.size() - 1).to());
      for (int hop = 0; hop < links.size(); hop++) {
        allowed[hop + 1] = routing.channelsOf(route.virtualChannel(hop), vcs);
      }
    }
    return allowed;
  }
}
