package dev.scar.files;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Output that cannot be written. The message is one line for the user. */
public final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutputException(Path target, String reason) {
    super(PlainText.of(target + ": " + reason));
  }

  OutputException(Path target, Exception cause) {
    super(PlainText.of(target + ": cannot be written: " + reason(cause)), cause);
  }

  /** Whether the target was refused, as bad input is, rather than the writing of it failed. */
  public boolean isRefusal() {
    return getCause() == null;
  }

  private static String reason(Exception e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no such folder";
    }
    if (e instanceof NotDirectoryException) {
      return "a file is in the way";
    }
    if (e instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }
}
