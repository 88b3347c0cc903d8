package dev.scar.search.anneal;

import dev.scar.search.SideBySide;
import dev.scar.search.StageTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Durations of overlapped stages, kept to be told again; not changed once all are known. */
final class Retold implements StageTimes {
  private final List<Consumer<StageTimes>> told = new ArrayList<>();

  @Override
  public void begin(int stages, int miniBatches) {
    told.add(to -> to.begin(stages, miniBatches));
  }

  @Override
  public void send(int source, int target, long ps, long lastPs) {
    told.add(to -> to.send(source, target, ps, lastPs));
  }

  @Override
  public void sendAlong(int source, int target, long ps, long lastPs) {
    told.add(to -> to.sendAlong(source, target, ps, lastPs));
  }

  @Override
  public void load(int stage, long firstPs, long ps, long lastPs) {
    told.add(to -> to.load(stage, firstPs, ps, lastPs));
  }

  @Override
  public void compute(int stage, long ps, long lastPs) {
    told.add(to -> to.compute(stage, ps, lastPs));
  }

  @Override
  public void store(int stage, long ps, long lastPs) {
    told.add(to -> to.store(stage, ps, lastPs));
  }

  @Override
  public long latencyPs() {
    SideBySide steps = new SideBySide();
    tell(steps);
    return steps.latencyPs();
  }

  /** Tells all of it, in order. */
  void tell(StageTimes to) {
    told.forEach(call -> call.accept(to));
  }
}
