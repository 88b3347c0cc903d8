package dev.scar.cli;

import dev.scar.replay.ActorEngine;
import dev.scar.run.RunOptions;
import dev.scar.sim.LoopEngine;
import dev.scar.units.Quantity;
import dev.scar.units.UnitException;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options of commands that replay. */
final class ReplaySettings {
  /** Which engine replays. */
  enum Engine {
    ACTORS,
    LOOP
  }

  @Idle(beside = "--coordinator")
  @Option(
      names = "--engine",
      paramLabel = "actors|loop",
      description = "Engine of the replay; both give the same results (default: ${DEFAULT-VALUE}).")
  Engine engine = Engine.ACTORS;

  @Option(
      names = "--packet",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "Size of packets (default: ${DEFAULT-VALUE}).")
  long packetBytes = RunOptions.DEFAULT.packetBytes();

  dev.scar.sim.Engine engine(int threads) {
    return engine == Engine.LOOP ? new LoopEngine() : new ActorEngine(threads);
  }

  /** Sizes such as "4 KiB". */
  static final class SizeConverter implements Values.Words<Long> {
    private static final long KIBI = 1024;

    @Override
    public String word(Long bytes) {
      return bytes % KIBI == 0 ? bytes / KIBI + " KiB" : bytes + " B";
    }

    @Override
    public Long convert(String text) {
      try {
        long size = Quantity.SIZE.parseLong(text, "4 KiB");
        if (size < 1) {
          throw new TypeConversionException("(" + text + ") must be at least 1 B");
        }
        return size;
      } catch (UnitException e) {
        throw new TypeConversionException(e.getMessage() + ". " + e.advice());
      }
    }
  }
}
