package dev.scar.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.sim.DeadlockException;
import dev.scar.traffic.router.RouterSettings;
import dev.scar.traffic.router.RouterSettings.Allocator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Routers in parts, an actor each, do what they do as one, whatever the threads. */
class RouterPartsTest {
  private static final String[] SHAPES = {
    "mesh:3x3", "mesh:1x5", "torus:4x4", "ring:6", "cmesh:2x2x2", "triangular:3x3", "mesh:2x2"
  };

  private static Traffic traffic(
      TrafficNetwork network, RouterSettings routers, OptionalInt threads) {
    return new Traffic(network, new CreditTransport(routers, threads), (done, of) -> {});
  }

  /** What a run comes to; two runs that do the same say the same. */
  private interface Run {
    Object of(Traffic traffic);
  }

  private static String outcome(
      Run run, TrafficNetwork network, RouterSettings routers, OptionalInt threads) {
    try {
      return String.valueOf(run.of(traffic(network, routers, threads)));
    } catch (DeadlockException stopped) {
      return stopped.getMessage() + stopped.found() + stopped.cycle();
    }
  }

  private static void tryOut(long seed) {
    Random random = new Random(seed);
    TrafficNetwork network =
        TrafficNetwork.sized(SHAPES[random.nextInt(SHAPES.length)], Optional.empty());
    Allocator allocator = Allocator.values()[random.nextInt(Allocator.values().length)];
    RouterSettings routers =
        new RouterSettings(
            2 + random.nextInt(3),
            1 + random.nextInt(8),
            allocator,
            allocator == Allocator.ISLIP ? 1 + random.nextInt(2) : 1);
    TrafficSettings settings =
        new TrafficSettings(
            1 + random.nextInt(9),
            random.nextInt(200),
            500 + random.nextInt(5_000),
            1 + random.nextInt(4),
            1 + random.nextInt(3),
            random.nextInt(4),
            seed);
    double load = 0.02 + 0.9 * random.nextDouble();
    int[] terminals = network.terminals().stream().mapToInt(n -> n).toArray();
    List<Traffic.Batch> batches =
        IntStream.range(0, 1 + random.nextInt(8))
            .mapToObj(
                i ->
                    new Traffic.Batch(
                        terminals[random.nextInt(terminals.length)],
                        terminals[random.nextInt(terminals.length)],
                        1 + random.nextInt(40)))
            .toList();
    long most = random.nextBoolean() ? Long.MAX_VALUE : 1 + random.nextInt(4);
    TrafficPattern pattern = TrafficPattern.named("uniform", network);
    Run run =
        seed % 3 == 0
            ? traffic -> traffic.completion(batches, settings, most)
            : traffic -> traffic.run(pattern, load, settings);
    String one = outcome(run, network, routers, OptionalInt.empty());
    for (int threads = 1; threads <= 4; threads++) {
      assertThat(outcome(run, network, routers, OptionalInt.of(threads)))
          .as("seed %d, %d threads", seed, threads)
          .isEqualTo(one);
    }
  }

  @Test
  void areTheSameAsOne() {
    for (long seed = 0; seed < 12; seed++) {
      tryOut(seed);
    }
  }

  @Test
  @Tag("slow")
  void areTheSameAsOneInManyCases() {
    for (long seed = 100; seed < 400; seed++) {
      tryOut(seed);
    }
  }

  /** Clockwise round a ring with one channel and packets longer than buffers: all wait. */
  @Test
  void aDeadlockIsToldAlike() {
    TrafficNetwork network = TrafficNetwork.sized("ring:5", Optional.of("shortest-path"));
    RouterSettings routers = new RouterSettings(1, 2, Allocator.ISLIP, 1);
    List<Traffic.Batch> batches =
        IntStream.range(0, 5).mapToObj(n -> new Traffic.Batch(n, (n + 2) % 5, 1)).toList();
    TrafficSettings settings = new TrafficSettings(100, 0, 2_000, 3, 2, 3, 1);
    Run run = traffic -> traffic.completion(batches, settings);
    String one = outcome(run, network, routers, OptionalInt.empty());
    assertThat(one).contains("in cycle 4096");
    for (int threads = 1; threads <= 5; threads++) {
      assertThat(outcome(run, network, routers, OptionalInt.of(threads))).isEqualTo(one);
    }
  }
}
