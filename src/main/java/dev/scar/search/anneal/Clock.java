package dev.scar.search.anneal;

/** Estimates how long a segment that begins at a layer keeps its chiplet busy, for any end. */
final class Clock {
  private final long[] computePs;
  private final long[] weightBytes;
  private final long[] peakBytes;
  private final int first;
  private final int batch;
  private final int wish;
  private final long l2Bytes;
  private final double psPerByte;
  private final long latencyPs;

  Clock(LayerTable table, Fabric fabric, int chiplet, int wish, int first) {
    Wire load = fabric.load(chiplet);
    this.computePs = table.computePsBefore(fabric.typeOf(chiplet));
    this.weightBytes = table.weightBytesBefore();
    this.peakBytes = table.peakBytesFrom(first);
    this.first = first;
    this.batch = table.batch();
    this.wish = wish;
    this.l2Bytes = fabric.l2Bytes(chiplet);
    this.psPerByte = load.psPerByte();
    this.latencyPs = load.latencyPs();
  }

  /** Compute and loads of weights for the whole batch, of the layers up to this one. */
  double ps(int end) {
    double compute = (double) (computePs[end] - computePs[first]) * batch;
    long own = weightBytes[end] - weightBytes[first];
    if (own == 0) {
      return compute;
    }
    long peak = peakBytes[end - first];
    double load = own * psPerByte + latencyPs;
    return own + peak <= l2Bytes ? compute + load : compute + load * loads(peak);
  }

  /** How often weights are loaded that do not stay. */
  private long loads(long peak) {
    if (wish == 1) {
      return batch;
    }
    long most = Math.max(1, Math.min(batch, l2Bytes / Math.max(1, peak)));
    long miniBatch =
        wish == 0 ? most : wish < 0 ? Math.min(batch, -(long) wish) : Math.min(most, wish);
    return (batch + miniBatch - 1) / miniBatch;
  }
}
