package dev.scar.trace;

/** What a transfer is. */
public enum Move {
  /** From DRAM to a chiplet. */
  LOAD,
  /** From one chiplet to another. */
  SEND,
  /** From a chiplet to DRAM. */
  STORE;

  private static final String DRAM = "dram ";

  /** What a transfer between two places is, by their names in a log. */
  static Move between(String source, String destination) {
    if (source.startsWith(DRAM)) {
      return LOAD;
    }
    return destination.startsWith(DRAM) ? STORE : SEND;
  }
}
