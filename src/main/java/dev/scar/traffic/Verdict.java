package dev.scar.traffic;

/** What a run says of a load. */
public enum Verdict {
  /**
   * Every flow's packets arrive as fast as they are created, and all that were measured arrived.
   */
  STABLE,
  /** Some queue grows without bound: at or above the bound of the links, or a flow falls behind. */
  UNSTABLE,
  /**
   * So few packets are created in the measured time that it would not be noticed if none of them
   * arrived: nothing can be said.
   */
  UNMEASURED
}
