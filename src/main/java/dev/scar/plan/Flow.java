package dev.scar.plan;

import java.util.List;

/**
 * A movement of data that repeats once per mini-batch: a merged load, activations that L2 does not
 * hold to DRAM and back, one tensor to one consumer, or a merged store.
 *
 * @param ordinal its number in the window, in execution order of its stage
 * @param stage the stage that performs and waits for it
 * @param consumerStage the stage that receives a send or whose weights are prefetched; the
 *     performing stage otherwise
 * @param layer the layer whose tensor is sent; −1 for merged loads and stores
 * @param bytesPerSample activations, per sample of the mini-batch
 * @param weightBytes weights in a load, else 0
 * @param weightsEveryTime whether the weights come again with every mini-batch
 * @param keptBytes what of it is not moved, per mini-batch: the L2 that holds the rest of a spill
 * @param weightsIn the mini-batch with which weights come that come once
 * @param windowsLater how many windows after its own one the consumer's is; not 0 only where
 *     weights are prefetched for a later window
 * @param fork where it parts from another one with the same tensor
 */
public record Flow(
    int ordinal,
    Kind kind,
    int stage,
    int consumerStage,
    int layer,
    Path path,
    long bytesPerSample,
    long weightBytes,
    boolean weightsEveryTime,
    long keptBytes,
    int weightsIn,
    int windowsLater,
    Fork fork) {
  /** What a flow does. */
  public enum Kind {
    LOAD,
    /** Weights of the next segment of the chiplet come early. */
    PREFETCH,
    /** Activations beyond L2 go to DRAM. */
    SPILL,
    /** They come back. */
    REFILL,
    SEND,
    STORE
  }

  /** One that moves all of it. */
  public Flow(
      int ordinal,
      Kind kind,
      int stage,
      int consumerStage,
      int layer,
      Path path,
      long bytesPerSample,
      long weightBytes,
      boolean weightsEveryTime) {
    this(
        ordinal,
        kind,
        stage,
        consumerStage,
        layer,
        path,
        bytesPerSample,
        weightBytes,
        weightsEveryTime,
        0,
        0,
        0,
        Fork.NONE);
  }

  /**
   * Weights of a stage that come with the last mini-batch of the one before it on its chiplet.
   *
   * @param stage the one before
   * @param weightsIn its last mini-batch
   */
  static Flow prefetch(int ordinal, int stage, Prefetches.Next next, Path path, int weightsIn) {
    return new Flow(
        ordinal,
        Kind.PREFETCH,
        stage,
        next.stage().ordinal(),
        -1,
        path,
        0,
        next.stage().weightBytes(),
        false,
        0,
        weightsIn,
        next.windowsLater(),
        Fork.NONE);
  }

  /** Whether it begins together with another one, of which it is a branch. */
  public boolean isBranch() {
    return fork.shared() > 0;
  }

  /** The resources that it passes itself. */
  public List<Resource> passes() {
    return path.resources().subList(fork.shared(), path.length());
  }

  /** The links that it passes itself. */
  public int hops() {
    return path.hops() - Path.hops(path.resources().subList(0, fork.shared()));
  }

  /** Bytes moved for a mini-batch of so many samples; 0 means that there is no transfer. */
  public long sizeBytes(int miniBatchIndex, int samples) {
    long weights = weightsEveryTime || miniBatchIndex == weightsIn ? weightBytes : 0;
    long bytes = Math.addExact(weights, Math.multiplyExact(bytesPerSample, (long) samples));
    return Math.max(0, bytes - keptBytes);
  }
}
