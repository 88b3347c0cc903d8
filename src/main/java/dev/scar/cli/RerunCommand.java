package dev.scar.cli;

import dev.scar.files.Library;
import dev.scar.run.Inputs;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The command line that makes a run again from within its folder: what was given, without what
 * changes no file, and with the folder's copies for the user's own files.
 */
final class RerunCommand {
  static final Set<String> NO_RESULT =
      Set.of(
          "--out",
          "--overwrite",
          "--threads",
          "--format",
          "--quiet",
          "--engine",
          "--explain",
          "--check",
          "--debug",
          "--help",
          "--version");

  /** Told otherwise: as name, hash or place of what was read. */
  private static final Set<String> FILES =
      Set.of("--topology", "--scenario", "--cost-db", "--start");

  private static final Map<String, String> OTHER_FILES =
      new TreeMap<>(Map.of("--cost-db", "costs", "--start", "start"));

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,+@%-]+");

  private RerunCommand() {}

  /** Of a search: scenario and package as the folder has them, options as given. */
  static String of(ParseResult parsed, Inputs inputs) {
    StringJoiner line = start(parsed).add(quoted(inputs.argument(Library.Shelf.SCENARIOS)));
    String topology = inputs.argument(Library.Shelf.TOPOLOGIES);
    boolean named = parsed.hasMatchedOption("--topology") || parsed.hasMatchedOption("--start");
    if (named || topology.contains("/")) {
      line.add("--topology").add(quoted(topology));
    }
    return options(parsed, inputs, line);
  }

  /** Of the schedule file that the folder holds, which names scenario and package. */
  static String ofReplay(ParseResult parsed, Inputs inputs) {
    return options(parsed, inputs, start(parsed).add("schedule.json"));
  }

  private static StringJoiner start(ParseResult parsed) {
    return new StringJoiner(" ").add("scar").add(parsed.commandSpec().name());
  }

  private static String options(ParseResult parsed, Inputs inputs, StringJoiner line) {
    for (Map.Entry<String, String> file : OTHER_FILES.entrySet()) {
      if (parsed.hasMatchedOption(file.getKey())) {
        line.add(file.getKey()).add(inputs.argument(file.getValue()));
      }
    }
    for (OptionSpec option : parsed.matchedOptions()) {
      if (!isElsewhere(option)) {
        if (option.arity().max() == 0) {
          line.add(option.longestName());
        } else {
          for (String value : option.originalStringValues()) {
            line.add(option.longestName()).add(quoted(value));
          }
        }
      }
    }
    return line.toString();
  }

  /** Whether it changes no result, or is told as what was read. */
  static boolean isElsewhere(OptionSpec option) {
    return NO_RESULT.contains(option.longestName()) || FILES.contains(option.longestName());
  }

  private static String quoted(String value) {
    return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
  }
}
