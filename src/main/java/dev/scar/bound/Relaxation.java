package dev.scar.bound;

import dev.scar.cost.CostModel;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.ChipletType;
import dev.scar.plan.Resource;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What layers may choose, what that uses up, and what all of it is worth at given prices.
 *
 * <p>Every layer chooses a chiplet type, a {@link Batching} and, where pipelines fill and drain
 * behind barriers, a {@link Holding}: the windows in which its model holds so many chiplets. Such
 * windows last at least as long as each of these says, summed over the layers that chose them:
 *
 * <ul>
 *   <li>the longest path of the first mini-batch, loads of weights included;
 *   <li>for each chiplet type, the path and an equal share of the rest of the work on that type
 *       among the chiplets of that type;
 *   <li>the path and an equal share of the rest of the work among all chiplets held.
 * </ul>
 *
 * Each of these times, whichever is the longest, is taken out of the model's own time and out of
 * that of the chiplets it holds, which are as many times the scenario's latency as there are.
 *
 * <p>Where steps of a chiplet overlap, there are no holdings; its processing elements and its
 * memory have a price each, and along the path of a sample it is only computed.
 *
 * <p>Prices are for time of each kind of chiplet and of each shared resource, and then, by model,
 * for time that it holds a chiplet of each type and for its own time, each by which of the times
 * above it is charged with. Times and energies are in units of their own, so that prices are about
 * one. <b>Cost:</b> of the cheapest choices of a model O(groups · holdings · batchings · types).
 */
final class Relaxation {
  static final int SHARE = 0;
  static final int PATH = 1;
  static final int BY_TYPE = 2;

  private final int types;
  private final boolean overlaps;
  private final int[] chiplets;
  private final List<ChipletKind> kinds;
  private final double[][] loadBusy;
  private final double[][] storeBusy;
  private final List<ModelLayers> models;
  private final List<Holding> holdings;
  private final double timeUnit;
  private final double energyUnit;

  /**
   * The cheapest choices of a model.
   *
   * @param value what they cost at the prices asked for
   * @param energy what they cost, without prices
   * @param use how much of what has a price they use up, by price of the model's own
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  record Choices(double value, double energy, double[] use) {}

  private Relaxation(
      boolean overlaps,
      int[] chiplets,
      List<ChipletKind> kinds,
      List<Resource> scarce,
      List<ModelLayers> models,
      List<Holding> holdings) {
    this.types = chiplets.length;
    this.overlaps = overlaps;
    this.chiplets = chiplets;
    this.kinds = kinds;
    this.loadBusy = busy(kinds, scarce, 0);
    this.storeBusy = busy(kinds, scarce, 1);
    this.models = models;
    this.holdings = holdings;
    double time = 0;
    double energy = 0;
    int all = 0;
    for (int n : chiplets) {
      all += n;
    }
    for (ModelLayers model : models) {
      for (LayerGroup group : model.groups()) {
        time += group.count() * least(group.computeSeconds()) * model.batch() / all;
        energy += group.count() * least(group.energyJ());
      }
    }
    timeUnit = time > 0 ? time : 1;
    energyUnit = energy > 0 ? energy : 1;
  }

  /**
   * The choices in a scenario on a package.
   *
   * @param scarce shared resources that get a price
   */
  static Relaxation of(
      Scenario scenario,
      ChipletPackage chipletPackage,
      CostModel costs,
      Scope scope,
      List<Resource> scarce) {
    List<ChipletType> types =
        chipletPackage.chiplets().stream().map(Chiplet::type).distinct().toList();
    List<ChipletKind> kinds = ChipletKind.of(chipletPackage, types, scarce);
    int[] chiplets = new int[types.size()];
    kinds.forEach(kind -> chiplets[kind.type()] += kind.count());
    List<ModelLayers> models = new ArrayList<>();
    scenario
        .models()
        .forEach(m -> models.add(ModelLayers.of(m, types, kinds, costs, scope.weights())));
    List<Holding> holdings =
        scope.fill() ? Holding.all(Arrays.stream(chiplets).boxed().toList()) : List.of();
    return new Relaxation(scope.overlaps(), chiplets, kinds, scarce, models, holdings);
  }

  /** By kind and shared resource: seconds that it is busy for a byte. */
  private static double[][] busy(List<ChipletKind> kinds, List<Resource> scarce, int direction) {
    double[][] busy = new double[kinds.size()][scarce.size()];
    for (int k = 0; k < kinds.size(); k++) {
      for (int r = 0; r < scarce.size(); r++) {
        boolean passes = kinds.get(k).shared().get(direction).contains(scarce.get(r));
        busy[k][r] = passes ? 1.0 / scarce.get(r).bandwidth().bytesPerSecond() : 0;
      }
    }
    return busy;
  }

  private static double least(double[] values) {
    double least = Double.MAX_VALUE;
    for (double value : values) {
      least = Math.min(least, value);
    }
    return least;
  }

  int models() {
    return models.size();
  }

  int types() {
    return types;
  }

  /** Chiplets of a type. */
  int chiplets(int type) {
    return chiplets[type];
  }

  /** Seconds to a unit of time. */
  double timeUnit() {
    return timeUnit;
  }

  /** Joules to a unit of energy. */
  double energyUnit() {
    return energyUnit;
  }

  /** Prices that all models pay: for kinds of chiplets, then for shared resources. */
  int common() {
    return firstScarce() + scarce();
  }

  /** Whether the memory of a chiplet has a price of its own, beside its processing elements. */
  boolean overlaps() {
    return overlaps;
  }

  /** Where the prices of shared resources begin. */
  int firstScarce() {
    return kinds.size() * (overlaps ? 2 : 1);
  }

  /** How much there is, for each unit of the scenario's latency, of what has a common price. */
  double available(int price) {
    return price < firstScarce() ? kinds.get(price % kinds.size()).count() : 1;
  }

  /** Times that a model can be charged with. */
  int times() {
    return holdings.isEmpty() ? 1 : BY_TYPE + types;
  }

  /** Prices of a model's own: by type held, then for its own time; each by {@link #times}. */
  int own() {
    return holdings.isEmpty() ? 1 : (types + 1) * times();
  }

  /** All prices. */
  int prices() {
    return common() + models() * own();
  }

  /** Where a model's own prices begin. */
  int first(int model) {
    return common() + model * own();
  }

  /**
   * What everything is worth that there is in a unit of latency.
   *
   * <p>A chiplet that is held is worth the most that any model pays for it in all.
   */
  double worth(double[] prices) {
    double worth = 0;
    for (int p = 0; p < common(); p++) {
      worth += prices[p] * available(p);
    }
    int held = own() / times() - 1;
    for (int q = 0; q <= held; q++) {
      double most = 0;
      for (int m = 0; m < models(); m++) {
        double sum = 0;
        for (int r = 0; r < times(); r++) {
          sum += prices[first(m) + q * times() + r];
        }
        if (q < held) {
          most = Math.max(most, sum);
        } else {
          worth += sum;
        }
      }
      worth += q < held ? most * chiplets[q] : 0;
    }
    return worth;
  }

  /**
   * The cheapest choices of a model's layers.
   *
   * @param prices not negative
   * @param energyPrice of a unit of energy
   */
  Choices cheapest(int model, double[] prices, double energyPrice) {
    return new Market(this, models.get(model), prices, first(model), energyPrice).cheapest();
  }

  List<ChipletKind> kinds() {
    return kinds;
  }

  /** Number of shared resources with a price. */
  int scarce() {
    return loadBusy[0].length;
  }

  /** How long a shared resource is busy, in units of time, with what a kind loads and stores. */
  double busy(int resource, int kind, double bytesLoaded, double bytesStored) {
    return (bytesLoaded * loadBusy[kind][resource] + bytesStored * storeBusy[kind][resource])
        / timeUnit;
  }

  List<Holding> holdings() {
    return holdings;
  }
}
