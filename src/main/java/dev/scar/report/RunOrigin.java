package dev.scar.report;

import dev.scar.files.Sha256;
import dev.scar.search.SearchResult;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Where a run came from.
 *
 * @param command the command that makes the run again
 * @param inputs names, hashes, seed, version, in the order to be shown
 * @param found what the search found, if a search made the schedule
 */
public record RunOrigin(String command, Map<String, String> inputs, @Nullable SearchResult found) {
  private static final int LONGEST_WORD = 40;

  public RunOrigin {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
  }

  /** The search that made the schedule, if one did. */
  public Optional<SearchResult> search() {
    return Optional.ofNullable(found);
  }

  /** The same run with one more input, after the others. */
  public RunOrigin with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(inputs);
    more.put(name, value);
    return new RunOrigin(command, more, found);
  }

  /**
   * Inputs, the command, and last of all the number of the run, {@code run}: the start of the
   * SHA-256 of all the others, one a line. Runs of one version by the same command on files of the
   * same content have the same.
   */
  public Map<String, String> all() {
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
    return label.add("run-" + all().get("run")).toString();
  }

  /**
   * The name of an input for people: {@code topologySha256} is the topology SHA-256, {@code
   * baseSha256:x} the base SHA-256 of x.
   */
  public static String words(String name) {
    String[] parts = name.split(":", 2);
    String words =
        parts[0]
            .replaceAll("([a-z0-9])([A-Z])", "$1 $2")
            .toLowerCase(Locale.ROOT)
            .replace("sha256", "SHA-256");
    return parts.length == 1 ? words : words + " of " + parts[1];
  }

  private String shortHash(String part) {
    return Sha256.brief(inputs.getOrDefault(part + "Sha256", ""));
  }

  private static String word(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9.+-]", "-");
    return plain.substring(0, Math.min(LONGEST_WORD, plain.length()));
  }
}
