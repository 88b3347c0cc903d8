package dev.scar.cli;

import dev.scar.files.PlainText;
import dev.scar.files.Spelling;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A wrong command line: what is wrong, a suggestion, and where help is; exit code 2. */
final class UsageErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    PrintWriter err = command.getErr();
    err.println(name + ": " + PlainText.of(String.valueOf(failure.getMessage())));
    err.println(
        suggestion(failure, args).map(word -> "Maybe write \"" + word + "\"; see").orElse("See")
            + " \""
            + name
            + " --help\".");
    return Failures.BAD_INPUT;
  }

  private static Optional<String> suggestion(ParameterException failure, String[] args) {
    if (failure instanceof MissingParameterException) {
      return misspelt(failure.getCommandLine().getCommandSpec().optionsMap().keySet(), args);
    }
    if (!(failure instanceof UnmatchedArgumentException unmatched)) {
      return Optional.empty();
    }
    List<String> known = unmatched.getSuggestions();
    String first = unmatched.getUnmatched().get(0);
    if (first.startsWith("-")) {
      return known.stream().findFirst();
    }
    Set<String> commands = failure.getCommandLine().getSubcommands().keySet();
    return Stream.concat(Stream.of(first), Stream.of(args))
        .flatMap(word -> Spelling.nearest(word, commands).stream())
        .findFirst()
        .or(() -> known.stream().findFirst());
  }

  /** The option that a word may mean which is none; a required one is then missing. */
  private static Optional<String> misspelt(Set<String> options, String[] args) {
    return Stream.of(args)
        .map(word -> word.split("=", 2)[0])
        .filter(word -> word.startsWith("--") && !options.contains(word))
        .flatMap(word -> Spelling.nearest(word, options).stream())
        .findFirst();
  }
}
