package dev.scar.report;

import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The package of a run as the page draws it.
 *
 * @param links as pairs of nodes
 * @param interfaces as pairs of a node and a DRAM
 */
record ReportPackage(
    String name,
    String title,
    String shape,
    List<Node> nodes,
    List<int[]> links,
    List<int[]> interfaces) {

  /** A node and its place; type and state of its chiplet, if it has one. */
  private record Node(double x, double y, @Nullable String type, @Nullable Boolean enabled) {}

  /** The package, and what of it carried something. */
  static Map<String, ?> of(RunReport run) {
    return Map.of(
        "package", of(run.plan().chipletPackage()),
        "resources", run.resources().stream().filter(row -> row.bytes() > 0).toList());
  }

  private static ReportPackage of(ChipletPackage chipletPackage) {
    List<PackageLayout.Point> points = PackageLayout.of(chipletPackage.nop()).points();
    List<Node> nodes = new ArrayList<>();
    for (int node = 0; node < points.size(); node++) {
      Chiplet chiplet = chipletPackage.chipletAt(node).orElse(null);
      nodes.add(
          new Node(
              points.get(node).x(),
              points.get(node).y(),
              chiplet == null ? null : chiplet.type().name(),
              chiplet == null ? null : chiplet.enabled()));
    }
    return new ReportPackage(
        chipletPackage.name(),
        chipletPackage.title(),
        chipletPackage.nop().shape(),
        nodes,
        chipletPackage.nop().links().stream().map(l -> new int[] {l.from(), l.to()}).toList(),
        chipletPackage.dramInterfaces().stream().map(i -> new int[] {i.node(), i.dram()}).toList());
  }
}
