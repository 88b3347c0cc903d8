package dev.scar.paper;

import dev.scar.cost.LayerCost;
import dev.scar.hardware.ChipletType;
import dev.scar.workload.Layer;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What whole models cost on one chiplet of either type, which explains most verdicts. */
public final class ModelCosts {
  private final Results results;

  public ModelCosts(Results results) {
    this.results = results;
  }

  /**
   * A model on both chiplet types.
   *
   * @param item the model, or a single layer
   * @param batch samples that the figures are for
   * @param nvdSeconds latency on the NVDLA-like type
   * @param shiSeconds latency on the ShiDianNao-like type
   * @param nvdJ energy of the computation on the first
   * @param shiJ energy of the computation on the second
   */
  public record Cost(
      String scenario,
      String item,
      int batch,
      double nvdSeconds,
      double shiSeconds,
      double nvdJ,
      double shiJ) {}

  /** One sample of every model of these scenarios, each once. */
  public List<Cost> models(List<String> scenarios) {
    List<Cost> costs = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (String name : scenarios) {
      for (ScenarioModel model : results.scenario(name).models()) {
        if (seen.add(model.id())) {
          costs.add(cost(name, model.id(), 1, model.model().layers()));
        }
      }
    }
    return costs;
  }

  /** Every layer of the motivational example. */
  public List<Cost> motivational() {
    List<Cost> costs = new ArrayList<>();
    for (ScenarioModel model : results.scenario("motivational").models()) {
      for (Layer layer : model.model().layers()) {
        costs.add(cost("motivational", layer.name(), 1, List.of(layer)));
      }
    }
    return costs;
  }

  /** Of each scenario the model that takes longest, whole batch, on one type and on the other. */
  public List<Cost> longest(List<String> scenarios) {
    List<Cost> longest = new ArrayList<>();
    for (String name : scenarios) {
      for (boolean shi : List.of(false, true)) {
        Cost most = null;
        for (ScenarioModel model : results.scenario(name).models()) {
          Cost cost = cost(name, model.id(), model.batch(), model.model().layers());
          if (most == null
              || (shi
                  ? cost.shiSeconds() > most.shiSeconds()
                  : cost.nvdSeconds() > most.nvdSeconds())) {
            most = cost;
          }
        }
        if (most != null) {
          longest.add(most);
        }
      }
    }
    return longest;
  }

  private Cost cost(String scenario, String item, int batch, List<Layer> layers) {
    Scenario read = results.scenario(scenario);
    String tail = read.defaultPackage().endsWith("-arvr") ? "-arvr" : "";
    ChipletType nvd = type("simba-nvd-3x3" + tail);
    ChipletType shi = type("simba-shi-3x3" + tail);
    return new Cost(
        scenario,
        item,
        batch,
        batch * seconds(layers, nvd),
        batch * seconds(layers, shi),
        batch * joules(layers, nvd),
        batch * joules(layers, shi));
  }

  private ChipletType type(String topology) {
    return results.chipletPackage(topology).chiplets().get(0).type();
  }

  private double seconds(List<Layer> layers, ChipletType type) {
    return layers.stream()
        .map(layer -> cost(layer, type))
        .mapToDouble(cost -> (double) cost.cycles() / type.clockHz())
        .sum();
  }

  private double joules(List<Layer> layers, ChipletType type) {
    return layers.stream()
        .map(layer -> cost(layer, type))
        .mapToDouble(cost -> cost.energyMacUnits() * type.energy().macJ())
        .sum();
  }

  private LayerCost cost(Layer layer, ChipletType type) {
    return results.experiments().costs().cost(layer, type);
  }
}
