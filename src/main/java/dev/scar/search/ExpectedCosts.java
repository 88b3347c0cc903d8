package dev.scar.search;

import dev.scar.cost.CostModel;
import dev.scar.cost.LayerCost;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.List;

/**
 * Expected latency and energy of every layer before it is known where it runs (equation 1): the
 * mean over the package's chiplets, for the whole batch.
 */
final class ExpectedCosts {
  private final double[][] seconds;
  private final double[][] joules;

  ExpectedCosts(Scenario scenario, ChipletPackage chipletPackage, CostModel costs) {
    List<ScenarioModel> models = scenario.models();
    List<Chiplet> chiplets = chipletPackage.chiplets();
    seconds = new double[models.size()][];
    joules = new double[models.size()][];
    for (int m = 0; m < models.size(); m++) {
      int layers = models.get(m).model().layers().size();
      seconds[m] = new double[layers];
      joules[m] = new double[layers];
      for (int l = 0; l < layers; l++) {
        for (Chiplet chiplet : chiplets) {
          LayerCost cost = costs.cost(models.get(m).model().layer(l), chiplet.type());
          double share = (double) models.get(m).batch() / chiplets.size();
          seconds[m][l] += share * cost.cycles() / chiplet.type().clockHz();
          joules[m][l] += share * cost.energyMacUnits() * chiplet.type().energy().macJ();
        }
      }
    }
  }

  double seconds(int model, int layer) {
    return seconds[model][layer];
  }

  double seconds(int model, int first, int end) {
    return sum(seconds[model], first, end);
  }

  double joules(int model, int first, int end) {
    return sum(joules[model], first, end);
  }

  private static double sum(double[] values, int first, int end) {
    double sum = 0;
    for (int i = first; i < end; i++) {
      sum += values[i];
    }
    return sum;
  }
}
