package dev.scar.sim;

import dev.scar.plan.Plan;
import dev.scar.trace.LogSink;
import java.util.ArrayList;
import java.util.List;

/**
 * The sequential reference: one component, one instant at a time, in the order (time, component).
 *
 * <p>Obviously right, and the baseline of speed. <b>Cost:</b> O(log components) per event.
 */
public final class LoopEngine implements ReplayEngine {
  @Override
  public ReplayResult replay(Plan plan, ReplayOptions options, LogSink log) {
    Simulation simulation = new Simulation(plan, options.packetBytes(), options.detail());
    EventLoop loop = new EventLoop(simulation.network().components(), log);
    List<WindowReplay> windows = new ArrayList<>();
    long now = 0;
    for (int w = 0; w < plan.windows().size(); w++) {
      List<StageRun> runs = simulation.runs(w);
      for (StageRun run : runs) {
        simulation.chiplet(run).begin(run, now);
      }
      loop.run(Component.NEVER);
      WindowReplay window = simulation.end(w, now, runs);
      windows.add(window);
      now = window.endPs();
      options.progress().windowDone(w, now);
    }
    return ReplayCollector.collect(simulation, options.packetBytes(), windows);
  }
}
