package dev.scar.hardware;

/**
 * What holds for a package as a whole.
 *
 * @param preset what its parameters are meant to be
 * @param nopJoulePerBit energy of one bit over one hop
 * @param dramJoulePerBit energy of one bit read from or written to DRAM
 * @param linkStaticW power of each directed link, whether it is used or not
 * @param dramStaticW power of each DRAM, whether it is used or not
 * @param multicast whether a tensor for several chiplets travels once as far as their routes go
 *     together ({@code replay-rules.md#rule-24})
 */
public record PackageTerms(
    Preset preset,
    double nopJoulePerBit,
    double dramJoulePerBit,
    double linkStaticW,
    double dramStaticW,
    boolean multicast) {
  public PackageTerms {
    if (!(nopJoulePerBit >= 0 && dramJoulePerBit >= 0)) {
      throw new IllegalArgumentException("energies must not be negative");
    }
    if (!(linkStaticW >= 0 && dramStaticW >= 0 && linkStaticW + dramStaticW < 1e9)) {
      throw new IllegalArgumentException("static power must be 0 to 1 GW");
    }
  }

  /** The same with multicast. */
  public PackageTerms withMulticast() {
    return new PackageTerms(
        preset, nopJoulePerBit, dramJoulePerBit, linkStaticW, dramStaticW, true);
  }

  /** Without multicast. */
  public PackageTerms(
      Preset preset,
      double nopJoulePerBit,
      double dramJoulePerBit,
      double linkStaticW,
      double dramStaticW) {
    this(preset, nopJoulePerBit, dramJoulePerBit, linkStaticW, dramStaticW, false);
  }

  /** Of preset {@code paper}, without static power and multicast. */
  public PackageTerms(double nopJoulePerBit, double dramJoulePerBit) {
    this(Preset.PAPER, nopJoulePerBit, dramJoulePerBit, 0, 0);
  }
}
