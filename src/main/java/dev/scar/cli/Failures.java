package dev.scar.cli;

import dev.scar.cost.CostException;
import dev.scar.files.InputException;
import dev.scar.files.OutputException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * What goes wrong while a command runs, in a line or two and an exit code; stack traces only with
 * {@code SCAR_DEBUG} set.
 */
final class Failures implements IExecutionExceptionHandler {
  private static final int FAILED = 1;
  private static final int BAD_INPUT = 2;

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    if (System.getenv("SCAR_DEBUG") != null) {
      failure.printStackTrace(command.getErr());
    }
    if (failure instanceof InputException input) {
      command.getErr().println(input.getMessage());
      return BAD_INPUT;
    }
    if (failure instanceof CostException cost) {
      command.getErr().println(cost.getMessage());
      return BAD_INPUT;
    }
    if (failure instanceof OutputException output) {
      command.getErr().println(output.getMessage());
      return FAILED;
    }
    String message =
        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    command.getErr().println("scar: failed: " + message);
    return FAILED;
  }
}
