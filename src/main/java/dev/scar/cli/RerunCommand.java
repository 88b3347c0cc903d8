package dev.scar.cli;

import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The command line that makes a run again: what was given, without what changes no result. */
final class RerunCommand {
  private static final Set<String> NO_RESULT =
      Set.of(
          "--out",
          "--overwrite",
          "--threads",
          "--format",
          "--quiet",
          "--engine",
          "--explain",
          "--check",
          "--no-report",
          "--trace-detail",
          "--trace-from",
          "--trace-to");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,+@%-]+");

  private RerunCommand() {}

  /** Of a search: scenario and options as given. */
  static String of(ParseResult parsed) {
    StringJoiner line = start(parsed);
    for (PositionalParamSpec positional : parsed.matchedPositionals()) {
      values(positional, line);
    }
    return options(parsed, line);
  }

  /** Of the schedule file that the run's folder holds, from within it. */
  static String ofReplay(ParseResult parsed) {
    return options(parsed, start(parsed).add("schedule.json"));
  }

  private static StringJoiner start(ParseResult parsed) {
    return new StringJoiner(" ").add("scar").add(parsed.commandSpec().name());
  }

  private static String options(ParseResult parsed, StringJoiner line) {
    for (OptionSpec option : parsed.matchedOptions()) {
      if (!NO_RESULT.contains(option.longestName())) {
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

  private static void values(ArgSpec argument, StringJoiner line) {
    argument.originalStringValues().forEach(value -> line.add(quoted(value)));
  }

  private static String quoted(String value) {
    return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
  }
}
