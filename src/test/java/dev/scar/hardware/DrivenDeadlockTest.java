package dev.scar.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.scar.hardware.RoutingVerdict.CanDeadlock;
import dev.scar.hardware.RoutingVerdict.Dependency;
import dev.scar.sim.DeadlockException;
import dev.scar.traffic.CreditTransport;
import dev.scar.traffic.Traffic;
import dev.scar.traffic.TrafficNetwork;
import dev.scar.traffic.TrafficSettings;
import dev.scar.traffic.router.RouterSettings;
import dev.scar.traffic.router.RouterSettings.Allocator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A counterexample of the proof, driven with packets that are longer than what buffers hold, comes
 * to a standstill that is reported with its cycle; routes that are proved never do.
 */
class DrivenDeadlockTest {
  private static final int FLITS = 40;
  private static final int PACKETS = 4;

  private static List<Traffic.Batch> along(NopGraph graph, Routing routing, CanDeadlock loop) {
    Map<Integer, Dependency> from = new HashMap<>();
    for (Dependency step : loop.cycle()) {
      assertThat(drive(graph, routing, step, from, new ArrayList<>())).as("%s", step).isTrue();
    }
    List<Traffic.Batch> batches = new ArrayList<>();
    from.forEach(
        (source, step) ->
            batches.add(new Traffic.Batch(source, target(routing, graph, source, step), PACKETS)));
    return batches;
  }

  /**
   * Gives the step a source of its own, the counterexample's if possible, moving others to other
   * sources if need be.
   */
  private static boolean drive(
      NopGraph graph,
      Routing routing,
      Dependency step,
      Map<Integer, Dependency> from,
      List<Integer> tried) {
    for (int i = 0; i < graph.nodeCount(); i++) {
      int source = (step.source() + i) % graph.nodeCount();
      if (!tried.contains(source) && target(routing, graph, source, step) >= 0) {
        tried.add(source);
        Dependency other = from.get(source);
        if (other == null || drive(graph, routing, other, from, tried)) {
          from.put(source, step);
          return true;
        }
      }
    }
    return false;
  }

  /** Where this source sends to for a packet to hold the one channel and want the other. */
  private static int target(Routing routing, NopGraph graph, int source, Dependency step) {
    for (int target = 0; target < graph.nodeCount(); target++) {
      Route route = routing.route(source, target);
      for (int hop = 1; hop < route.hops(); hop++) {
        if (route.links().get(hop - 1).equals(step.holds().link())
            && route.virtualChannel(hop - 1) == step.holds().virtualChannel()
            && route.links().get(hop).equals(step.wants().link())
            && route.virtualChannel(hop) == step.wants().virtualChannel()) {
          return target;
        }
      }
    }
    return -1;
  }

  private static Traffic traffic(NopGraph graph, Routing routing, int buffer, int allocator) {
    RouterSettings routers =
        new RouterSettings(routing.virtualChannels(), buffer, Allocator.values()[allocator % 3], 1);
    return new Traffic(
        TrafficNetwork.of(graph, routing), new CreditTransport(routers), (done, of) -> {});
  }

  private static TrafficSettings settings() {
    return new TrafficSettings(FLITS, 0, 1, 3, 2, 3, 1);
  }

  private static void deadlocks(NopGraph graph, Routing routing, CanDeadlock loop, int variant) {
    List<Traffic.Batch> batches = along(graph, routing, loop);
    DeadlockException found =
        catchThrowableOfType(
            DeadlockException.class,
            () ->
                traffic(graph, routing, 1 + variant % 4, variant).completion(batches, settings()));
    assertThat(found).as("%s, variant %d", loop.describe(), variant).isNotNull();
    assertThat(found.found()).isLessThanOrEqualTo(PACKETS * FLITS + 2 * 4096L);
    for (int i = 0; i < found.cycle().size(); i++) {
      DeadlockException.Wait wait = found.cycle().get(i);
      DeadlockException.Wait next = found.cycle().get((i + 1) % found.cycle().size());
      assertThat(next.holds())
          .as("%s, then %s", wait, next)
          .anyMatch(held -> held.startsWith(wait.wants() + " vc"));
      assertThat(batches)
          .anyMatch(b -> wait.packet().equals("packet " + b.source() + "->" + b.target()));
    }
  }

  @Test
  void everyKnownCounterexampleDeadlocks() {
    List<DeadlockProofTest.Known> known =
        DeadlockProofTest.known().filter(each -> !each.free()).toList();
    int variant = 0;
    for (DeadlockProofTest.Known each : known) {
      CanDeadlock loop = (CanDeadlock) DeadlockProof.verdict(each.graph(), each.routing());
      deadlocks(each.graph(), each.routing(), loop, variant++);
    }
    System.out.println("counterexamples driven into deadlock: " + known.size());
    assertThat(known).hasSizeGreaterThanOrEqualTo(30);
  }

  /** Every pair of nodes at once, on routes with channels too. */
  @Test
  void everyKnownProofHolds() {
    int variant = 0;
    for (DeadlockProofTest.Known each : DeadlockProofTest.known().toList()) {
      List<Traffic.Batch> all = new ArrayList<>();
      List<Integer> nodes = TrafficNetwork.of(each.graph(), each.routing()).terminals();
      if (!each.free() || nodes.size() < 2) {
        continue;
      }
      for (int shift = 1; shift < Math.min(nodes.size(), 5); shift++) {
        for (int i = 0; i < nodes.size(); i++) {
          int target = nodes.get((i + shift) % nodes.size());
          all.add(new Traffic.Batch(nodes.get(i), target, 1));
        }
      }
      long cycles =
          traffic(each.graph(), each.routing(), 1 + variant % 4, variant)
              .completion(all, settings());
      assertThat(cycles).isPositive();
      variant++;
    }
  }

  private static int random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int nodes = 3 + random.nextInt(10);
    NopGraph graph = Graphs.oneWay(nodes, random.nextInt(nodes), random);
    Routing routing = Routings.named("shortest-path").orElseThrow().on(graph);
    if (!(DeadlockProof.verdict(graph, routing) instanceof CanDeadlock loop)) {
      return 0;
    }
    deadlocks(graph, routing, loop, random.nextInt(24));
    return 1;
  }

  @Test
  void counterexamplesOfRandomNetworksDeadlock() {
    int driven = 0;
    for (long seed = 0; seed < 60; seed++) {
      driven += random(seed);
    }
    System.out.println("random counterexamples driven into deadlock: " + driven);
    assertThat(driven).isGreaterThan(30);
  }

  @Test
  @Tag("slow")
  void counterexamplesOfManyRandomNetworksDeadlock() {
    int driven = 0;
    for (long seed = 0; seed < 2000; seed++) {
      driven += random(seed);
    }
    assertThat(driven).isGreaterThan(1000);
  }
}
