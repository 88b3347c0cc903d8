package dev.scar.cost;

import dev.scar.cost.LayerType.Tensor;

/** Data volumes of one case of a level: what each tensor moves and how many MACs are done. */
final class CaseVolumes {
  private final Level level;
  private final LoopState[] state;
  private final LoopState array;
  private final int changed;

  /**
   * A case.
   *
   * @param state one state per loop
   */
  CaseVolumes(Level level, LoopState[] state) {
    this.level = level;
    this.state = state;
    this.array = state[level.spatialLoop];
    int innermost = -1;
    for (int i = 0; i < state.length; i++) {
      if (!state[i].isInit()) {
        innermost = i;
      }
    }
    this.changed = innermost;
  }

  private boolean couples(Tensor tensor, int loop) {
    return level.couples(tensor, loop);
  }

  /** What comes in for an input tensor, over all units; multicast is free. */
  long ingress(Tensor tensor) {
    return spread(tensor, (first, last) -> fetched(tensor, first, last));
  }

  /** What goes out of the output tensor, over all units; reduction is free. */
  long egress() {
    return spread(Tensor.OUTPUT, (first, last) -> produced(false, first, last, true));
  }

  /** MACs of the busiest unit. */
  long criticalMacs() {
    boolean partialUnit =
        couples(Tensor.OUTPUT, level.spatialLoop)
            && array.edge()
            && level.partialUnits == 1
            && array.partialLast();
    return produced(true, true, partialUnit, true);
  }

  /** MACs of all units. */
  long macs() {
    if (!array.edge()) {
      return times(level.units, produced(true, true, false, true));
    }
    long partialLast = array.partialLast() ? 1 : 0;
    long sum = produced(true, true, level.partialUnits == 1 && array.partialLast(), true);
    if (level.partialUnits > 1) {
      long middle = Math.max(level.partialUnits - partialLast - 1, 0);
      sum = Math.addExact(sum, times(middle, produced(true, true, false, true)));
      if (partialLast > 0) {
        sum = Math.addExact(sum, produced(true, false, true, false));
      }
    }
    return sum;
  }

  private interface Volume {
    long of(boolean first, boolean last);
  }

  private long spread(Tensor tensor, Volume volume) {
    if (!couples(tensor, level.spatialLoop)) {
      return volume.of(true, false);
    }
    if (!array.edge()) {
      return Math.addExact(volume.of(true, false), times(level.units - 1, volume.of(false, false)));
    }
    long partialLast = array.partialLast() ? 1 : 0;
    long sum = volume.of(true, level.partialUnits == 1 && array.partialLast());
    if (level.partialUnits > 1) {
      long middle = Math.max(level.partialUnits - partialLast - 1, 0);
      sum = Math.addExact(sum, times(middle, volume.of(false, false)));
      if (partialLast > 0) {
        sum = Math.addExact(sum, volume.of(false, true));
      }
    }
    return sum;
  }

  /** The whole tile. */
  private long tile(Tensor tensor, boolean first, boolean last) {
    long product = 1;
    for (int i = 0; i < level.loops; i++) {
      if (couples(tensor, i)) {
        product = times(product, tileSize(i, first, last));
      }
    }
    return product;
  }

  private long tileSize(int i, boolean first, boolean last) {
    if (!state[i].edge()) {
      return level.full[i];
    }
    if (!level.spatial[i]) {
      return level.partial[i];
    }
    if (level.partialUnits == 1) {
      return first || last ? level.partial[i] : 1;
    }
    return last ? level.partial[i] : level.full[i];
  }

  /** The part of an input tensor that is not there yet. */
  private long fetched(Tensor tensor, boolean first, boolean last) {
    if (changed < 0) {
      return tile(tensor, first, last);
    }
    if (!couples(tensor, changed)) {
      return 0;
    }
    boolean reset = false;
    for (int i = changed + 1; i < level.loops; i++) {
      reset |= couples(tensor, i) && state[i].isInit() && !state[i].unrolled();
    }
    long product = 1;
    for (int i = 0; i < level.loops; i++) {
      if (couples(tensor, i)) {
        product =
            times(
                product,
                level.spatial[i] ? spatialPart(i, first, last, reset) : temporalPart(i, reset));
      }
    }
    return product;
  }

  private long temporalPart(int i, boolean reset) {
    if (state[i].isInit()) {
      return state[i].edge() ? level.partial[i] : level.full[i];
    }
    return i == changed && !reset ? Math.max(level.unique[i], 1) : level.full[i];
  }

  private long spatialPart(int i, boolean first, boolean last, boolean reset) {
    boolean inner = state[i].isInit() && i > changed;
    boolean moved = !state[i].isInit() && i == changed && !reset;
    if (!first && (inner || moved)) {
      return last ? level.partialUnique[i] : level.unique[i];
    }
    return last ? level.partial[i] : level.full[i];
  }

  /** Output elements of a unit, or with {@code partialSums} its MACs. */
  private long produced(boolean partialSums, boolean first, boolean last, boolean halo) {
    long product = 1;
    for (int i = 0; i < level.loops; i++) {
      if (couples(Tensor.OUTPUT, i)) {
        product =
            times(
                product,
                level.spatial[i]
                    ? spatialOutput(i, first, last, halo, true)
                    : state[i].edge() ? level.outPartial[i] : level.outFull[i]);
      } else if (partialSums) {
        product =
            times(
                product,
                level.spatial[i]
                    ? spatialOutput(i, first, last, halo, false)
                    : state[i].edge() ? level.partial[i] : level.full[i]);
      }
    }
    return product;
  }

  private long spatialOutput(int i, boolean first, boolean last, boolean halo, boolean output) {
    long full = output ? level.outFull[i] : level.full[i];
    long unique = output ? level.outUnique[i] : level.unique[i];
    long partial = output ? level.outPartial[i] : level.partial[i];
    long partialUnique = output ? level.outPartialUnique[i] : level.partialUnique[i];
    long usual = first ? full : unique != 0 ? unique : 1;
    return switch (state[i].kind()) {
      case STEADY -> usual;
      case INIT -> {
        if (!state[i].edge() || !last) {
          yield usual;
        }
        yield level.partialUnits > 1 && output && halo ? partialUnique : partial;
      }
      case EDGE -> {
        if (level.partialUnits == 1) {
          if (level.corrects(Correction.LAST_UNIT)) {
            yield partial;
          }
          yield first || last ? level.partial[i] : 1;
        }
        yield last ? partialUnique : usual;
      }
    };
  }

  private static long times(long a, long b) {
    return Math.multiplyExact(a, b);
  }
}
