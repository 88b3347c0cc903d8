package dev.scar.replay;

import dev.scar.sim.Engine;

/** Makes time pass in a world of {@link Parts}, with an actor for each. */
public final class PartsEngine {
  private final int threads;

  /** An engine with so many dispatcher threads. */
  public PartsEngine(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("at least one thread");
    }
    this.threads = threads;
  }

  /** Begins with a world at time 0. */
  public Engine.Run start(Parts parts) {
    return ActorEngine.start(PartsClock.create(parts), threads);
  }
}
