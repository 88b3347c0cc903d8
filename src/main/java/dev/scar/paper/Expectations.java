package dev.scar.paper;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the calibration, written before any search was run, said about claims ({@code
 * calibration.md#what-was-expected-of-the-claims}).
 */
public final class Expectations {
  /** What was said. */
  public enum Expectation {
    EXPECTED,
    FRAGILE,
    NOT_EXPECTED;

    /** As reports write it. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
  }

  /** By claim. */
  public static final Map<String, Expectation> BY_CLAIM = byClaim();

  private Expectations() {}

  private static Map<String, Expectation> byClaim() {
    Map<String, Expectation> map = new TreeMap<>();
    List.of("C06", "C07", "C13", "C15", "C17", "C18", "C19", "C28", "C47")
        .forEach(id -> map.put(id, Expectation.EXPECTED));
    List.of("C01", "C02", "C14", "C16", "C32").forEach(id -> map.put(id, Expectation.FRAGILE));
    List.of("C24", "C26").forEach(id -> map.put(id, Expectation.NOT_EXPECTED));
    return Collections.unmodifiableMap(map);
  }

  /** Whether a verdict is a surprise: expected and failed, or not expected and holding. */
  public static boolean isSurprise(Claims.Result result) {
    Expectation expectation = BY_CLAIM.get(result.claim().id());
    Verdict verdict = result.judgement().verdict();
    return (expectation == Expectation.EXPECTED && verdict == Verdict.FAILS)
        || (expectation == Expectation.NOT_EXPECTED && verdict == Verdict.HOLDS);
  }
}
