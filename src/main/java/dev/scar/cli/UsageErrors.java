package dev.scar.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A wrong command line: what is wrong, a suggestion, and where help is; exit code 2. */
final class UsageErrors implements IParameterExceptionHandler {
  private static final int BAD_USAGE = 2;

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    List<String> suggestions =
        failure instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": " + String.valueOf(failure.getMessage()).replace('\n', ' '));
    command
        .getErr()
        .println(
            suggestions.isEmpty()
                ? "See \"" + name + " --help\"."
                : "Maybe write \"" + suggestions.get(0) + "\"; see \"" + name + " --help\".");
    return BAD_USAGE;
  }
}
