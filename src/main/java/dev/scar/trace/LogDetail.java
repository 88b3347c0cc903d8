package dev.scar.trace;

/** How much of a replay is logged. */
public enum LogDetail {
  /** Nothing. */
  OFF,
  /** Chiplets, and one record per transfer and resource. */
  TRANSFERS,
  /** Every packet at every resource as well. */
  PACKETS
}
