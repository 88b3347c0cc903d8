package dev.scar.paper;

import dev.scar.cost.LayerCost;
import dev.scar.hardware.ChipletType;
import dev.scar.study.ChipletSize;
import dev.scar.workload.Layer;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What whole models cost on one chiplet of either type, which explains most verdicts. */
final class ModelCosts {
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

  /** Of a scenario the model that takes longest, whole batch, on the one type and on the other. */
  public record Longest(Cost onNvd, Cost onShi) {}

  /** Of each scenario the longest models. */
  public List<Longest> longest(List<String> scenarios) {
    return scenarios.stream().map(this::longest).toList();
  }

  private Longest longest(String scenario) {
    List<Cost> costs =
        results.scenario(scenario).models().stream()
            .map(model -> cost(scenario, model.id(), model.batch(), model.model().layers()))
            .toList();
    return new Longest(
        first(costs, Comparator.comparingDouble(Cost::nvdSeconds)),
        first(costs, Comparator.comparingDouble(Cost::shiSeconds)));
  }

  /** The first of the largest. */
  private static Cost first(List<Cost> costs, Comparator<Cost> order) {
    return costs.stream().min(order.reversed()).orElseThrow();
  }

  private Cost cost(String scenario, String item, int batch, List<Layer> layers) {
    Scenario read = results.scenario(scenario);
    ChipletSize size = ChipletSize.of(read);
    ChipletType nvd = type(size.topology("simba-nvd-3x3"));
    ChipletType shi = type(size.topology("simba-shi-3x3"));
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
    return results.costs().cost(layer, type);
  }
}
