package dev.scar.search;

/**
 * Told how long the steps of a model's stages take in a window, says when all is done. Sends into a
 * stage are told before the stage itself, stores after all stages.
 */
public interface StageTimes {
  /** Begins with a model that has so many stages and mini-batches. */
  void begin(int stages, int miniBatches);

  /**
   * A send to a later stage, after those of the same stage so far.
   *
   * @param lastPs for the last mini-batch, which may be smaller
   */
  void send(int source, int target, long ps, long lastPs);

  /** A send that begins together with the one before it of the same stage. */
  void sendAlong(int source, int target, long ps, long lastPs);

  /** How long a stage loads for the first mini-batch, for those in the middle, for the last. */
  void load(int stage, long firstPs, long ps, long lastPs);

  /** How long it computes. */
  void compute(int stage, long ps, long lastPs);

  /** How long it stores. */
  void store(int stage, long ps, long lastPs);

  /** When all of it is done. */
  long latencyPs();
}
