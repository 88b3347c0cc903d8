package dev.scar.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Says when a search has to end: after a time, or at Ctrl-C. A second Ctrl-C quits the program. */
final class StopSwitch implements BooleanSupplier, AutoCloseable {
  private static final Signal INTERRUPT = new Signal("INT");
  private static final long PS_PER_NS = 1000;
  private static final int INTERRUPTED = 130;

  private final AtomicBoolean interrupted = new AtomicBoolean();
  private final long begunNs = System.nanoTime();
  private final long limitNs;
  private final SignalHandler before;

  private StopSwitch(long limitNs) {
    this.limitNs = limitNs;
    this.before =
        Signal.handle(
            INTERRUPT,
            signal -> {
              if (interrupted.getAndSet(true)) {
                System.exit(INTERRUPTED);
              }
            });
  }

  /** A switch that goes off after so many picoseconds; never by itself if there is no limit. */
  static StopSwitch after(@Nullable Long limitPs) {
    return new StopSwitch(limitPs == null ? Long.MAX_VALUE : limitPs / PS_PER_NS);
  }

  @Override
  public boolean getAsBoolean() {
    return interrupted.get() || System.nanoTime() - begunNs > limitNs;
  }

  @Override
  public void close() {
    Signal.handle(INTERRUPT, before);
  }
}
