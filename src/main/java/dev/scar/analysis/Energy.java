package dev.scar.analysis;

/** Energy in joules by where it is spent. */
public record Energy(double computeJ, double nopJ, double dramJ) {
  /** No energy. */
  public static final Energy ZERO = new Energy(0, 0, 0);

  public Energy plus(Energy other) {
    return new Energy(computeJ + other.computeJ, nopJ + other.nopJ, dramJ + other.dramJ);
  }

  public double totalJ() {
    return computeJ + nopJ + dramJ;
  }
}
