package dev.scar.analysis;

/**
 * Energy in joules by where it is spent.
 *
 * @param staticJ what chiplets, links and DRAMs draw from the start to the end, used or not
 */
public record Energy(double computeJ, double nopJ, double dramJ, double staticJ) {
  /** No energy. */
  public static final Energy ZERO = new Energy(0, 0, 0, 0);

  public Energy plus(Energy other) {
    return new Energy(
        computeJ + other.computeJ, nopJ + other.nopJ, dramJ + other.dramJ, staticJ + other.staticJ);
  }

  public double totalJ() {
    return computeJ + nopJ + dramJ + staticJ;
  }
}
