package dev.scar.paper;

import java.util.Locale;

/**
 * A figure of the paper beside ours.
 *
 * @param said the effect that the paper's has
 * @param found the effect that ours has
 * @param near whether they are close enough to be the same
 * @param off how far ours is off, in words
 * @param shown ours, for people
 */
record Comparison(
    double paper, double ours, Effect said, Effect found, boolean near, String off, String shown) {
  private static final double NEAR = 0.10;
  private static final double POINTS = 5;

  /** Of two ratios, where 1 means no difference. */
  static Comparison ofRatios(double paper, double ours) {
    double off = ours / paper - 1;
    return new Comparison(
        paper,
        ours,
        Effect.ofRatio(paper),
        Effect.ofRatio(ours),
        Math.abs(off) <= NEAR,
        String.format(Locale.ROOT, "%+.0f %%", 100 * off),
        Judgement.number(ours));
  }

  /** Of two reductions in percent, where 0 means no difference. */
  static Comparison ofPercents(double paper, double ours) {
    double off = ours - paper;
    return new Comparison(
        paper,
        ours,
        Effect.ofPercent(paper),
        Effect.ofPercent(ours),
        Math.abs(off) <= POINTS,
        String.format(Locale.ROOT, "%+.1f points", off),
        String.format(Locale.ROOT, "%.1f %%", ours));
  }

  Verdict verdict() {
    if (said != found) {
      return Verdict.FAILS;
    }
    if (near) {
      return Verdict.HOLDS;
    }
    return said != Effect.NONE && Effect.isOfSize(ours, paper)
        ? Verdict.HOLDS_IN_DIRECTION
        : Verdict.FAILS;
  }

  /** What is alike or not, and by how much. */
  String why() {
    return words() + off;
  }

  private String words() {
    if (found == Effect.NONE && said != Effect.NONE) {
      return "no difference here, ";
    }
    if (said == Effect.NONE && found != Effect.NONE) {
      return "a difference here, ";
    }
    if (said != found) {
      return "the other direction, ";
    }
    if (near) {
      return "";
    }
    return Effect.isOfSize(ours, paper) ? "same direction, " : "same direction, but not the size, ";
  }
}
