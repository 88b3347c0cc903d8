package dev.scar.workload;

import java.util.List;

/**
 * When the samples of a model are there, in picoseconds since the start of a run. Sample {@code i}
 * is never there before sample {@code i - 1}.
 *
 * <p>A stage that reads the model's own input begins a mini-batch when the last of its samples is
 * there ({@code replay-rules.md#rule-21}).
 */
public sealed interface Arrivals {
  /** All of them, when the run starts. */
  Arrivals AT_ONCE = new Periodic(0, 0);

  /** When this sample is there; samples count from 0. */
  long ps(int sample);

  /**
   * Frames of a camera.
   *
   * @param firstPs when the first one is there
   * @param everyPs from one to the next
   */
  record Periodic(long firstPs, long everyPs) implements Arrivals {
    public Periodic {
      if (firstPs < 0 || everyPs < 0) {
        throw new IllegalArgumentException(
            "arrivals from %d ps, every %d ps".formatted(firstPs, everyPs));
      }
    }

    @Override
    public long ps(int sample) {
      return Math.addExact(firstPs, Math.multiplyExact(everyPs, (long) sample));
    }
  }

  /** A time for each sample; as many as the batch has. */
  record Listed(List<Long> timesPs) implements Arrivals {
    public Listed {
      timesPs = List.copyOf(timesPs);
      long before = 0;
      for (long ps : timesPs) {
        if (ps < before) {
          throw new IllegalArgumentException("a sample arrives before the one in front of it");
        }
        before = ps;
      }
    }

    @Override
    public long ps(int sample) {
      return timesPs.get(sample);
    }
  }
}
