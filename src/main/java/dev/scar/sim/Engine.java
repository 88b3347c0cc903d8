package dev.scar.sim;

import dev.scar.plan.Plan;
import dev.scar.trace.LogSink;

/** Makes time pass in a {@link World}. All engines give the same results and the same log. */
public interface Engine {
  /** Begins with a world at time 0; log records go to the sink in order. */
  Run start(World world, LogSink log);

  /** Replays a plan from its first window to its last. */
  default ReplayResult replay(Plan plan, ReplayOptions options, LogSink log) {
    Simulation simulation = new Simulation(plan, options);
    try (Run run = start(simulation, log)) {
      run.until(Component.NEVER);
    }
    return simulation.result();
  }

  /** A simulation under way. */
  interface Run extends AutoCloseable {
    /** Handles everything before this time, or until nothing is left. */
    void until(long untilPs);

    @Override
    void close();
  }
}
