package dev.scar.paper;

/** What a figure says. An effect below {@value #LEAST} of the whole is none. */
enum Effect {
  LESS,
  NONE,
  MORE;

  /** Shares of an effect that do not count. */
  static final double LEAST = 0.05;

  /** By what factor a figure may differ from another that it agrees with in direction. */
  static final double MOST = 2.5;

  /** Of a ratio; 1 is none. */
  static Effect ofRatio(double ratio) {
    return ofShare(ratio - 1);
  }

  /** Of a difference in percent; 0 is none. */
  static Effect ofPercent(double percent) {
    return ofShare(percent / 100);
  }

  private static Effect ofShare(double share) {
    return Math.abs(share) < LEAST ? NONE : share > 0 ? MORE : LESS;
  }

  /** Whether figures of the same sign are not too far apart. */
  static boolean isOfSize(double ours, double paper) {
    double ratio = ours / paper;
    return ratio <= MOST && ratio >= 1 / MOST;
  }
}
