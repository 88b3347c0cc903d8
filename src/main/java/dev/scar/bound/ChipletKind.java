package dev.scar.bound;

import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.ChipletType;
import dev.scar.plan.Path;
import dev.scar.plan.Resource;
import dev.scar.plan.Resources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Chiplets of one type that reach DRAM alike.
 *
 * @param type position among the package's chiplet types
 * @param count chiplets
 * @param shared resources that its loads pass, then those that its stores pass; empty where they
 *     are left out of account
 */
record ChipletKind(
    int type,
    int count,
    double loadSecondsPerByte,
    double storeSecondsPerByte,
    double loadJoulePerByte,
    double storeJoulePerByte,
    List<List<Resource>> shared) {
  /**
   * The kinds of a package, by type.
   *
   * @param scarce resources that kinds are told apart by
   */
  static List<ChipletKind> of(
      ChipletPackage chipletPackage, List<ChipletType> types, List<Resource> scarce) {
    Resources resources = new Resources(chipletPackage);
    Map<ChipletKind, Integer> counts = new LinkedHashMap<>();
    for (int t = 0; t < types.size(); t++) {
      for (Chiplet chiplet : chipletPackage.chiplets()) {
        if (chiplet.type().equals(types.get(t))) {
          counts.merge(one(chipletPackage, resources, chiplet, t, scarce), 1, Integer::sum);
        }
      }
    }
    List<ChipletKind> kinds = new ArrayList<>();
    counts.forEach((kind, count) -> kinds.add(kind.of(count)));
    return kinds;
  }

  private static ChipletKind one(
      ChipletPackage chipletPackage,
      Resources resources,
      Chiplet chiplet,
      int type,
      List<Resource> scarce) {
    Path load = Path.load(chipletPackage, resources, chiplet.node());
    Path store = Path.store(chipletPackage, resources, chiplet.node());
    return new ChipletKind(
        type,
        1,
        1.0 / load.slowest().bytesPerSecond(),
        1.0 / store.slowest().bytesPerSecond(),
        joulePerByte(chipletPackage, load),
        joulePerByte(chipletPackage, store),
        List.of(passed(load, scarce), passed(store, scarce)));
  }

  private static double joulePerByte(ChipletPackage chipletPackage, Path path) {
    return 8 * (chipletPackage.dramJoulePerBit() + path.hops() * chipletPackage.nopJoulePerBit());
  }

  private static List<Resource> passed(Path path, List<Resource> scarce) {
    return path.resources().stream().filter(scarce::contains).toList();
  }

  private ChipletKind of(int chiplets) {
    return new ChipletKind(
        type,
        chiplets,
        loadSecondsPerByte,
        storeSecondsPerByte,
        loadJoulePerByte,
        storeJoulePerByte,
        shared);
  }
}
