package dev.scar.cost;

import dev.scar.cost.LayerType.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Evaluates one layer under one dataflow on given hardware, number for number as MAESTRO does.
 *
 * <p><b>Cost:</b> the number of cases per level, at most 3 to the power of its loops; inner levels
 * are evaluated once per distinct tile.
 */
final class MaestroEvaluator {
  private final List<Level> levels;
  private final CostHardware hardware;
  private final MaestroLayer layer;
  private final Set<Correction> corrections;
  private final Map<Integer, Map<Extents, Inner>> inner = new HashMap<>();

  /** What a level is to the one above: its runtime and its mean number of active units. */
  private record Inner(long cycles, double utilized) {}

  private MaestroEvaluator(
      List<Level> levels, CostHardware hardware, MaestroLayer layer, Set<Correction> corrections) {
    this.corrections = corrections;
    this.levels = levels;
    this.hardware = hardware;
    this.layer = layer;
  }

  /**
   * Evaluates as the original does.
   *
   * @throws CostException if the listing does not fit the layer, or a count passes 2^63
   */
  public static LayerAnalysis evaluate(
      Dataflow dataflow, MaestroLayer layer, CostHardware hardware) {
    return evaluate(dataflow, layer, hardware, Correction.NONE);
  }

  /**
   * Evaluates with these defects of the original repaired.
   *
   * @throws CostException if the listing does not fit the layer, or a count passes 2^63
   */
  public static LayerAnalysis evaluate(
      Dataflow dataflow, MaestroLayer layer, CostHardware hardware, Set<Correction> corrections) {
    if (!layer.hasOutputs()) {
      throw new CostException("the kernel is larger than the input");
    }
    return unchecked(dataflow, layer, hardware, corrections);
  }

  /**
   * As {@link #evaluate}, also for a kernel larger than its map, which the original lets through:
   * its negative sizes multiply to anything. For comparisons with the original only.
   */
  static LayerAnalysis unchecked(
      Dataflow dataflow, MaestroLayer layer, CostHardware hardware, Set<Correction> corrections) {
    try {
      List<Level> levels = Mapping.levels(dataflow, layer, hardware.pes(), corrections);
      return new MaestroEvaluator(levels, hardware, layer, corrections).outermost();
    } catch (ArithmeticException e) {
      throw new CostException(
          "dataflow " + dataflow.name() + ": a count of this layer passes 2^63", e);
    }
  }

  private LayerAnalysis outermost() {
    Level level = levels.get(0);
    OuterTotals totals = new OuterTotals(hardware, corrections);
    forEachCase(
        level,
        level.extents,
        (first, states, occurrences) -> {
          CaseVolumes volumes = new CaseVolumes(level, states);
          long input = volumes.ingress(Tensor.INPUT);
          long weight = volumes.ingress(Tensor.WEIGHT);
          long egress = volumes.egress();
          long macs = volumes.macs();
          totals.outputs(occurrences, egress, macs);
          totals.buffers(first, input, weight, egress);
          if (volumes.criticalMacs() > 0) {
            Inner work = compute(0, level, states, volumes);
            totals.add(
                first, occurrences, work.cycles(), work.utilized(), input, weight, egress, macs);
          }
        });
    return totals.result(levels, layer);
  }

  private Inner run(int index, Extents extents) {
    Map<Extents, Inner> known = inner.computeIfAbsent(index, i -> new HashMap<>());
    Inner result = known.get(extents);
    if (result == null) {
      result = evaluate(index, extents);
      known.put(extents, result);
    }
    return result;
  }

  private Inner evaluate(int index, Extents extents) {
    Level level = levels.get(index);
    long[] cycles = {0};
    long[] weightedOccurrences = {0};
    double[] utilized = {0};
    forEachCase(
        level,
        extents,
        (first, states, occurrences) -> {
          CaseVolumes volumes = new CaseVolumes(level, states);
          if (volumes.criticalMacs() <= 0) {
            return;
          }
          Inner work = compute(index, level, states, volumes);
          long ingress =
              Math.addExact(volumes.ingress(Tensor.INPUT), volumes.ingress(Tensor.WEIGHT));
          long in = hardware.transferCycles(ingress, corrections);
          long out = hardware.transferCycles(volumes.egress(), corrections);
          long time = first ? work.cycles() + in : Math.max(work.cycles(), Math.max(in, out));
          cycles[0] = Math.addExact(cycles[0], Math.multiplyExact(occurrences, time));
          utilized[0] += work.utilized() * occurrences;
          weightedOccurrences[0] += occurrences;
        });
    return new Inner(
        cycles[0], weightedOccurrences[0] == 0 ? 0 : utilized[0] / weightedOccurrences[0]);
  }

  /** Compute time of a case, and how many processing elements it uses. */
  private Inner compute(int index, Level level, LoopState[] states, CaseVolumes volumes) {
    LoopState array = states[level.spatialLoop];
    long active = array.edge() ? level.partialUnits : level.units;
    if (index == levels.size() - 1) {
      return new Inner(volumes.criticalMacs(), active);
    }
    boolean partialLast = array.edge() && array.partialLast();
    long others = partialLast ? level.partialUnits - 1 : active;
    long cycles = 0;
    double utilized = 0;
    if (!partialLast || others > 0) {
      Inner usual = run(index + 1, subExtents(level, states, false));
      cycles = usual.cycles();
      utilized = others * usual.utilized();
    }
    if (partialLast) {
      Inner last = run(index + 1, subExtents(level, states, true));
      cycles = Math.max(cycles, last.cycles());
      utilized += last.utilized();
    }
    return new Inner(cycles, utilized == 0 ? active : utilized);
  }

  private static Extents subExtents(Level level, LoopState[] states, boolean last) {
    long[] sizes = new long[Dim.COUNT];
    Arrays.fill(sizes, 1);
    for (int i = 0; i < level.loops; i++) {
      boolean partial = states[i].edge() && (!level.spatial[i] || level.partialUnits == 1 || last);
      sizes[level.dim[i].ordinal()] = partial ? level.partial[i] : level.full[i];
    }
    return Extents.of(sizes);
  }

  private interface CaseVisitor {
    void visit(boolean first, LoopState[] states, long occurrences);
  }

  /**
   * All combinations of states, in the tool's order: case c takes state ceil(c / f) mod s of each
   * loop.
   */
  private static void forEachCase(Level level, Extents extents, CaseVisitor visitor) {
    List<List<LoopState>> states = level.states(extents);
    int loops = states.size();
    int[] following = new int[loops];
    int cases = 1;
    for (int i = loops - 1; i >= 0; i--) {
      following[i] = cases;
      cases = Math.multiplyExact(cases, states.get(i).size());
    }
    for (int c = 0; c < cases; c++) {
      LoopState[] chosen = new LoopState[loops];
      long occurrences = 1;
      for (int i = 0; i < loops; i++) {
        List<LoopState> choices = states.get(i);
        chosen[i] = choices.get((c + following[i] - 1) / following[i] % choices.size());
        occurrences = Math.multiplyExact(occurrences, chosen[i].occurrences());
      }
      visitor.visit(c == 0, chosen, occurrences);
    }
  }
}
