package dev.scar.sim;

import dev.scar.trace.LogSink;

/** Makes time pass in an {@link OpenLoop}. All engines give the same arrivals and the same log. */
public interface OpenLoopEngine {
  /** Begins with a network at time 0. */
  Run start(OpenLoop network, LogSink log);

  /** A simulation under way. */
  interface Run extends AutoCloseable {
    /** Handles everything before this time. */
    void until(long untilPs);

    @Override
    void close();
  }

  /** The sequential loop. */
  static OpenLoopEngine loop() {
    return (network, log) -> {
      EventLoop loop = new EventLoop(network.components(), log);
      return new Run() {
        @Override
        public void until(long untilPs) {
          loop.run(untilPs);
        }

        @Override
        public void close() {
          // Nothing is held.
        }
      };
    };
  }
}
