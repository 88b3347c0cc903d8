package dev.scar.report;

import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.DramInterface;
import dev.scar.hardware.NopLink;
import dev.scar.plan.Resource;
import dev.scar.sim.ResourceUse;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a link, DRAM or port did in a run.
 *
 * @param index a link's or DRAM's number, or a port's node
 * @param nodes where it is: the ends of a link, the interfaces of a DRAM, the node of a port
 * @param transferWaitPs what remains of the waits of transfers here, summed over the transfers
 */
public record ResourceRow(
    int ordinal,
    String name,
    Resource.Kind kind,
    int index,
    List<Integer> nodes,
    long bytesPerSecond,
    long bytes,
    long busyPs,
    double utilisation,
    BigInteger transferWaitPs) {
  public ResourceRow {
    nodes = List.copyOf(nodes);
  }

  static List<ResourceRow> of(RunReport run) {
    return run.replay().resources().stream().map(use -> of(run, use)).toList();
  }

  private static ResourceRow of(RunReport run, ResourceUse use) {
    Resource resource = use.resource();
    return new ResourceRow(
        resource.ordinal(),
        resource.name(),
        resource.kind(),
        resource.index(),
        nodes(run.plan().chipletPackage(), resource),
        resource.bandwidth().bytesPerSecond(),
        use.bytes(),
        use.busyPs(),
        run.share(use.busyPs()),
        run.delays().waitedAt(resource));
  }

  private static List<Integer> nodes(ChipletPackage chipletPackage, Resource resource) {
    return switch (resource.kind()) {
      case LINK -> {
        NopLink link = chipletPackage.nop().links().get(resource.index());
        yield List.of(link.from(), link.to());
      }
      case DRAM -> dramNodes(chipletPackage, resource.index());
      case INJECTION, EJECTION -> List.of(resource.index());
    };
  }

  /** The nodes where a DRAM can be reached. */
  static List<Integer> dramNodes(ChipletPackage chipletPackage, int dram) {
    return chipletPackage.dramInterfaces().stream()
        .filter(one -> one.dram() == dram)
        .map(DramInterface::node)
        .toList();
  }

  /** The name, and of a DRAM where it is. */
  String place() {
    return kind == Resource.Kind.DRAM ? name + atNodes(nodes) : name;
  }

  /** {@code " at node 3"}, {@code " at nodes 0, 2"}. */
  static String atNodes(List<Integer> nodes) {
    return nodes.stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", ", nodes.size() == 1 ? " at node " : " at nodes ", ""));
  }
}
