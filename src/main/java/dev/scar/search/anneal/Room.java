package dev.scar.search.anneal;

import dev.scar.plan.Holding;
import dev.scar.schedule.L2Overflow;
import dev.scar.schedule.WeightPolicy;

/**
 * How segments fit the L2 of their chiplets: the plan's Fit by prefix sums.
 *
 * @param held mini-batches whose activations L2 holds: two where execution overlaps
 */
record Room(Fabric fabric, WeightPolicy weights, L2Overflow overflow, int held) {
  /** Whether the weights of layers stay because there is room for them. */
  boolean fits(LayerTable table, int first, int end, int chiplet) {
    if (weights != WeightPolicy.AUTO) {
      return false;
    }
    long left = fabric.l2Bytes(chiplet) - table.weightBytes(first, end);
    return left >= 0 && sampleBytes(table, first, end) <= left; // Most that do not fit end here.
  }

  /** Whether they are loaded once per window. */
  boolean isResident(LayerTable table, int first, int end, int chiplet) {
    return weights == WeightPolicy.RESIDENT || fits(table, first, end, chiplet);
  }

  /** The most samples of a mini-batch that every chiplet holds, and at least one. */
  long samples(LayerTable table, int[] bounds, int[] chiplets) {
    long samples = table.batch();
    for (int k = 0; k < chiplets.length; k++) {
      long l2 = fabric.l2Bytes(chiplets[k]);
      long each = sampleBytes(table, bounds[k], bounds[k + 1]);
      long left = l2 - table.weightBytes(bounds[k], bounds[k + 1]);
      long room = weights == WeightPolicy.AUTO && each <= left ? left : l2;
      if ((double) each * samples > room) { // Divisions are slow.
        samples = room / each;
      }
    }
    return Math.max(1, samples);
  }

  /** What a mini-batch of so many samples stores and loads again, since L2 does not hold it. */
  long spilledBytes(LayerTable table, int first, int end, int chiplet, int samples) {
    return overflow == L2Overflow.SPILLED
        ? Math.max(0, sampleBytes(table, first, end) * samples - bytes(table, first, end, chiplet))
        : 0;
  }

  /** Whether any segment's mini-batch of so many samples spills. */
  boolean spills(LayerTable table, int[] bounds, int[] chiplets, int samples) {
    for (int k = 0; overflow == L2Overflow.SPILLED && k < chiplets.length; k++) {
      if (spilledBytes(table, bounds[k], bounds[k + 1], chiplets[k], samples) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether the same weights stay as with another number of mini-batches held. */
  boolean keepsAs(Room other, LayerTable table, int[] bounds, int[] chiplets) {
    for (int k = 0; k < chiplets.length; k++) {
      if (fits(table, bounds[k], bounds[k + 1], chiplets[k])
          != other.fits(table, bounds[k], bounds[k + 1], chiplets[k])) {
        return false;
      }
    }
    return true;
  }

  /** What layers need of it with so many samples in each of so many mini-batches. */
  Holding holding(LayerTable table, int first, int end, int chiplet, int samples, int miniBatches) {
    return new Holding(
        miniBatches,
        table.enteringBytes(first, end) * samples,
        table.peakBytes(first, end) * samples,
        table.leavingBytes(first, end) * samples,
        isResident(table, first, end, chiplet) ? table.weightBytes(first, end) : 0,
        0,
        0);
  }

  private long sampleBytes(LayerTable table, int first, int end) {
    return held * table.peakBytes(first, end);
  }

  /** L2 for activations. */
  private long bytes(LayerTable table, int first, int end, int chiplet) {
    return fabric.l2Bytes(chiplet)
        - (fits(table, first, end, chiplet) ? table.weightBytes(first, end) : 0);
  }
}
