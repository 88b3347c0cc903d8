package dev.scar.sim;

/** Is told about every packet of a transfer that comes to its end. */
@FunctionalInterface
interface PacketEnding {
  /** A packet that left its source at one time has passed its ejection port by another. */
  void ended(long bornPs, long endPs);
}
