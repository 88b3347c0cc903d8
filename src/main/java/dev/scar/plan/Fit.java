package dev.scar.plan;

import dev.scar.schedule.WeightPolicy;

/**
 * How a segment's weights and activations fit the L2 of its chiplet.
 *
 * @param resident whether weights are loaded once per window and stay, else once per mini-batch
 * @param roomBytes L2 for activations: what weights leave that stay because they fit; under the
 *     policies that do not look, and beside streamed weights, all of it
 * @param activationBytes what a sample of a mini-batch takes: its peak live activations ({@link
 *     Footprint}), twice that where L2 holds two mini-batches
 */
public record Fit(boolean resident, long roomBytes, long activationBytes) {
  /** The fit of a segment. */
  public static Fit of(WeightPolicy policy, long weightBytes, long activationBytes, long l2Bytes) {
    boolean stays =
        policy == WeightPolicy.AUTO && Math.addExact(weightBytes, activationBytes) <= l2Bytes;
    return new Fit(
        stays || policy == WeightPolicy.RESIDENT,
        stays ? l2Bytes - weightBytes : l2Bytes,
        activationBytes);
  }

  /** The most samples of a mini-batch that there is room for, and at least one. */
  public long samples() {
    return Math.max(1, roomBytes / Math.max(1, activationBytes));
  }

  /** Activations of a mini-batch of so many samples beyond L2. */
  public long overflowBytes(int samples) {
    return Math.max(0, Math.multiplyExact(activationBytes, (long) samples) - roomBytes);
  }
}
