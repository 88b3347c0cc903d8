package dev.scar.plan;

/**
 * A movement of data that repeats once per mini-batch: a merged load, one tensor to one consumer,
 * or a merged store.
 *
 * @param ordinal its number in the window, in execution order of its stage
 * @param stage the stage that performs and waits for it
 * @param consumerStage the stage that receives a send; the performing stage otherwise
 * @param layer the layer whose tensor is sent; −1 for merged loads and stores
 * @param bytesPerSample activations, per sample of the mini-batch
 * @param weightBytes weights in a load, else 0
 * @param weightsEveryTime whether the weights come again with every mini-batch
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
    boolean weightsEveryTime) {
  /** What a flow does. */
  public enum Kind {
    LOAD,
    SEND,
    STORE
  }

  /** Bytes moved for a mini-batch of so many samples; 0 means that there is no transfer. */
  public long sizeBytes(int miniBatchIndex, int samples) {
    long weights = weightsEveryTime || miniBatchIndex == 0 ? weightBytes : 0;
    return Math.addExact(weights, Math.multiplyExact(bytesPerSample, (long) samples));
  }
}
