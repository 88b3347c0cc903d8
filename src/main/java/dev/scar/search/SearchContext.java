package dev.scar.search;

import dev.scar.cost.CostModel;
import dev.scar.hardware.ChipletPackage;
import dev.scar.workload.Scenario;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a search of windows needs to know; safe for several threads.
 *
 * @param expected costs of layers before it is known where they run
 * @param tables by model of the scenario
 * @param boundedModels models with a latency bound
 * @param check told every placement that was costed
 * @param latency makes the latency of windows for one thread
 */
record SearchContext(
    PackageView view,
    ExpectedCosts expected,
    List<ModelTable> tables,
    List<Integer> boundedModels,
    ScarSearch paper,
    SearchOptions options,
    Consumer<Placement> check,
    Supplier<WindowLatency> latency) {
  static SearchContext of(ScarSearch paper, ScheduleSearch.Task task) {
    Scenario scenario = task.scenario();
    ChipletPackage chipletPackage = task.chipletPackage();
    CostModel costs = task.costs();
    SearchOptions options = task.options();
    PackageView view = new PackageView(chipletPackage);
    return new SearchContext(
        view,
        new ExpectedCosts(scenario, chipletPackage, costs),
        scenario.models().stream().map(m -> new ModelTable(m, view.types(), costs)).toList(),
        List.copyOf(options.latencyBoundsPs().keySet()),
        paper,
        options,
        options.check()
            ? new PlacementCheck(scenario, view, options.execution(), costs)
            : placement -> {},
        options.contentionAware()
            ? () -> new ContentionAwareLatency(scenario, view, options.execution(), costs)
            : () -> WindowLatency.LONGEST_MODEL);
  }
}
