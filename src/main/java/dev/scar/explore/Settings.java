package dev.scar.explore;

import dev.scar.files.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which fields a study may set. */
final class Settings {
  static final String SCENARIO = "scenario";
  static final String TOPOLOGY = "topology";
  static final String SHAPE = "shape";
  static final String CHIPLETS = "chiplets";
  static final String PRESET = "preset";
  static final String ROUTING = "routing";
  static final String PACKAGE = "package.";
  static final String OPTIONS = "options.";

  static final String OBJECTIVE = OPTIONS + "objective";
  static final String SEARCH = OPTIONS + "search";
  static final String EFFORT = OPTIONS + "effort";
  static final String MINI_BATCH = OPTIONS + "mini-batch";
  static final String WEIGHTS = OPTIONS + "weights";
  static final String EXECUTION = OPTIONS + "execution";
  static final String L2_OVERFLOW = OPTIONS + "l2-overflow";
  static final String SEED = OPTIONS + "seed";
  static final String PACKET = OPTIONS + "packet";
  static final String BARRIER = OPTIONS + "barrier";

  /** Of packages that are generated, not read from a file. */
  static final List<String> GENERATED = List.of(SHAPE, CHIPLETS, PRESET, ROUTING);

  private static final List<String> KNOWN =
      List.of(
          SCENARIO,
          TOPOLOGY,
          SHAPE,
          CHIPLETS,
          PRESET,
          ROUTING,
          OBJECTIVE,
          SEARCH,
          EFFORT,
          MINI_BATCH,
          WEIGHTS,
          EXECUTION,
          L2_OVERFLOW,
          SEED,
          PACKET,
          BARRIER);

  private static final Set<String> BY_THE_CLOCK =
      Set.of(OPTIONS + "time-limit", OPTIONS + "timeLimit", OPTIONS + "time_limit");

  private Settings() {}

  /** What is wrong with a field. */
  record Problem(String expectation, String advice) {}

  /** Whether and why this is no field. */
  static Optional<Problem> problem(String field) {
    if (KNOWN.contains(field) || (field.startsWith(PACKAGE) && field.length() > PACKAGE.length())) {
      return Optional.empty();
    }
    if (BY_THE_CLOCK.contains(field)) {
      return Optional.of(
          new Problem(
              "depends on the clock, so that a point would come out otherwise on another machine",
              "Maybe write \"" + EFFORT + "\"."));
    }
    List<String> words = new ArrayList<>(KNOWN);
    words.add(PACKAGE + "nop.bandwidth");
    return Optional.of(
        new Problem(
            "is not a known field",
            Spelling.nearest(field, words)
                .map(word -> "Maybe write \"" + word + "\".")
                .orElse("Known: " + String.join(", ", KNOWN) + " and package.PLACE.")));
  }
}
