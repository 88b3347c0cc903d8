package dev.scar.cli;

import dev.scar.run.RunFolder;
import dev.scar.trace.LogRecord;
import dev.scar.units.Quantity;
import java.util.Locale;

/** How far a replay is: simulated time, and records of the log per second. */
final class ReplayProgress implements RunFolder.Watch {
  private static final long EVERY_NS = 200_000_000;
  private static final int LOOK_EVERY = 256;

  private final Progress progress;
  private final int windows;
  private final long startedNs = System.nanoTime();
  private long shownNs = startedNs;
  private long events;

  ReplayProgress(Progress progress, int windows) {
    this.progress = progress;
    this.windows = windows;
  }

  @Override
  public void windowDone(int window, long simulatedPs) {
    progress.show("replay: window " + (window + 1) + " of " + windows);
  }

  @Override
  public void append(LogRecord entry) {
    if (++events % LOOK_EVERY != 0 || !progress.isShown()) {
      return;
    }
    long now = System.nanoTime();
    if (now - shownNs >= EVERY_NS) {
      shownNs = now;
      progress.show(
          String.format(
              Locale.ROOT,
              "replay: window %d of %d, simulated %s, %,.0f logged events/s",
              entry.window() + 1,
              windows,
              Quantity.TIME.format(entry.timePs()),
              events * 1e9 / (now - startedNs)));
    }
  }
}
