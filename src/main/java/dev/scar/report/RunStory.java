package dev.scar.report;

import dev.scar.files.Sha256;
import dev.scar.search.SearchResult;
import dev.scar.trace.CriticalPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Where a run came from, for its report.
 *
 * @param command the command that makes the run again
 * @param inputs names, hashes, seed, version, in the order to be shown
 * @param found what the search found, if a search made the schedule
 * @param criticalPath what the latency consists of, first to last; empty if it was not worked out
 */
public record RunStory(
    String command,
    Map<String, String> inputs,
    @Nullable SearchResult found,
    List<PathStep> criticalPath) {
  private static final int MOST_STEPS = 1000;
  private static final int LONGEST_WORD = 40;

  public RunStory {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    criticalPath = List.copyOf(criticalPath);
  }

  /**
   * A piece of the critical path.
   *
   * @param label what happened, for people
   * @param kind what kind of thing that is: compute, load, send, store, contention, mixed
   * @param fromPs when it began, absolute
   * @param toPs when it ended, absolute
   */
  public record PathStep(String label, String kind, long fromPs, long toPs) {}

  /** The search that made the schedule, if one did. */
  public Optional<SearchResult> search() {
    return Optional.ofNullable(found);
  }

  /** The same run with one more input, after the others. */
  public RunStory with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(inputs);
    more.put(name, value);
    return new RunStory(command, more, found, criticalPath);
  }

  /**
   * Inputs, the command, and last of all the number of the run, {@code run}: the start of the
   * SHA-256 of all the others, one a line. Runs of one version by the same command on files of the
   * same content have the same.
   */
  public Map<String, String> origin() {
    Map<String, String> origin = new LinkedHashMap<>(inputs);
    origin.put("command", command);
    StringBuilder text = new StringBuilder();
    origin.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    origin.put("run", Sha256.brief(Sha256.of(text.toString())));
    return origin;
  }

  /**
   * The origin in a name for a file: version, then scenario, package and schedule, each with the
   * start of its hash, then the seed and the number of the run. Of letters, digits, dots, dashes
   * and underscores, at most 250 characters.
   */
  public String label() {
    StringJoiner label = new StringJoiner("_");
    label.add("scar-" + word(inputs.getOrDefault("version", "")));
    for (String part : List.of("scenario", "topology")) {
      label.add(word(inputs.getOrDefault(part, "")) + "-" + shortHash(part));
    }
    label.add("schedule-" + shortHash("schedule"));
    if (inputs.containsKey("seed")) {
      label.add("seed-" + word(inputs.getOrDefault("seed", "")));
    }
    return label.add("run-" + origin().get("run")).toString();
  }

  private String shortHash(String part) {
    return Sha256.brief(inputs.getOrDefault(part + "Sha256", ""));
  }

  private static String word(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9.+-]", "-");
    return plain.substring(0, Math.min(LONGEST_WORD, plain.length()));
  }

  /**
   * The same run with its critical path. Of a path of more than {@value #MOST_STEPS} steps those
   * that follow each other on one chiplet are taken together.
   */
  public RunStory along(List<CriticalPath.Step> path) {
    List<PathStep> steps = new ArrayList<>();
    boolean coarse = path.size() > MOST_STEPS;
    String chiplet = "";
    for (CriticalPath.Step step : path) {
      if (coarse && step.component().equals(chiplet)) {
        PathStep last = steps.remove(steps.size() - 1);
        steps.add(new PathStep(last.label(), "mixed", last.fromPs(), step.endPs()));
      } else {
        steps.add(
            new PathStep(
                label(step),
                step.kind().name().toLowerCase(Locale.ROOT),
                step.startPs(),
                step.endPs()));
      }
      chiplet = step.component();
    }
    return new RunStory(command, inputs, found, steps);
  }

  private static String label(CriticalPath.Step step) {
    String what =
        step.kind() == CriticalPath.Kind.COMPUTE
            ? step.component() + ": " + step.model() + " " + step.what()
            : step.what();
    return "W" + step.window() + " " + what + ", mini-batch " + step.miniBatch();
  }
}
