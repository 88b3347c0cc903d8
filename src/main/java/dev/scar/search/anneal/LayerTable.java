package dev.scar.search.anneal;

import dev.scar.cost.CostModel;
import dev.scar.cost.LayerCost;
import dev.scar.hardware.ChipletType;
import dev.scar.units.Bandwidth;
import dev.scar.workload.Model;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What a model's layer ranges cost: prefix sums of everything that adds up, the tensors that cross
 * each layer boundary, and the peak activations of every range. Safe for several threads.
 *
 * <p><b>Cost:</b> O(layers · (types + live tensors)) time and space; O(layers² + uses) more for
 * peaks, row by row as they are asked for.
 */
final class LayerTable {
  private final ScenarioModel model;
  private final int layers;
  private final long[][] computePs;
  private final double[][] energyJ;
  private final double[] meanPs;
  private final long[] weightBytes;
  private final long[] inputBytes;
  private final long[] modelInputBytes;
  private final long[] outputBytes;
  private final int[] crossingFrom;
  private final int[] producer;
  private final int[] nextUse;
  private final long[] tensorBytes;
  private final AtomicReferenceArray<long[]> peaks;

  LayerTable(ScenarioModel model, List<ChipletType> types, CostModel costs) {
    this.model = model;
    this.layers = model.model().layers().size();
    computePs = new long[types.size()][layers + 1];
    energyJ = new double[types.size()][layers + 1];
    meanPs = new double[layers + 1];
    weightBytes = new long[layers + 1];
    inputBytes = new long[layers + 1];
    modelInputBytes = new long[layers + 1];
    outputBytes = new long[layers + 1];
    for (int l = 0; l < layers; l++) {
      weightBytes[l + 1] = Math.addExact(weightBytes[l], model.weightBytes(l));
      inputBytes[l + 1] = Math.addExact(inputBytes[l], model.givenBytes(l));
      modelInputBytes[l + 1] = Math.addExact(modelInputBytes[l], model.modelInputBytes(l));
      long leaves = model.model().isOutput(l) ? model.outputBytes(l) : 0;
      outputBytes[l + 1] = Math.addExact(outputBytes[l], leaves);
      meanPs[l + 1] = meanPs[l];
      for (int t = 0; t < types.size(); t++) {
        ChipletType type = types.get(t);
        LayerCost cost = costs.cost(model.model().layer(l), type);
        long ps = Bandwidth.ofBytesPerSecond(type.clockHz()).transferPs(cost.cycles());
        computePs[t][l + 1] = Math.addExact(computePs[t][l], ps);
        energyJ[t][l + 1] = energyJ[t][l] + cost.energyMacUnits() * type.energy().macJ();
        meanPs[l + 1] += (double) ps / types.size();
      }
    }
    crossingFrom = new int[layers + 2];
    List<int[]> crossings = crossings();
    producer = new int[crossings.size()];
    nextUse = new int[crossings.size()];
    tensorBytes = new long[crossings.size()];
    for (int i = 0; i < producer.length; i++) {
      producer[i] = crossings.get(i)[0];
      nextUse[i] = crossings.get(i)[1];
      tensorBytes[i] = model.outputBytes(producer[i]);
    }
    peaks = new AtomicReferenceArray<>(layers);
  }

  /** For every boundary, the tensors made before it and used after it, with their next use. */
  private List<int[]> crossings() {
    Model graph = model.model();
    List<int[]> all = new ArrayList<>();
    List<int[]> live = new ArrayList<>();
    for (int boundary = 0; boundary <= layers; boundary++) {
      if (boundary > 0) {
        live.add(new int[] {boundary - 1, 0});
      }
      List<int[]> still = new ArrayList<>();
      for (int[] tensor : live) {
        for (int use : graph.consumers(tensor[0])) {
          if (use >= boundary) {
            still.add(new int[] {tensor[0], use});
            break;
          }
        }
      }
      still.sort(Comparator.<int[]>comparingInt(t -> t[1]).thenComparingInt(t -> t[0]));
      crossingFrom[boundary] = all.size();
      all.addAll(still);
      live = still;
    }
    crossingFrom[layers + 1] = all.size();
    return all;
  }

  ScenarioModel model() {
    return model;
  }

  int layers() {
    return layers;
  }

  int batch() {
    return model.batch();
  }

  /** Compute time of the layers [first, end) on a type for one sample. */
  long computePs(int type, int first, int end) {
    return computePs[type][end] - computePs[type][first];
  }

  /** Compute energy of the layers [first, end) on a type for one sample. */
  double energyJ(int type, int first, int end) {
    return energyJ[type][end] - energyJ[type][first];
  }

  /** Mean over the types of the compute time of all layers before this one. */
  double meanPsBefore(int layer) {
    return meanPs[layer];
  }

  /** The boundary before which about this mean compute time lies. */
  int boundaryAt(double ps) {
    int at = Arrays.binarySearch(meanPs, ps);
    int after = at >= 0 ? at : -at - 1;
    if (after > 0 && after <= layers && meanPs[after] - ps > ps - meanPs[after - 1]) {
      return after - 1;
    }
    return Math.min(after, layers);
  }

  /** By layer: compute time of all layers before it on a type for one sample. Not to be changed. */
  long[] computePsBefore(int type) {
    return computePs[type];
  }

  /** By layer: weights of all layers before it. Not to be changed. */
  long[] weightBytesBefore() {
    return weightBytes;
  }

  long weightBytes(int first, int end) {
    return weightBytes[end] - weightBytes[first];
  }

  /** What the layers [first, end) read of the model's own input, for one sample. */
  long inputBytes(int first, int end) {
    return inputBytes[end] - inputBytes[first];
  }

  /** Outputs of the model that the layers [first, end) make, for one sample. */
  long outputBytes(int first, int end) {
    return outputBytes[end] - outputBytes[first];
  }

  /** What of a sample the layers [first, end) get from outside (plan's Footprint). */
  long enteringBytes(int first, int end) {
    long bytes = modelInputBytes[end] - modelInputBytes[first];
    for (int t = crossingFrom[first]; t < crossingFrom[first + 1] && nextUse[t] < end; t++) {
      bytes += tensorBytes[t];
    }
    return bytes;
  }

  /** What of a sample leaves them (plan's Footprint). */
  long leavingBytes(int first, int end) {
    long bytes = outputBytes(first, end);
    for (int t = crossingFrom[end]; t < crossingFrom[end + 1]; t++) {
      bytes += producer[t] >= first && !isOutput(producer[t]) ? tensorBytes[t] : 0;
    }
    return bytes;
  }

  /** Whether a layer's tensor leaves the model. */
  boolean isOutput(int layer) {
    return model.model().isOutput(layer);
  }

  /** Number of the first tensor that crosses a boundary; those of the next boundary follow. */
  int crossingFrom(int boundary) {
    return crossingFrom[boundary];
  }

  /** The layer that makes a crossing tensor. */
  int producer(int crossing) {
    return producer[crossing];
  }

  /** The first layer at or after the boundary that reads it. */
  int nextUse(int crossing) {
    return nextUse[crossing];
  }

  long tensorBytes(int crossing) {
    return tensorBytes[crossing];
  }

  /** What the layers [first, end) read of it. */
  long readBytes(int crossing, int first, int end) {
    int made = producer[crossing];
    return model.model().isReadInParts(made)
        ? model.readBytes(made, first, end)
        : tensorBytes[crossing];
  }

  /** Whether the layers [first, end) read all of it. */
  boolean isWhole(int crossing, int first, int end) {
    return readBytes(crossing, first, end) == tensorBytes[crossing];
  }

  /** Whether the layers [first, end) read all of the tensor that an earlier layer makes. */
  boolean isReadWhole(int made, int first, int end) {
    for (int t = crossingFrom[first]; t < crossingFrom[first + 1] && nextUse[t] < end; t++) {
      if (producer[t] == made) {
        return isWhole(t, first, end);
      }
    }
    return false;
  }

  /** Peak live activations of the layers [first, end) for one sample (plan's Footprint). */
  long peakBytes(int first, int end) {
    return peakBytesFrom(first)[end - first];
  }

  /** The same of all ranges that begin at a layer, by length. Not to be changed. */
  long[] peakBytesFrom(int first) {
    long[] row = peaks.get(first);
    if (row == null) {
      row = peaksFrom(first);
      peaks.set(first, row);
    }
    return row;
  }

  /**
   * The peaks of all ranges that begin at a layer. When a range grows by a layer, what that layer
   * reads from outside is live for longer; nothing else changes.
   */
  private long[] peaksFrom(int first) {
    Model graph = model.model();
    long[] row = new long[layers - first + 1];
    long[] live = new long[layers - first];
    long[] dying = new long[layers - first + 1];
    int[] usedUntil = new int[first];
    Arrays.fill(usedUntil, first);
    long own = 0;
    long peak = 0;
    for (int layer = first; layer < layers; layer++) {
      own = Math.addExact(own - dying[layer - first], model.outputBytes(layer));
      List<Integer> uses = graph.consumers(layer);
      if (!graph.isOutput(layer)) {
        dying[uses.get(uses.size() - 1) + 1 - first] += model.outputBytes(layer);
      }
      live[layer - first] = own;
      peak = Math.max(peak, own);
      peak = Math.max(peak, add(live, 0, layer - first, model.modelInputBytes(layer)));
      for (int from : graph.layer(layer).producers()) {
        if (from < first) {
          long bytes = model.outputBytes(from);
          peak = Math.max(peak, add(live, usedUntil[from] - first, layer - first, bytes));
          usedUntil[from] = layer + 1;
        }
      }
      row[layer + 1 - first] = peak;
    }
    return row;
  }

  /** Adds to all from one place to another, inclusive; the largest of them. */
  private static long add(long[] live, int from, int to, long bytes) {
    long largest = 0;
    if (bytes > 0) {
      for (int i = from; i <= to; i++) {
        live[i] = Math.addExact(live[i], bytes);
        largest = Math.max(largest, live[i]);
      }
    }
    return largest;
  }
}
