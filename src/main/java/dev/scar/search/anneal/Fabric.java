package dev.scar.search.anneal;

import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.ChipletType;
import dev.scar.plan.Path;
import dev.scar.plan.Resources;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * A package as the optimiser sees it: its enabled chiplets numbered 0, 1, … in the order of their
 * nodes, and what moves between them costs. Safe for several threads.
 */
final class Fabric {
  private final ChipletPackage chipletPackage;
  private final Resources resources;
  private final boolean multicasts;
  private final List<Chiplet> chiplets;
  private final List<ChipletType> types;
  private final int[] typeOf;
  private final long[] l2Bytes;
  private final Wire[] loads;
  private final Wire[] stores;
  private final AtomicReferenceArray<Wire> sends;
  private final AtomicReferenceArray<int[]> nearest;

  Fabric(ChipletPackage chipletPackage) {
    this.chipletPackage = chipletPackage;
    this.multicasts = chipletPackage.multicast();
    this.resources = new Resources(chipletPackage);
    this.chiplets = chipletPackage.chiplets();
    this.types = chiplets.stream().map(Chiplet::type).distinct().toList();
    int count = chiplets.size();
    typeOf = chiplets.stream().mapToInt(c -> types.indexOf(c.type())).toArray();
    l2Bytes = chiplets.stream().mapToLong(c -> c.type().l2Bytes()).toArray();
    loads = new Wire[count];
    stores = new Wire[count];
    for (int c = 0; c < count; c++) {
      loads[c] = Wire.of(Path.load(chipletPackage, resources, node(c)));
      stores[c] = Wire.of(Path.store(chipletPackage, resources, node(c)));
    }
    sends = new AtomicReferenceArray<>(Math.multiplyExact(count, count));
    nearest = new AtomicReferenceArray<>(count);
  }

  int size() {
    return typeOf.length;
  }

  int node(int chiplet) {
    return chiplets.get(chiplet).node();
  }

  /** The chiplet on a node; −1 if there is none that is enabled. */
  int chipletOn(int node) {
    for (int c = 0; c < size(); c++) {
      if (node(c) == node) {
        return c;
      }
    }
    return -1;
  }

  List<ChipletType> types() {
    return types;
  }

  int typeOf(int chiplet) {
    return typeOf[chiplet];
  }

  long l2Bytes(int chiplet) {
    return l2Bytes[chiplet];
  }

  Wire load(int chiplet) {
    return loads[chiplet];
  }

  Wire store(int chiplet) {
    return stores[chiplet];
  }

  Wire send(int from, int to) {
    int at = from * typeOf.length + to;
    Wire known = sends.get(at);
    if (known == null) {
      known = Wire.of(Path.send(chipletPackage, resources, node(from), node(to)));
      sends.set(at, known);
    }
    return known;
  }

  /** All chiplets, the nearest ones first, itself at the front. */
  int[] nearest(int chiplet) {
    int[] known = nearest.get(chiplet);
    if (known == null) {
      known =
          IntStream.range(0, size())
              .boxed()
              .sorted(
                  Comparator.comparingInt(
                          (Integer c) ->
                              c == chiplet
                                  ? -1
                                  : chipletPackage.routing().hops(node(chiplet), node(c)))
                      .thenComparing(Comparator.naturalOrder()))
              .mapToInt(Integer::intValue)
              .toArray();
      nearest.set(chiplet, known);
    }
    return known;
  }

  boolean multicasts() {
    return multicasts;
  }

  double nopJoulePerBit() {
    return chipletPackage.nopJoulePerBit();
  }

  double dramJoulePerBit() {
    return chipletPackage.dramJoulePerBit();
  }

  ChipletPackage chipletPackage() {
    return chipletPackage;
  }
}
