package dev.scar.cli;

import java.io.PrintWriter;

/**
 * A line on an interactive terminal that says how far long work is; nothing elsewhere. The launcher
 * says in {@code scar.terminal} whether it is one: {@code true}, or {@code console} for what Java
 * takes for one.
 */
final class Progress implements AutoCloseable {
  private final PrintWriter err;
  private final boolean shown;
  private int width;

  Progress(PrintWriter err, boolean quiet) {
    this.err = err;
    this.shown = !quiet && isTerminal(System.getProperty("scar.terminal", "false"));
  }

  private static boolean isTerminal(String said) {
    return said.equals("true") || said.equals("console") && System.console() != null;
  }

  /** Whether anybody sees it. */
  boolean isShown() {
    return shown;
  }

  void show(String text) {
    if (shown) {
      err.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
      err.flush();
      width = text.length();
    }
  }

  @Override
  public void close() {
    clear();
  }

  void clear() {
    if (shown && width > 0) {
      err.print("\r" + " ".repeat(width) + "\r");
      err.flush();
      width = 0;
    }
  }
}
