package dev.scar.sim;

import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.NopLink;
import dev.scar.hardware.Route;
import dev.scar.hardware.Routing;
import dev.scar.plan.Path;
import dev.scar.plan.Resource;
import java.util.List;

/**
 * Which virtual channels a packet may take: class c of C that routes name owns the channels c·V/C
 * to (c+1)·V/C − 1.
 */
final class VirtualChannels {
  private final ChipletPackage chipletPackage;
  private final int vcs;
  private final int classes;

  VirtualChannels(ChipletPackage chipletPackage, int vcs) {
    this.chipletPackage = chipletPackage;
    this.vcs = vcs;
    this.classes = chipletPackage.routing().virtualChannels();
  }

  /** Those of the resource at this position of a path, as bits. */
  long allowed(Path path, int position) {
    long all = (1L << vcs) - 1;
    if (classes == 1 || path.resources().get(position).kind() != Resource.Kind.LINK) {
      return all;
    }
    int c = classOf(path, position);
    return (1L << (c + 1) * vcs / classes) - (1L << c * vcs / classes);
  }

  private int classOf(Path path, int position) {
    List<NopLink> links =
        path.resources().stream()
            .filter(resource -> resource.kind() == Resource.Kind.LINK)
            .map(resource -> chipletPackage.nop().links().get(resource.index()))
            .toList();
    Routing routing = chipletPackage.routing();
    Route route = routing.route(links.get(0).from(), links.get(links.size() - 1).to());
    return route.virtualChannel(position - 1);
  }
}
