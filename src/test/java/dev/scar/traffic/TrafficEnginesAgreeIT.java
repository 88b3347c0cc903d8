package dev.scar.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Sampled;
import dev.scar.replay.ActorEngine;
import dev.scar.replay.RoundForm;
import dev.scar.sim.Engine;
import dev.scar.sim.LoopEngine;
import dev.scar.trace.LogDetail;
import dev.scar.trace.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Actors and the sequential loop give the same results and the same log for synthetic traffic. */
class TrafficEnginesAgreeIT {
  private static final List<String> SHAPES =
      List.of(
          "mesh:2x2",
          "mesh:3x4",
          "mesh:4x4",
          "torus:3x3",
          "torus:4x4",
          "ring:5",
          "ring:8",
          "triangular:3x3",
          "hexamesh:2",
          "cmesh:2x2x2");

  @Test
  void randomCases() {
    for (long seed = 0; seed < Sampled.costly(500); seed++) {
      Random random = new Random(seed);
      String shape = SHAPES.get(random.nextInt(SHAPES.size()));
      boolean lattice = shape.matches("(mesh|torus|ring|triangular).*");
      String routing =
          List.of(lattice ? "xy" : "shortest-path", "shortest-path", "up-down")
              .get(random.nextInt(3));
      TrafficSettings settings =
          new TrafficSettings(
              1 + random.nextInt(8),
              random.nextInt(100),
              200 + random.nextInt(400),
              1 + random.nextInt(4),
              1 + random.nextInt(3),
              random.nextInt(4),
              seed);
      double load = 0.05 + 0.9 * random.nextDouble();
      long cap = 1000L * (1 + random.nextInt(3000));
      List<LogRecord> expected = new ArrayList<>();
      LoopEngine packetByPacket = LoopEngine.packetByPacket();
      TrafficResult one = run(shape, routing, load, settings, packetByPacket, expected);
      List<LogRecord> log = new ArrayList<>();
      TrafficResult loop = run(shape, routing, load, settings, new LoopEngine(), log);
      assertThat(loop).as("seed %d: %s %s", seed, shape, routing).isEqualTo(one);
      assertThat(log).as("seed %d: %s %s", seed, shape, routing).isEqualTo(expected);
      assertThat(bare(shape, routing, load, settings)).as("seed %d", seed).isEqualTo(one);
      log.clear();
      int threads = 1 + (int) (seed % 3);
      TrafficResult actors =
          run(shape, routing, load, settings, new ActorEngine(threads, RoundForm.LONG, cap), log);
      assertThat(actors).as("seed %d: %s %s", seed, shape, routing).isEqualTo(loop);
      assertThat(log).as("seed %d: %s %s", seed, shape, routing).isEqualTo(expected);
      assertThat(log).as("seed %d", seed).isNotEmpty();
    }
  }

  /** Without a log. */
  private static TrafficResult bare(
      String shape, String routing, double load, TrafficSettings settings) {
    Traffic traffic = TrafficTest.traffic(shape, routing, new LoopEngine());
    return traffic.run(pattern(settings, traffic), load, settings);
  }

  private static TrafficPattern pattern(TrafficSettings settings, Traffic traffic) {
    return TrafficPattern.named(
        settings.seed() % 2 == 0 ? "uniform" : "bitcomp", traffic.network());
  }

  private static TrafficResult run(
      String shape,
      String routing,
      double load,
      TrafficSettings settings,
      Engine engine,
      List<LogRecord> log) {
    Traffic traffic = TrafficTest.traffic(shape, routing, engine);
    return traffic.run(pattern(settings, traffic), load, settings, LogDetail.PACKETS, log::add);
  }
}
