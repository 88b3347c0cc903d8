package dev.scar.bound;

/**
 * Layers of a model that cost the same.
 *
 * @param count layers
 * @param onPath whether they are on the model's longest path
 * @param passedBy layers off that path which no path has in common with these
 * @param streamed by chiplet type: whether L2 cannot hold their weights and one sample together
 * @param secondsPerSample by chiplet type: what a stage spends on a sample at least, without
 *     leaving outputs of layers that are off the path
 * @param energyJ by chiplet type: compute energy of the batch
 * @param loadSeconds by chiplet type: one load of the weights at least
 * @param computeSeconds by chiplet type, for a sample
 * @param loadBytes what no layer makes, for a sample
 * @param storeBytes model output of a sample
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; read in the innermost loop.
record LayerGroup(
    int count,
    boolean onPath,
    int passedBy,
    boolean[] streamed,
    double[] secondsPerSample,
    double[] loadSeconds,
    double[] computeSeconds,
    double[] energyJ,
    long weightBytes,
    long loadBytes,
    long storeBytes) {}
