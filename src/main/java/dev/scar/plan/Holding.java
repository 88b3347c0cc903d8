package dev.scar.plan;

/**
 * What a segment that overlaps needs of the L2 of its chiplet, in bytes; of a mini-batch, and
 * beside its mini-batches.
 *
 * @param miniBatches how many it has
 * @param enteringBytes what comes from outside, of a mini-batch
 * @param workBytes the most that is live while a mini-batch is computed
 * @param leavingBytes what leaves the segment, of a mini-batch
 * @param stayingBytes weights that stay, and whole tensors that stay for it and for later segments
 * @param handedBytes what of these its chiplet's next segment finds there
 * @param earlyBytes weights of the next segment that it loads
 */
public record Holding(
    int miniBatches,
    long enteringBytes,
    long workBytes,
    long leavingBytes,
    long stayingBytes,
    long handedBytes,
    long earlyBytes) {

  /** Of a stage. */
  public static Holding of(Stage stage) {
    long early = 0;
    for (Step step : stage.steps()) {
      boolean fetches = step instanceof Step.Move move && move.flow().kind() == Flow.Kind.PREFETCH;
      early = fetches ? ((Step.Move) step).flow().weightBytes() : early;
    }
    long samples = stage.miniBatch();
    return new Holding(
        stage.miniBatches(),
        Math.multiplyExact(stage.enteringBytes(), samples),
        Math.multiplyExact(stage.activationBytes(), samples),
        Math.multiplyExact(stage.leavingBytes(), samples),
        Math.addExact(stage.kept().bytes(), stage.weightsResident() ? stage.weightBytes() : 0),
        stage.kept().handedBytes(),
        early);
  }

  /** The same if it loads so much of the next segment's weights. */
  Holding loading(long nextWeightBytes) {
    return new Holding(
        miniBatches,
        enteringBytes,
        workBytes,
        leavingBytes,
        stayingBytes,
        handedBytes,
        nextWeightBytes);
  }
}
