package dev.scar.search.anneal;

import dev.scar.cost.CostModel;
import dev.scar.hardware.ChipletPackage;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.workload.Scenario;
import java.util.Arrays;
import java.util.List;

/**
 * What every run of the optimiser stands on; safe for several threads.
 *
 * @param tables by model of the scenario
 * @param kinds by model
 * @param boundsPs by model: when it must be finished; {@link Long#MAX_VALUE} if that does not
 *     matter
 * @param bounded whether any model has a bound
 * @param barrier whether a window begins when all of the one before is done
 * @param mostWindows windows at most
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
record Ground(
    Scenario scenario,
    Fabric fabric,
    LayerTable[] tables,
    LayerKinds[] kinds,
    ExecutionPolicy execution,
    int miniBatch,
    List<Fix> fixed,
    long[] boundsPs,
    boolean bounded,
    boolean barrier,
    int mostWindows) {
  /** What parts wish for at first, and always if that is not left to the optimiser. */
  int wish() {
    return miniBatch == AnnealingSearch.MOST_THAT_FITS ? 0 : miniBatch > 0 ? -miniBatch : 1;
  }

  /** Whether the optimiser may choose mini-batches. */
  boolean choosesMiniBatch() {
    return miniBatch == AnnealingSearch.FREE;
  }

  static Ground of(
      Scenario scenario, ChipletPackage chipletPackage, CostModel costs, OptimiserOptions options) {
    Fabric fabric = new Fabric(chipletPackage);
    long[] bounds = new long[scenario.models().size()];
    for (int m = 0; m < bounds.length; m++) {
      bounds[m] = options.latencyBoundsPs().getOrDefault(m, Long.MAX_VALUE);
    }
    LayerTable[] tables =
        scenario.models().stream()
            .map(m -> new LayerTable(m, fabric.types(), costs))
            .toArray(LayerTable[]::new);
    return new Ground(
        scenario,
        fabric,
        tables,
        Arrays.stream(tables)
            .map(table -> LayerKinds.of(table, fabric.types().size()))
            .toArray(LayerKinds[]::new),
        options.execution(),
        options.miniBatch(),
        options.fixed().stream()
            .map(
                f ->
                    new Fix(f.model(), f.firstLayer(), f.endLayer(), fabric.chipletOn(f.chiplet())))
            .toList(),
        bounds,
        !options.latencyBoundsPs().isEmpty(),
        options.barrier(),
        options.mostWindows());
  }
}
