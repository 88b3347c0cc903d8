package dev.scar.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A cluster level for one layer: its loops with sizes and offsets, static extents, and the
 * quantities that follow from them alone.
 *
 * <p>Arrays are indexed by the loop's place in the level, outermost first.
 */
final class Level {
  private final MaestroLayer layer;
  private final Set<Correction> corrections;
  final LayerType type;
  final int loops;
  final long units;
  final Dim[] dim;
  final boolean[] spatial;
  final long[] size;
  final long[] offset;
  final int spatialLoop;

  /** Full and partial tile, and their unique parts, on the input side. */
  final long[] full;

  final long[] unique;
  final long[] partial;
  final long[] partialUnique;

  /**
   * The same for what the loop is called on the output: the output axis for Y and X, else the same.
   */
  final long[] outFull;

  final long[] outUnique;
  final long[] outPartial;
  final long[] outPartialUnique;

  /** By tensor and loop. */
  private final boolean[][] coupled = new boolean[LayerType.Tensor.values().length][];

  /** Units of the array that have work in a partial fold. */
  final long partialUnits;

  final Extents extents;

  /** A loop of a level, before its quantities are known. */
  record Loop(boolean spatial, Dim dim, long size, long offset) {}

  Level(
      MaestroLayer layer,
      List<Loop> order,
      long units,
      Extents extents,
      Set<Correction> corrections) {
    this.layer = layer;
    this.corrections = corrections;
    this.type = layer.type();
    this.loops = order.size();
    this.units = units;
    this.extents = extents;
    dim = new Dim[loops];
    spatial = new boolean[loops];
    size = new long[loops];
    offset = new long[loops];
    full = new long[loops];
    unique = new long[loops];
    partial = new long[loops];
    partialUnique = new long[loops];
    outFull = new long[loops];
    outUnique = new long[loops];
    outPartial = new long[loops];
    outPartialUnique = new long[loops];
    for (LayerType.Tensor tensor : LayerType.Tensor.values()) {
      coupled[tensor.ordinal()] = new boolean[loops];
      for (int i = 0; i < loops; i++) {
        coupled[tensor.ordinal()][i] = type.couples(tensor, order.get(i).dim(), corrections);
      }
    }
    int firstSpatial = -1;
    for (int i = 0; i < loops; i++) {
      Loop loop = order.get(i);
      dim[i] = loop.dim();
      spatial[i] = loop.spatial();
      size[i] = loop.size();
      offset[i] = loop.offset();
      if (loop.spatial() && firstSpatial < 0) {
        firstSpatial = i;
      }
      tiles(i);
    }
    spatialLoop = firstSpatial;
    for (int i = 0; i < loops; i++) {
      outputTiles(i);
    }
    partialUnits = partialUnits();
  }

  private void tiles(int i) {
    long extent = extents.get(dim[i]);
    long steps = Math.max(0, (extent - size[i]) / offset[i]);
    boolean part = steps * offset[i] + size[i] < extent || size[i] > extent;
    long rest = extent - (steps + 1) * offset[i];
    if (rest < 0) {
      rest = extent;
    }
    full[i] = size[i];
    unique[i] = !spatial[i] && extent <= size[i] ? 0 : Math.min(size[i], offset[i]);
    partial[i] = part ? rest : size[i];
    partialUnique[i] = Math.max(0, offset[i] - (size[i] - rest));
  }

  private void outputTiles(int i) {
    int filter = type.isConvolution() && dim[i].slides() ? loopOf(dim[i].filter()) : -1;
    if (filter < 0) {
      outFull[i] = full[i];
      outUnique[i] = unique[i];
      outPartial[i] = partial[i];
      outPartialUnique[i] = partialUnique[i];
      return;
    }
    long step = corrects(Correction.STRIDED_TILE) ? layer.step(dim[i]) : 1;
    outFull[i] = (full[i] - full[filter]) / step + 1;
    outUnique[i] = Math.min(offset[i], size[i]) / step;
    outPartial[i] = (partial[i] - partial[filter]) / step + 1;
    outPartialUnique[i] = Math.min(offset[i] / step, outPartial[i]);
  }

  /** Whether a loop indexes a tensor. */
  boolean couples(LayerType.Tensor tensor, int loop) {
    return coupled[tensor.ordinal()][loop];
  }

  boolean corrects(Correction correction) {
    return corrections.contains(correction);
  }

  private int loopOf(Dim wanted) {
    for (int i = 0; i < loops; i++) {
      if (dim[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** Indices covered by one fold of the array. */
  long coverage() {
    return offset[spatialLoop] * (units - 1) + size[spatialLoop];
  }

  private long partialUnits() {
    long extent = extents.get(dim[spatialLoop]);
    long m = size[spatialLoop];
    long o = offset[spatialLoop];
    if (extent > coverage()) {
      long folds = ((extent - m) / o + 1) / units - 1;
      long left = extent - (folds + 1) * o * units;
      if (corrects(Correction.LAST_UNIT)) {
        return ceilDiv(Math.max(left - m, 0), o) + 1;
      }
      return left < m ? 1 : (left - m) / o + 1;
    }
    if (extent > m) {
      long active = (extent - m) / o + 1;
      return (active - 1) * o + m < extent ? active + 1 : active;
    }
    return 1;
  }

  /** The states of every loop for the given extents. */
  List<List<LoopState>> states(Extents current) {
    List<List<LoopState>> states = new ArrayList<>();
    for (int i = 0; i < loops; i++) {
      long extent = current.get(dim[i]);
      states.add(spatial[i] ? spatialStates(i, extent) : temporalStates(i, extent));
    }
    return states;
  }

  private List<LoopState> temporalStates(int i, long extent) {
    List<LoopState> states = new ArrayList<>(3);
    states.add(new LoopState(LoopState.Kind.INIT, 1, extent <= size[i], extent < size[i], false));
    long steps = (extent - size[i]) / offset[i];
    if (size[i] < extent && steps > 0) {
      states.add(new LoopState(LoopState.Kind.STEADY, steps, false, false, false));
    }
    if (extent >= size[i] && steps * offset[i] + size[i] < extent) {
      states.add(new LoopState(LoopState.Kind.EDGE, 1, false, true, false));
    }
    return states;
  }

  /** Whether the last of the tiles that cover this extent is cut short by its end. */
  private boolean isPartial(int i, long extent) {
    return extent < size[i] || (extent - size[i]) % offset[i] != 0;
  }

  private static long ceilDiv(long a, long b) {
    return (a + b - 1) / b;
  }

  private List<LoopState> spatialStates(int i, long extent) {
    List<LoopState> states = new ArrayList<>(3);
    long covered = coverage();
    boolean idle = extent < covered;
    boolean lastIsPartial = idle && (!corrects(Correction.LAST_UNIT) || isPartial(i, extent));
    states.add(new LoopState(LoopState.Kind.INIT, 1, extent <= covered, idle, lastIsPartial));
    long folds = ((extent - size[i]) / offset[i] + 1) / units - 1;
    if (covered < extent && folds > 0) {
      states.add(new LoopState(LoopState.Kind.STEADY, folds, false, false, false));
    }
    long step = offset[i] * units;
    if (extent > covered
        && (folds + 1) * step + covered > extent
        && folds * step + covered != extent) {
      long left = extent - (folds + 1) * step;
      long active = left < size[i] ? 1 : (left - size[i]) / offset[i] + 1;
      boolean partialLast =
          corrects(Correction.LAST_UNIT)
              ? isPartial(i, left)
              : (active - 1) * offset[i] + size[i] < left;
      states.add(new LoopState(LoopState.Kind.EDGE, 1, false, true, partialLast));
    }
    return states;
  }
}
