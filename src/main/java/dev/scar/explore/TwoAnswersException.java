package dev.scar.explore;

/**
 * The same question got two answers: the program, or a machine that it runs on, has a defect. The
 * message names both.
 */
final class TwoAnswersException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TwoAnswersException(String key, String one, String first, String other, String second) {
    super(
        "point %s has two answers, which must not be: %s has %s; %s is %s"
            .formatted(key, one, first, other, second));
  }
}
