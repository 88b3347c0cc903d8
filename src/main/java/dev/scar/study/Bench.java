package dev.scar.study;

import dev.scar.cost.CostModel;
import dev.scar.sim.Engine;
import dev.scar.sim.LoopEngine;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * What experiments are run on.
 *
 * @param costs what layers cost
 * @param threads for a search; no answer depends on it
 * @param engine replays schedules; all engines give the same
 * @param stop asked now and then whether to end early, which is no answer
 */
public record Bench(CostModel costs, int threads, Engine engine, BooleanSupplier stop) {
  /** The engine, which begins nothing any more when the bench is stopped. */
  @Override
  public Engine engine() {
    return (world, log) -> {
      if (stop.getAsBoolean()) {
        throw new CancellationException("before a replay");
      }
      return engine.start(world, log);
    };
  }

  /** With the sequential engine, to the end. */
  public static Bench of(CostModel costs, int threads) {
    return new Bench(costs, threads, new LoopEngine(), () -> false);
  }

  /** The same with another stop. */
  public Bench stopping(BooleanSupplier asked) {
    return new Bench(costs, threads, engine, asked);
  }

  /** The same for an experiment that runs beside others. */
  Bench beside() {
    return new Bench(costs, 1, engine, stop);
  }
}
