package dev.scar.sim;

import dev.scar.plan.Plan;
import dev.scar.trace.LogSink;

/** Something that replays plans. All engines give the same result and the same log. */
public interface ReplayEngine {
  /** Replays a plan; log records go to the sink in order. */
  ReplayResult replay(Plan plan, ReplayOptions options, LogSink log);
}
