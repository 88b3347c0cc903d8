package dev.scar.search;

import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.ChipletType;
import dev.scar.hardware.NopLink;
import dev.scar.plan.Path;
import dev.scar.plan.Resources;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A package as the search sees it: chiplets numbered 0, 1, … in the order of their nodes, their
 * types, who is next to whom, and the paths between them. Disabled chiplets do not appear.
 */
final class PackageView {
  private final ChipletPackage chipletPackage;
  private final Resources resources;
  private final List<Chiplet> chiplets;
  private final List<ChipletType> types;
  private final int[] typeOf;
  private final int[][] neighbours;
  private final AtomicReferenceArray<Path> sends;
  private final Path[] loads;
  private final Path[] stores;

  PackageView(ChipletPackage chipletPackage) {
    this.chipletPackage = chipletPackage;
    this.resources = new Resources(chipletPackage);
    this.chiplets = chipletPackage.chiplets();
    this.types = chiplets.stream().map(Chiplet::type).distinct().toList();
    int count = chiplets.size();
    this.typeOf = new int[count];
    this.loads = new Path[count];
    this.stores = new Path[count];
    this.sends = new AtomicReferenceArray<>(Math.multiplyExact(count, count));
    for (int c = 0; c < count; c++) {
      typeOf[c] = types.indexOf(chiplets.get(c).type());
      loads[c] = Path.load(chipletPackage, resources, node(c));
      stores[c] = Path.store(chipletPackage, resources, node(c));
    }
    this.neighbours = neighbours();
  }

  private int[][] neighbours() {
    int[] chipletAt = new int[chipletPackage.nop().nodeCount()];
    Arrays.fill(chipletAt, -1);
    for (int c = 0; c < chiplets.size(); c++) {
      chipletAt[node(c)] = c;
    }
    List<TreeSet<Integer>> adjacent = new ArrayList<>();
    chiplets.forEach(c -> adjacent.add(new TreeSet<>()));
    for (NopLink link : chipletPackage.nop().links()) {
      if (chipletAt[link.from()] >= 0 && chipletAt[link.to()] >= 0) {
        adjacent.get(chipletAt[link.from()]).add(chipletAt[link.to()]);
      }
    }
    return adjacent.stream()
        .map(set -> set.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  ChipletPackage chipletPackage() {
    return chipletPackage;
  }

  Resources resources() {
    return resources;
  }

  int chiplets() {
    return chiplets.size();
  }

  int node(int chiplet) {
    return chiplets.get(chiplet).node();
  }

  List<ChipletType> types() {
    return types;
  }

  int typeOf(int chiplet) {
    return typeOf[chiplet];
  }

  long l2Bytes(int chiplet) {
    return types.get(typeOf[chiplet]).l2Bytes();
  }

  int[] neighbours(int chiplet) {
    return neighbours[chiplet];
  }

  Path load(int chiplet) {
    return loads[chiplet];
  }

  Path store(int chiplet) {
    return stores[chiplet];
  }

  Path send(int from, int to) {
    int at = from * chiplets.size() + to;
    Path known = sends.get(at);
    if (known == null) {
      known = Path.send(chipletPackage, resources, node(from), node(to));
      sends.set(at, known);
    }
    return known;
  }
}
