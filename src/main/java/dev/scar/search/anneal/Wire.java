package dev.scar.search.anneal;

import dev.scar.plan.Path;
import dev.scar.units.Bandwidth;

/** What a transfer between two places costs, as {@link Path} has it, at hand. */
record Wire(Bandwidth slowest, long latencyPs, int hops, double psPerByte, Path path) {
  static Wire of(Path path) {
    double psPerByte = 1e12 / path.slowest().bytesPerSecond();
    return new Wire(path.slowest(), path.latencyPs(), path.hops(), psPerByte, path);
  }

  /** Duration of an uncontended transfer; 0 for no bytes. */
  long durationPs(long bytes) {
    return bytes == 0 ? 0 : Math.addExact(slowest.transferPs(bytes), latencyPs);
  }
}
