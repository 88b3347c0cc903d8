package dev.scar.cost;

import dev.scar.cost.LayerAnalysis.Counts;
import dev.scar.cost.LayerAnalysis.Delay;
import dev.scar.cost.LayerType.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Sums over the cases of the outermost level. */
final class OuterTotals {
  private final CostHardware hardware;
  private final Set<Correction> corrections;
  private final List<Timed> timed = new ArrayList<>();
  private long l2ReadInput;
  private long l2ReadWeight;
  private long l2WriteOutput;
  private long l1Output;
  private long macs;
  private long bufferInput;
  private long bufferWeight;
  private long bufferOutput;
  private boolean buffersKnown;

  private record Timed(
      boolean first, long occurrences, long compute, double utilized, long in, long out) {}

  OuterTotals(CostHardware hardware, Set<Correction> corrections) {
    this.hardware = hardware;
    this.corrections = corrections;
  }

  void outputs(long occurrences, long egress, long caseMacs) {
    l2WriteOutput = plus(l2WriteOutput, times(occurrences, egress));
    l1Output = plus(l1Output, times(occurrences, caseMacs));
  }

  void buffers(boolean first, long input, long weight, long egress) {
    if (first) {
      bufferOutput = times(2, egress);
    }
    if (!buffersKnown) {
      bufferInput = plus(bufferInput, times(2, input));
      bufferWeight = plus(bufferWeight, times(2, weight));
    }
  }

  void add(
      boolean first,
      long occurrences,
      long compute,
      double utilized,
      long input,
      long weight,
      long egress,
      long caseMacs) {
    buffersKnown = true;
    l2ReadInput = plus(l2ReadInput, times(occurrences, input));
    l2ReadWeight = plus(l2ReadWeight, times(occurrences, weight));
    macs = plus(macs, times(occurrences, caseMacs));
    timed.add(new Timed(first, occurrences, compute, utilized, plus(input, weight), egress));
  }

  LayerAnalysis result(List<Level> levels, MaestroLayer layer) {
    long floor =
        Math.max(
            (bufferInput + bufferWeight) / hardware.offChipElementsPerCycle() / 2,
            bufferOutput / hardware.offChipElementsPerCycle() / 2);
    long cycles = 0;
    long occurrences = 0;
    double utilized = 0;
    long peak = 0;
    long bandwidthSum = 0;
    long offChip = 0;
    Spread ingress = new Spread();
    Spread egress = new Spread();
    Spread compute = new Spread();
    for (Timed c : timed) {
      long in = hardware.transferCycles(c.in(), corrections);
      long out = hardware.transferCycles(c.out(), corrections);
      long time = c.first() ? c.compute() + in : Math.max(c.compute(), Math.max(in, out));
      cycles = plus(cycles, times(c.occurrences(), Math.max(time, floor)));
      occurrences += c.occurrences();
      utilized += c.utilized() * c.occurrences();
      long perCycle = Math.max(1, c.compute());
      long moved = Math.max(c.in(), c.out());
      peak = Math.max(peak, moved / perCycle);
      bandwidthSum = plus(bandwidthSum, times(c.occurrences(), moved) / perCycle);
      offChip =
          Math.max(
                  offChip,
                  Math.max(bufferOutput / perCycle, (bufferInput + bufferWeight) / perCycle))
              / 2;
      ingress.add(in, c.occurrences());
      egress.add(out, c.occurrences());
      compute.add(c.compute(), c.occurrences());
    }
    double meanUtilized = occurrences == 0 ? 0 : utilized / occurrences;
    return new LayerAnalysis(
        cycles,
        macs,
        meanUtilized,
        meanUtilized / hardware.pes(),
        new Counts(macs, l2ReadInput, l2ReadInput, tensorSize(layer, Tensor.INPUT)),
        new Counts(macs, l2ReadWeight, l2ReadWeight, tensorSize(layer, Tensor.WEIGHT)),
        new Counts(l1Output, l1Output, tensorSize(layer, Tensor.OUTPUT), l2WriteOutput),
        l1Required(levels.get(levels.size() - 1)),
        bufferInput + bufferWeight + bufferOutput,
        peak,
        occurrences == 0 ? 0 : (double) bandwidthSum / occurrences,
        offChip,
        ingress.delay(),
        egress.delay(),
        compute.delay());
  }

  private long tensorSize(MaestroLayer layer, Tensor tensor) {
    long size = 1;
    for (Dim dim : Dim.values()) {
      if (layer.type().couples(tensor, dim, corrections)) {
        boolean axis = tensor == Tensor.OUTPUT && dim.slides();
        size = times(size, axis ? outputs(layer, dim) : layer.extents().get(dim));
      }
    }
    return size;
  }

  /** Outputs along Y or X; the original ignores the stride here. */
  private long outputs(MaestroLayer layer, Dim axis) {
    return corrections.contains(Correction.STRIDED_OUTPUT)
        ? layer.outputs(axis)
        : layer.extents().get(axis) - layer.extents().get(axis.filter()) + 1;
  }

  private static long l1Required(Level leaf) {
    long sum = 0;
    for (Tensor tensor : Tensor.values()) {
      long product = 1;
      for (int i = 0; i < leaf.loops; i++) {
        if (leaf.couples(tensor, i)) {
          product = times(product, leaf.full[i]);
        }
      }
      sum = plus(sum, product);
    }
    return times(2, sum);
  }

  private static long plus(long a, long b) {
    return Math.addExact(a, b);
  }

  private static long times(long a, long b) {
    return Math.multiplyExact(a, b);
  }

  private static final class Spread {
    private long least = Long.MAX_VALUE;
    private long greatest;
    private long sum;
    private long count;

    void add(long value, long occurrences) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
      sum = plus(sum, times(value, occurrences));
      count += occurrences;
    }

    Delay delay() {
      return count == 0 ? new Delay(0, 0, 0) : new Delay(least, greatest, sum / count);
    }
  }
}
