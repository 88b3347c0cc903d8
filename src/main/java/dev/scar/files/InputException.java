package dev.scar.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipException;

/** Input that cannot be used. The message is meant for the user as it stands. */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** More problems than this are counted, not printed. */
  public static final int MOST_SHOWN = 10;

  private final transient List<InputProblem> problems;

  /**
   * Reports these problems, in this order.
   *
   * @throws IllegalArgumentException if there are none
   */
  public InputException(List<InputProblem> problems) {
    super(text(problems));
    this.problems = List.copyOf(problems);
  }

  /** Reports a single problem. */
  public InputException(InputProblem problem) {
    this(List.of(problem));
  }

  /** A file that cannot be read, for this reason. */
  public static InputException unreadable(InputFile file, IOException reason) {
    return new InputException(new InputProblem(file.shown(), "", "", what(reason), ""));
  }

  private static String what(IOException reason) {
    if (reason instanceof NoSuchFileException) {
      return "does not exist";
    }
    if (reason instanceof AccessDeniedException) {
      return "may not be read: permission denied";
    }
    if (reason instanceof ZipException) {
      return "is not a gzip file, or is damaged";
    }
    String said =
        reason instanceof FileSystemException system ? system.getReason() : reason.getMessage();
    return "cannot be read" + (said == null ? "" : ": " + said);
  }

  /** Everything that is wrong, in the order of discovery. */
  public List<InputProblem> problems() {
    return problems;
  }

  private static String text(List<InputProblem> problems) {
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("an input exception needs a problem");
    }
    String shown =
        problems.stream()
            .limit(MOST_SHOWN)
            .map(InputProblem::toString)
            .collect(Collectors.joining("\n"));
    int hidden = problems.size() - MOST_SHOWN;
    return hidden > 0 ? shown + "\n… and " + hidden + " more" : shown;
  }
}
