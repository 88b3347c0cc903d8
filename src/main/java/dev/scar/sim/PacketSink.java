package dev.scar.sim;

/** Told about packets at the end of their path, in order of arrival at one ejection port. */
@FunctionalInterface
public interface PacketSink {
  /**
   * A packet's last byte has passed the ejection port.
   *
   * @param source the node that it comes from
   * @param tag what its source said of it
   * @param bornPs when it was created
   * @param endPs when its tail was through
   * @param hops links that it passed
   */
  void arrived(int source, int tag, long bornPs, long endPs, int hops);
}
