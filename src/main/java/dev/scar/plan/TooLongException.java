package dev.scar.plan;

/** Something that takes longer than the longest time that is counted, 2^63 ps or 106 days. */
public final class TooLongException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A refusal of this, which names what is too long: {@code the schedule of sc1 on mesh}. */
  public TooLongException(String what, Throwable cause) {
    super(
        what
            + " may take longer than 106 days (2^63 ps), the longest time that is counted\n"
            + "Lower a batch, or raise the bandwidths and clocks that are far below the others.",
        cause);
  }
}
