package dev.scar.search;

import dev.scar.cost.CostModel;
import dev.scar.hardware.ChipletPackage;
import dev.scar.workload.Scenario;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What every way to search a window stands on; safe for several threads.
 *
 * @param expected costs of layers before it is known where they run
 * @param tables by model of the scenario
 * @param boundedModels models with a latency bound
 * @param check told every placement that was costed
 * @param latency makes the latency of windows for one thread
 */
record Ground(
    Geometry geometry,
    ExpectedCosts expected,
    List<ModelTable> tables,
    List<Integer> boundedModels,
    SearchOptions options,
    Consumer<Option> check,
    Supplier<WindowLatency> latency) {
  static Ground of(
      Scenario scenario, ChipletPackage chipletPackage, CostModel costs, SearchOptions options) {
    Geometry geometry = new Geometry(chipletPackage);
    return new Ground(
        geometry,
        new ExpectedCosts(scenario, chipletPackage, costs),
        scenario.models().stream().map(m -> new ModelTable(m, geometry.types(), costs)).toList(),
        List.copyOf(options.latencyBoundsPs().keySet()),
        options,
        options.check()
            ? new PlacementCheck(scenario, geometry, options.execution(), costs)
            : option -> {},
        options.contentionAware()
            ? () -> new ContentionAwareLatency(scenario, geometry, options.execution(), costs)
            : () -> WindowLatency.LONGEST_MODEL);
  }
}
