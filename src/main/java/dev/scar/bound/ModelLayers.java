package dev.scar.bound;

import dev.scar.cost.CostModel;
import dev.scar.cost.LayerCost;
import dev.scar.hardware.ChipletType;
import dev.scar.plan.Footprint;
import dev.scar.schedule.WeightPolicy;
import dev.scar.workload.Model;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model's layers in groups of equal ones. <b>Cost:</b> O(layers · (layers + edges)).
 *
 * @param batchings the mini-batches that are told apart
 */
record ModelLayers(int batch, List<LayerGroup> groups, List<Batching> batchings) {
  private static final double PS = 1e-12;

  static ModelLayers of(
      ScenarioModel model,
      List<ChipletType> types,
      List<ChipletKind> kinds,
      CostModel costs,
      WeightPolicy weights) {
    return new Reader(model, types, kinds, costs, weights).read();
  }

  /** Reads one model. */
  private static final class Reader {
    private final ScenarioModel model;
    private final Model graph;
    private final int layers;
    private final List<ChipletType> types;
    private final CostModel costs;
    private final WeightPolicy weights;
    private final double[] loadSecondsPerByte;
    private final double[] storeSecondsPerByte;
    private final List<BitSet> before = new ArrayList<>();

    Reader(
        ScenarioModel model,
        List<ChipletType> types,
        List<ChipletKind> kinds,
        CostModel costs,
        WeightPolicy weights) {
      this.model = model;
      this.graph = model.model();
      this.layers = graph.layers().size();
      this.types = types;
      this.costs = costs;
      this.weights = weights;
      loadSecondsPerByte = new double[types.size()];
      storeSecondsPerByte = new double[types.size()];
      Arrays.fill(loadSecondsPerByte, Double.MAX_VALUE);
      Arrays.fill(storeSecondsPerByte, Double.MAX_VALUE);
      for (ChipletKind kind : kinds) {
        int t = kind.type();
        loadSecondsPerByte[t] = Math.min(loadSecondsPerByte[t], kind.loadSecondsPerByte());
        storeSecondsPerByte[t] = Math.min(storeSecondsPerByte[t], kind.storeSecondsPerByte());
      }
      for (int l = 0; l < layers; l++) {
        BitSet all = new BitSet(layers);
        for (int producer : graph.layer(l).producers()) {
          all.or(before.get(producer));
          all.set(producer);
        }
        before.add(all);
      }
    }

    ModelLayers read() {
      boolean[] onPath = longestPath();
      Map<List<Object>, LayerGroup> groups = new LinkedHashMap<>();
      boolean streams = false;
      for (int l = 0; l < layers; l++) {
        LayerGroup one = group(l, onPath);
        for (boolean streamed : one.streamed()) {
          streams |= streamed;
        }
        groups.merge(key(one), one, Reader::and);
      }
      int batch = model.batch();
      return new ModelLayers(
          batch, List.copyOf(groups.values()), streams ? Batching.all(batch) : Batching.any(batch));
    }

    /** Layers on a longest path of the tensor graph, each on its fastest type. */
    private boolean[] longestPath() {
      double[] ready = new double[layers];
      int[] last = new int[layers];
      int end = 0;
      for (int l = 0; l < layers; l++) {
        last[l] = -1;
        for (int producer : graph.layer(l).producers()) {
          if (last[l] < 0 || ready[producer] > ready[last[l]]) {
            last[l] = producer;
          }
        }
        double fastest = Double.MAX_VALUE;
        for (ChipletType type : types) {
          fastest = Math.min(fastest, type.computePs(costs.cost(graph.layer(l), type).cycles()));
        }
        ready[l] = fastest + (last[l] < 0 ? 0 : ready[last[l]]);
        end = ready[l] > ready[end] ? l : end;
      }
      boolean[] onPath = new boolean[layers];
      for (int l = end; l >= 0; l = last[l]) {
        onPath[l] = true;
      }
      return onPath;
    }

    private LayerGroup group(int l, boolean[] onPath) {
      int count = types.size();
      boolean[] streamed = new boolean[count];
      double[] perSample = new double[count];
      double[] load = new double[count];
      double[] compute = new double[count];
      double[] energy = new double[count];
      long loadBytes = model.givenBytes(l);
      long storeBytes = graph.isOutput(l) ? model.outputBytes(l) : 0;
      long needs = Math.addExact(model.weightBytes(l), Footprint.peakBytes(model, l, l + 1));
      for (int t = 0; t < count; t++) {
        ChipletType type = types.get(t);
        LayerCost cost = costs.cost(graph.layer(l), type);
        streamed[t] =
            model.weightBytes(l) > 0
                && (weights == WeightPolicy.STREAMED
                    || (weights == WeightPolicy.AUTO && needs > type.l2Bytes()));
        load[t] = model.weightBytes(l) * loadSecondsPerByte[t];
        compute[t] = type.computePs(cost.cycles()) * PS;
        perSample[t] =
            compute[t]
                + loadBytes * loadSecondsPerByte[t]
                + (onPath[l] ? storeBytes * storeSecondsPerByte[t] : 0);
        energy[t] = type.joules(cost.energyMacUnits()) * model.batch();
      }
      return new LayerGroup(
          1,
          onPath[l],
          onPath[l] ? passedBy(l, onPath) : 0,
          streamed,
          perSample,
          load,
          compute,
          energy,
          model.weightBytes(l),
          loadBytes,
          storeBytes);
    }

    private int passedBy(int l, boolean[] onPath) {
      int count = 0;
      for (int other = 0; other < layers; other++) {
        if (!onPath[other] && !before.get(l).get(other) && !before.get(other).get(l)) {
          count++;
        }
      }
      return count;
    }

    private static List<Object> key(LayerGroup g) {
      return List.of(
          g.onPath(),
          g.passedBy(),
          list(g.computeSeconds()),
          list(g.energyJ()),
          g.weightBytes(),
          g.loadBytes(),
          g.storeBytes(),
          Arrays.toString(g.streamed()));
    }

    private static List<Double> list(double[] values) {
      return Arrays.stream(values).boxed().toList();
    }

    private static LayerGroup and(LayerGroup a, LayerGroup b) {
      return new LayerGroup(
          a.count() + b.count(),
          a.onPath(),
          a.passedBy(),
          a.streamed(),
          a.secondsPerSample(),
          a.loadSeconds(),
          a.computeSeconds(),
          a.energyJ(),
          a.weightBytes(),
          a.loadBytes(),
          a.storeBytes());
    }
  }
}
