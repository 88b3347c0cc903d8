package dev.scar.plan;

import dev.scar.schedule.WeightPolicy;

/**
 * How a segment's weights and activations fit the L2 of its chiplet.
 *
 * @param resident whether weights are loaded once per window and stay, else once per mini-batch
 * @param samples the most samples of a mini-batch, at least one: as many as there is room for
 *     beside resident weights; under the policies that do not look, beside nothing
 * @param overflowBytes activations of one sample beyond L2 (reported, not charged)
 */
public record Fit(boolean resident, long samples, long overflowBytes) {
  /**
   * The fit of a segment.
   *
   * @param activationBytes peak live activations of one sample ({@link Footprint})
   */
  public static Fit of(WeightPolicy policy, long weightBytes, long activationBytes, long l2Bytes) {
    boolean stays =
        policy == WeightPolicy.AUTO && Math.addExact(weightBytes, activationBytes) <= l2Bytes;
    long room = stays ? l2Bytes - weightBytes : l2Bytes;
    return new Fit(
        stays || policy == WeightPolicy.RESIDENT,
        Math.max(1, room / Math.max(1, activationBytes)),
        Math.max(0, activationBytes - l2Bytes));
  }
}
