package dev.scar.search.anneal;

/** Estimates how long a segment that begins at a layer keeps its chiplet busy, for any end. */
final class Clock {
  private final LayerTable table;
  private final long[] computePs;
  private final long[] weightBytes;
  private final int first;
  private final int batch;
  private final int wish;
  private final long l2Bytes;
  private final double psPerByte;
  private final long latencyPs;

  Clock(LayerTable table, Fabric fabric, int chiplet, int wish, int first) {
    Wire load = fabric.load(chiplet);
    this.table = table;
    this.computePs = table.computePsBefore(fabric.typeOf(chiplet));
    this.weightBytes = table.weightBytesBefore();
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
    double load = own * psPerByte + latencyPs;
    boolean stays = own <= l2Bytes && table.peakBytes(first, end) <= l2Bytes - own;
    return stays ? compute + load : compute + load * loads(end);
  }

  /** How often weights are loaded that do not stay. */
  private long loads(int end) {
    if (wish == 1) {
      return batch;
    }
    long peak = Math.max(1, table.peakBytes(first, end));
    long most = Math.max(1, Math.min(batch, l2Bytes / peak));
    long miniBatch =
        wish == 0 ? most : wish < 0 ? Math.min(batch, -(long) wish) : Math.min(most, wish);
    return (batch + miniBatch - 1) / miniBatch;
  }
}
