package dev.scar.sim;

import dev.scar.plan.Plan;
import dev.scar.plan.WindowPlan;
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
    for (List<WindowPlan> epoch : simulation.epochs()) {
      List<StageRun> runs = simulation.runs(epoch);
      long start = now;
      simulation
          .byChiplet(runs)
          .forEach((chiplet, own) -> simulation.network().chipletAt(chiplet).begin(own, start));
      loop.run(Component.NEVER);
      for (WindowReplay window : simulation.end(epoch, start, runs)) {
        windows.add(window);
        now = Math.max(now, window.endPs());
        options.progress().windowDone(window.index(), now);
      }
    }
    return ReplayCollector.collect(simulation, options.packetBytes(), windows);
  }
}
