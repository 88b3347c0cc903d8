package dev.scar.sim;

import dev.scar.plan.Plan;
import dev.scar.trace.LogRecord;
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
    Loop loop = new Loop(simulation.network(), log);
    List<WindowReplay> windows = new ArrayList<>();
    long now = 0;
    for (int w = 0; w < plan.windows().size(); w++) {
      List<StageRun> runs = simulation.runs(w);
      for (StageRun run : runs) {
        simulation.chiplet(run).begin(run, now);
      }
      loop.run();
      WindowReplay window = simulation.end(w, now, runs);
      windows.add(window);
      now = window.endPs();
      options.progress().windowDone(w, now);
    }
    return ReplayCollector.collect(simulation, options.packetBytes(), windows);
  }

  /** The event loop over the components of a network. */
  private static final class Loop implements Emitter {
    private final Component[] components;
    private final EventTree events;
    private final LogSink log;

    Loop(Network network, LogSink log) {
      this.components = network.components().toArray(Component[]::new);
      this.events = new EventTree(components.length);
      this.log = log;
    }

    void run() {
      for (Component component : components) {
        events.update(component.ordinal(), component.nextPs());
      }
      int next = events.first();
      while (events.timePs(next) != Component.NEVER) {
        Component component = components[next];
        component.advance(events.timePs(next) + 1, this);
        events.update(next, component.nextPs());
        next = events.first();
      }
    }

    @Override
    public void packet(
        int target,
        int input,
        long headPs,
        long tailPs,
        long bornPs,
        Transfer transfer,
        long meta) {
      ServerModel server = (ServerModel) components[target];
      server.offer(input, headPs, tailPs, bornPs, transfer, meta);
      events.update(target, server.nextPs());
    }

    @Override
    public void delivered(Transfer transfer, long timePs) {
      deliver(transfer.program().producer(), transfer, timePs);
      if (transfer.program().consumer() >= 0) {
        deliver(transfer.program().consumer(), transfer, timePs);
      }
    }

    private void deliver(int chiplet, Transfer transfer, long timePs) {
      ChipletModel model = (ChipletModel) components[chiplet];
      model.deliver(transfer, timePs);
      events.update(chiplet, model.nextPs());
    }

    @Override
    public void released(Transfer transfer) {
      // The loop needs no bounds of transfers in flight.
    }

    @Override
    public void log(LogRecord entry) {
      log.append(entry);
    }
  }
}
