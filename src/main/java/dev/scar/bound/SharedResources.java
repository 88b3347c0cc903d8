package dev.scar.bound;

import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Path;
import dev.scar.plan.Resource;
import dev.scar.plan.Resources;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Links and DRAMs that may be too narrow for what every schedule moves. */
final class SharedResources {
  private static final int MOST = 12;

  private SharedResources() {}

  /**
   * Those that chiplets load or store through and that would take longer than this for all weights,
   * inputs and outputs of the scenario, each moved once; the narrowest ones if there are many.
   * Others would not raise the bound unless weights are loaded many times; without them it is a
   * bound all the same.
   */
  static List<Resource> of(Scenario scenario, ChipletPackage chipletPackage, double seconds) {
    Resources resources = new Resources(chipletPackage);
    Set<Resource> used = new HashSet<>();
    for (Chiplet chiplet : chipletPackage.chiplets()) {
      for (Path path :
          List.of(
              Path.load(chipletPackage, resources, chiplet.node()),
              Path.store(chipletPackage, resources, chiplet.node()))) {
        used.addAll(path.resources());
      }
    }
    double bytes = leastBytes(scenario);
    List<Resource> scarce = new ArrayList<>();
    for (Resource resource : resources.all()) {
      boolean shared =
          resource.kind() == Resource.Kind.LINK || resource.kind() == Resource.Kind.DRAM;
      if (shared
          && used.contains(resource)
          && bytes / resource.bandwidth().bytesPerSecond() > seconds) {
        scarce.add(resource);
      }
    }
    scarce.sort(Comparator.comparing(Resource::bandwidth).thenComparing(Resource::ordinal));
    return scarce.subList(0, Math.min(MOST, scarce.size()));
  }

  private static double leastBytes(Scenario scenario) {
    double bytes = 0;
    for (ScenarioModel model : scenario.models()) {
      for (int l = 0; l < model.model().layers().size(); l++) {
        double perSample = model.givenBytes(l);
        perSample += model.model().isOutput(l) ? model.outputBytes(l) : 0;
        bytes += model.weightBytes(l) + perSample * model.batch();
      }
    }
    return bytes;
  }
}
