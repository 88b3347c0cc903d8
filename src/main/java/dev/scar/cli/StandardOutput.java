package dev.scar.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream to whoever started the program, which remembers the first error: printers swallow them.
 *
 * <p>After an error nothing more is written. The end of a pipe whose reader has gone away, as in
 * {@code scar topology | head -n 1}, is an error without a message.
 */
final class StandardOutput extends OutputStream {
  private final OutputStream out;
  private @Nullable IOException failure;

  StandardOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    attempt(() -> out.write(bytes, from, length));
  }

  @Override
  public void flush() {
    attempt(out::flush);
  }

  private interface Action {
    void run() throws IOException;
  }

  private void attempt(Action action) {
    if (failure == null) {
      try {
        action.run();
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  /** Whether something could not be written. */
  boolean hasFailed() {
    return failure != null;
  }

  /** What to tell the user about it, if anything. */
  Optional<String> complaint() {
    return Optional.ofNullable(failure)
        .map(e -> String.valueOf(e.getMessage()))
        .filter(reason -> !reason.contains("Broken pipe"))
        .map(reason -> "scar: standard output cannot be written: " + reason);
  }
}
