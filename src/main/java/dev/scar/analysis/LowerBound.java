package dev.scar.analysis;

import dev.scar.cost.CostModel;
import dev.scar.cost.LayerCost;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.ChipletType;
import dev.scar.units.Bandwidth;
import dev.scar.workload.Layer;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.List;

/**
 * No schedule of a scenario on a package can be better than this ({@code model.md#lower-bound}).
 *
 * <p>Compute: every layer on its best chiplet type, spread perfectly over all chiplets; and no
 * model is faster than one sample along the longest path of its tensor graph. Traffic: every
 * weight, model input and named input is read, and every output written, at least once, through all
 * DRAMs at once. Energy: every layer on its cheapest type plus that least DRAM traffic.
 */
public record LowerBound(long computePs, long trafficPs, double energyJ) {
  /** The bound of a scenario. */
  public static LowerBound of(Scenario scenario, ChipletPackage chipletPackage, CostModel costs) {
    List<ChipletType> types =
        chipletPackage.chiplets().stream().map(Chiplet::type).distinct().toList();
    long spreadPs = 0;
    long longestSamplePs = 0;
    long bytes = 0;
    double computeJ = 0;
    for (ScenarioModel model : scenario.models()) {
      long samplePs = 0;
      double sampleJ = 0;
      List<Layer> layers = model.model().layers();
      long[] readyPs = new long[layers.size()];
      for (int l = 0; l < layers.size(); l++) {
        Layer layer = layers.get(l);
        long best = Long.MAX_VALUE;
        double cheapest = Double.MAX_VALUE;
        for (ChipletType type : types) {
          LayerCost cost = costs.cost(layer, type);
          best = Math.min(best, type.computePs(cost.cycles()));
          cheapest = Math.min(cheapest, type.joules(cost.energyMacUnits()));
        }
        samplePs = Math.addExact(samplePs, best);
        for (int producer : layer.producers()) {
          readyPs[l] = Math.max(readyPs[l], readyPs[producer]);
        }
        readyPs[l] = Math.addExact(readyPs[l], best);
        longestSamplePs = Math.max(longestSamplePs, readyPs[l]);
        sampleJ += cheapest;
      }
      spreadPs = Math.addExact(spreadPs, Math.multiplyExact(samplePs, (long) model.batch()));
      computeJ += sampleJ * model.batch();
      bytes = Math.addExact(bytes, leastDramBytes(model));
    }
    long dramBytesPerSecond =
        chipletPackage.drams().stream()
            .mapToLong(d -> d.bandwidth().bytesPerSecond())
            .reduce(0, Math::addExact);
    return new LowerBound(
        Math.max(longestSamplePs, spreadPs / chipletPackage.chiplets().size()),
        Bandwidth.ofBytesPerSecond(dramBytesPerSecond).transferPs(bytes),
        computeJ + 8.0 * bytes * chipletPackage.dramJoulePerBit());
  }

  private static long leastDramBytes(ScenarioModel model) {
    long weights = 0;
    long activations = 0;
    for (int layer = 0; layer < model.model().layers().size(); layer++) {
      weights = Math.addExact(weights, model.weightBytes(layer));
      activations = Math.max(activations, model.modelInputBytes(layer));
    }
    for (int layer = 0; layer < model.model().layers().size(); layer++) {
      activations = Math.addExact(activations, model.namedInputBytes(layer));
      if (model.model().isOutput(layer)) {
        activations = Math.addExact(activations, model.outputBytes(layer));
      }
    }
    return Math.addExact(weights, Math.multiplyExact(activations, (long) model.batch()));
  }

  public long latencyPs() {
    return Math.max(computePs, trafficPs);
  }

  public double edpJouleSeconds() {
    return energyJ * latencyPs() * 1e-12;
  }
}
