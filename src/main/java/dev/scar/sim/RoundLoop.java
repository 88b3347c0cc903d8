package dev.scar.sim;

import dev.scar.trace.LogRecord;
import dev.scar.trace.LogSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The event loop over a world whose endpoints only send: rounds in which each component handles all
 * that is due to it at once.
 *
 * <p>Where the ways of packets have no cycle, components act from the sources on along them, and a
 * round may be long ({@code replay-rules.md#rule-19}). Otherwise a round is as long as the smallest
 * delay between components, so that nothing that it emits is due in it. Results are those of {@link
 * EventLoop}, the log too: it is put in order of (time, component) after each round. <b>Cost:</b> a
 * comparison per component and round, and O(1) per event; long rounds are what makes the most of
 * the processor's caches.
 */
final class RoundLoop implements Engine.Run, Emitter {
  private static final long SMALLEST_DELAYS = 1 << 7;

  private final Component[] components;
  private final int[] order;
  private final long[] nextPs;
  private final long roundPs;
  private final LogSink log;
  private final List<LogRecord> unsorted = new ArrayList<>();
  private long earliestPs;

  RoundLoop(World world, LogSink log) {
    this.components = world.components().all().toArray(Component[]::new);
    this.nextPs = Arrays.stream(components).mapToLong(Component::nextPs).toArray();
    this.earliestPs = Arrays.stream(nextPs).min().orElse(Component.NEVER);
    Optional<int[]> forwards = inOrderOfWays(world);
    this.order = forwards.orElseGet(() -> IntStream.range(0, components.length).toArray());
    this.roundPs =
        forwards.isPresent()
            ? Math.multiplyExact(SMALLEST_DELAYS, world.smallestDelayPs())
            : world.smallestDelayPs();
    this.log = log;
  }

  /** Sources, links from the beginnings of ways to their ends, ejection ports. */
  private static Optional<int[]> inOrderOfWays(World world) {
    Components all = world.components();
    if (!all.onlyForwards()) {
      return Optional.empty();
    }
    int ejections = all.firstEjection();
    int endpoints = all.firstEndpoint();
    return Lookahead.byDepth(ejections, world)
        .map(
            depths ->
                Stream.of(
                        IntStream.range(endpoints, all.size()),
                        depths.stream().flatMapToInt(Arrays::stream),
                        IntStream.range(ejections, endpoints))
                    .flatMapToInt(part -> part)
                    .toArray());
  }

  @Override
  public void until(long untilPs) {
    while (earliestPs < untilPs) {
      round(untilPs - earliestPs > roundPs ? earliestPs + roundPs : untilPs);
      if (!unsorted.isEmpty()) {
        unsorted.sort(Loop.ORDER);
        unsorted.forEach(log::append);
        unsorted.clear();
      }
    }
  }

  /** All that is due before its end; nobody emits anything that is to a component before it. */
  private void round(long endPs) {
    earliestPs = Component.NEVER;
    for (int c : order) {
      if (nextPs[c] < endPs) {
        components[c].advance(endPs, this);
        nextPs[c] = components[c].nextPs();
      }
      earliestPs = Math.min(earliestPs, nextPs[c]);
    }
  }

  @Override
  public void packet(
      int target, int input, long headPs, long tailPs, long bornPs, Transfer transfer, long meta) {
    components[target].offer(input, headPs, tailPs, bornPs, transfer, meta);
    nextPs[target] = Math.min(nextPs[target], headPs);
    earliestPs = Math.min(earliestPs, headPs);
  }

  @Override
  public void log(LogRecord entry) {
    unsorted.add(entry);
  }

  @Override
  public void delivered(Transfer transfer, long timePs) {
    throw new IllegalStateException("nobody waits for a transfer");
  }

  @Override
  public void released(Transfer transfer) {
    // Nobody asks for bounds of transfers under way.
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
