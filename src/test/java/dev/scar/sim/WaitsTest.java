package dev.scar.sim;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.plan;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Sampled;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Flow;
import dev.scar.plan.Plan;
import dev.scar.replay.ActorEngine;
import dev.scar.schedule.Segment;
import dev.scar.trace.LogDetail;
import dev.scar.trace.LogRecord;
import dev.scar.workload.Layer;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whom transfers waited behind, and what remains of it ({@code replay-rules.md#waits}): by hand,
 * and beside a walk backwards through the log of all packets, which shares nothing with the
 * simulator's own way.
 */
class WaitsTest {
  private static final int CASES = Sampled.costly(250);
  private static final int MANY_CASES = 2000;

  /** Someone's work at a resource during somebody's wait. */
  private record Cause(int position, int window, int flow, int miniBatch) {}

  private record Piece(Cause cause, long ps) {}

  /** A model that makes a tensor after some time, on one chiplet, and reads it on another. */
  private static ScenarioModel sender(String id, long afterPs, long bytes) {
    Layer makes = layer(id + "0", afterPs, 0, bytes, 0);
    return model(id, 1, makes, layer(id + "1", 0, 0, 1, 0, 0));
  }

  private static ReplayResult send(
      ChipletPackage chipletPackage, long packet, List<int[]> ways, ScenarioModel... models) {
    List<Segment> segments = new ArrayList<>();
    for (int m = 0; m < models.length; m++) {
      segments.add(new Segment(m, 0, 1, ways.get(m)[0]));
      segments.add(new Segment(m, 1, 2, ways.get(m)[1]));
    }
    Plan plan = plan(chipletPackage, scenario(models), segments.toArray(Segment[]::new));
    ReplayOptions options = new ReplayOptions(packet, LogDetail.OFF, (w, t) -> {}).withWaits();
    return new LoopEngine().replay(plan, options, entry -> {});
  }

  private static Transfer sent(ReplayResult result, int model) {
    return result.windows().get(0).stages().stream()
        .filter(run -> run.program().stage().model() == model)
        .flatMap(run -> run.transfers().stream())
        .filter(t -> t.program().flow().kind() == Flow.Kind.SEND)
        .findFirst()
        .orElseThrow();
  }

  /** {@code link 0>1 behind 3: 79000 of 79000}, the culprit by its chiplet. */
  private static List<String> waits(Transfer transfer) {
    return transfer.waits().stream()
        .map(
            w ->
                "%s behind %d: %d of %d"
                    .formatted(
                        transfer.path().path().resources().get(w.position()).name(),
                        w.other().orElseThrow().flow().path().resources().get(0).index(),
                        w.remainingPs(),
                        w.grossPs()))
        .toList();
  }

  /** 3 joins the line 0–1–2 at 0, over a link at 100 GB/s. */
  private static Packages joined(long first, long second) {
    return Packages.nodes(4)
        .link(0, 1, first)
        .link(1, 2, second)
        .link(2, 1, 100)
        .link(1, 0, 100)
        .link(3, 0, 100)
        .link(0, 3, 100)
        .dram(0, 64);
  }

  /**
   * Ten packets of 8000 B over links at 200 and 50 GB/s, injected at 100. The first link is taken
   * from 70 000 until 150 000 by the packet of chiplet 3; the first head comes at 71 000 and waits
   * for 79 000. The last packet leaves this link on time, for the link makes up for it, and is late
   * at the second one, where nobody else passes.
   */
  @Test
  void blameStaysWhereTheWaitWas() {
    ReplayResult result =
        send(
            joined(200, 50).build(),
            8000,
            List.of(new int[] {0, 2}, new int[] {3, 1}),
            sender("a", 36_000, 80_000),
            sender("b", 0, 8000));
    Transfer a = sent(result, 0);
    assertThat(a.predictedPs()).isEqualTo(1_600_000 + 70_000);
    assertThat(a.delayPs()).isEqualTo(79_000);
    assertThat(waits(a)).containsExactly("link 0>1 behind 3: 79000 of 79000");
    assertThat(sent(result, 1).waits()).isEmpty();
  }

  /**
   * Two packets of 12 000 B at 100 GB/s, then 75 GB/s. The second one waits at the first link for
   * 120 000 while the other's packet passes, from 155 000 to 275 000. At the second link the first
   * one takes from 70 000 to 230 000; the second comes at 310 000 and ends at 470 000, 80 000 later
   * than at 390 000: of its wait 40 000 are lost, for it would have waited for the first one.
   */
  @Test
  void ownPacketsAbsorbWaits() {
    ReplayResult result =
        send(
            joined(100, 75).build(),
            12_000,
            List.of(new int[] {0, 2}, new int[] {3, 1}),
            sender("a", 0, 24_000),
            sender("b", 0, 12_000));
    Transfer a = sent(result, 0);
    assertThat(a.predictedPs()).isEqualTo(390_000);
    assertThat(a.arrivalPs()).isEqualTo(470_000);
    assertThat(waits(a)).containsExactly("link 0>1 behind 3: 80000 of 120000");
  }

  /**
   * The same at 50 GB/s: the second packet comes to the second link exactly when the first one is
   * through, so that nothing is late and nothing remains.
   */
  @Test
  void aWaitCanLeaveNothing() {
    ReplayResult result =
        send(
            joined(100, 50).build(),
            12_000,
            List.of(new int[] {0, 2}, new int[] {3, 1}),
            sender("a", 0, 24_000),
            sender("b", 0, 12_000));
    Transfer a = sent(result, 0);
    assertThat(a.delayPs()).isZero();
    assertThat(waits(a)).containsExactly("link 0>1 behind 3: 0 of 120000");
  }

  /**
   * A packet of 4096 B comes over a link of 25 GB/s: its head is at 1&gt;2 at 105 000, its tail at
   * 268 840. Chiplet 3's 15 788 B have that link from 70 000 until 227 880, so that the packet
   * waits for 122 880 and then takes 40 960: just until its tail is there. Its end so was decided
   * by its own bytes as much as by the others, and its own come first.
   */
  @Test
  void ownBytesComeFirst() {
    ReplayResult result =
        send(
            parting(100),
            16_384,
            List.of(new int[] {0, 2}, new int[] {3, 4}),
            sender("a", 35_000, 4096),
            sender("b", 0, 15_788));
    Transfer a = sent(result, 0);
    assertThat(a.arrivalPs()).isEqualTo(268_840);
    assertThat(a.waits()).isEmpty();
  }

  /**
   * The same, and then over a link of 25 GB/s to chiplet 5: there the head decides, which is at 227
   * 880 + 35 000. It arrives 163 840 later, where it could have been at 303 840.
   */
  @Test
  void aWaitOfTheHeadAloneIsHandedOn() {
    ReplayResult result =
        send(
            parting(25),
            16_384,
            List.of(new int[] {0, 5}, new int[] {3, 4}),
            sender("a", 35_000, 4096),
            sender("b", 0, 15_788));
    Transfer a = sent(result, 0);
    assertThat(a.arrivalPs()).isEqualTo(262_880 + 163_840);
    assertThat(a.delayPs()).isEqualTo(122_880);
    assertThat(waits(a)).containsExactly("link 1>2 behind 3: 122880 of 122880");
  }

  /** 0 and 3 lead to 1, over 25 and 100 GB/s, and 2 to 4 and 5. */
  private static ChipletPackage parting(long last) {
    return Packages.nodes(6)
        .link(0, 1, 25)
        .link(3, 1, 100)
        .link(1, 2, 100)
        .link(2, 4, 100)
        .link(2, 5, last)
        .link(2, 1, 100)
        .link(1, 0, 100)
        .link(1, 3, 100)
        .link(4, 2, 100)
        .link(5, 2, 100)
        .dram(0, 64)
        .build();
  }

  /** Rotating ties: each waits at the shared link for the other's packets that come between. */
  @Test
  void tiesAreWaits() {
    ReplayOptions options = new ReplayOptions(4096, LogDetail.OFF, (w, t) -> {}).withWaits();
    ReplayResult result = new LoopEngine().replay(Scenes.rotatingTies(), options, entry -> {});
    List<StageRun> stages = result.windows().get(0).stages();
    assertThat(waits(stages.get(0).transfers().get(0)))
        .containsExactly("link 1>3 behind 2: 81920 of 81920");
    assertThat(waits(stages.get(1).transfers().get(0)))
        .containsExactly("link 1>3 behind 0: 40960 of 40960");
  }

  /**
   * Two hops, both contended. Link 0>1 serves 3's 8192 B first, from 70 000 to 151 920 (a's head is
   * there at 80 000: 71 920); at 1>2 a's only packet comes at 186 920, when the 8192 B of chiplet 4
   * are there since 185 000 and take until 266 920 (80 000).
   */
  @Test
  void waitsAtTwoLinks() {
    ChipletPackage six =
        Packages.nodes(6)
            .link(0, 1, 100)
            .link(1, 2, 100)
            .link(2, 1, 100)
            .link(1, 0, 100)
            .link(3, 0, 100)
            .link(0, 3, 100)
            .link(4, 1, 100)
            .link(1, 4, 100)
            .link(2, 5, 100)
            .link(5, 2, 100)
            .dram(0, 64)
            .build();
    ReplayResult result =
        send(
            six,
            8192,
            List.of(new int[] {0, 2}, new int[] {3, 1}, new int[] {4, 5}),
            sender("a", 45_000, 4000),
            sender("b", 0, 8192),
            sender("c", 115_000, 8192));
    Transfer a = sent(result, 0);
    assertThat(waits(a))
        .containsExactly("link 0>1 behind 3: 71920 of 71920", "link 1>2 behind 4: 80000 of 80000");
    assertThat(a.delayPs()).isEqualTo(151_920);
    assertThat(waits(sent(result, 2))).isEmpty();
  }

  /**
   * A slow link, then a fast one. Link 0>1 at 50 GB/s carries 10 000 B of 3 from 70 000 to 270 000;
   * a's head is there at 75 000 and waits for 195 000. The fast link makes up for nothing.
   */
  @Test
  void aFastLinkAfterTheWaitDoesNotHelp() {
    ReplayResult result =
        send(
            joined(50, 200).build(),
            10_000,
            List.of(new int[] {0, 2}, new int[] {3, 1}),
            sender("a", 40_000, 10_000),
            sender("b", 0, 10_000));
    Transfer a = sent(result, 0);
    assertThat(a.predictedPs()).isEqualTo(270_000);
    assertThat(a.arrivalPs()).isEqualTo(505_000);
    assertThat(waits(a)).containsExactly("link 0>1 behind 3: 195000 of 195000");
  }

  /**
   * Both wait at one link. Of a's two packets of 12 000 B the first has it from 35 000 to 155 000;
   * 3's head came at 70 000, waits for 85 000, and has it until 275 000: 120 000 for a's second.
   */
  @Test
  void eachWaitsBehindTheOther() {
    ReplayResult result =
        send(
            joined(100, 200).build(),
            12_000,
            List.of(new int[] {0, 2}, new int[] {3, 1}),
            sender("a", 0, 24_000),
            sender("b", 0, 12_000));
    assertThat(waits(sent(result, 0))).containsExactly("link 0>1 behind 3: 120000 of 120000");
    assertThat(waits(sent(result, 1))).containsExactly("link 0>1 behind 0: 85000 of 85000");
    assertThat(sent(result, 0).arrivalPs()).isEqualTo(430_000);
    assertThat(sent(result, 1).arrivalPs()).isEqualTo(275_000);
  }

  /**
   * The last packet is small: 8000 and 1000 B. The first has the link from 35 000 to 115 000, then
   * 3's 8000 B until 195 000, then the second, which ends at 240 000 instead of 160 000.
   */
  @Test
  void aSmallLastPacketWaitsForALargeOne() {
    ReplayResult result =
        send(
            joined(100, 100).build(),
            8000,
            List.of(new int[] {0, 2}, new int[] {3, 1}),
            sender("a", 0, 9000),
            sender("b", 0, 8000));
    assertThat(waits(sent(result, 0))).containsExactly("link 0>1 behind 3: 80000 of 80000");
    assertThat(sent(result, 0).arrivalPs()).isEqualTo(240_000);
    assertThat(waits(sent(result, 1))).containsExactly("link 0>1 behind 0: 45000 of 45000");
  }

  /** The line 0–1–2–5, which 3 and 4 join at nodes of one's choice. */
  private static ChipletPackage twoJoin(int three, int four, long first) {
    return Packages.nodes(6)
        .link(0, 1, first)
        .link(1, 2, 100)
        .link(2, 5, 100)
        .link(5, 2, 100)
        .link(2, 1, 100)
        .link(1, 0, 100)
        .link(3, three, 100)
        .link(three, 3, 100)
        .link(4, four, 100)
        .link(four, 4, 100)
        .dram(0, 64)
        .build();
  }

  /**
   * Three hops, the third contended. 4's 5000 B join at 2 and have link 2>5 from 130 000 to 180
   * 000; a's head is there at 155 000, and waits for 25 000.
   */
  @Test
  void waitsAtTheThirdHop() {
    ChipletPackage seven =
        Packages.nodes(7)
            .link(0, 1, 100)
            .link(1, 2, 100)
            .link(2, 5, 100)
            .link(5, 6, 100)
            .link(6, 5, 100)
            .link(5, 2, 100)
            .link(2, 1, 100)
            .link(1, 0, 100)
            .link(4, 2, 100)
            .link(2, 4, 100)
            .link(3, 0, 100)
            .link(0, 3, 100)
            .dram(0, 64)
            .build();
    ReplayResult result =
        send(
            seven,
            5000,
            List.of(new int[] {0, 5}, new int[] {4, 6}),
            sender("a", 50_000, 5000),
            sender("b", 60_000, 5000));
    Transfer a = sent(result, 0);
    assertThat(a.predictedPs()).isEqualTo(155_000);
    assertThat(a.arrivalPs()).isEqualTo(230_000);
    assertThat(waits(a)).containsExactly("link 2>5 behind 4: 25000 of 25000");
  }

  /**
   * Behind two, one after the other. Link 0>1 serves 3 from 70 000 to 120 000, then 4, whose head
   * came at 80 000, until 170 000, then a, whose head came at 85 000: 35 000 behind the one, 50 000
   * behind the other.
   */
  @Test
  void waitsBehindTwo() {
    ReplayResult result =
        send(
            twoJoin(0, 0, 100),
            5000,
            List.of(new int[] {0, 2}, new int[] {3, 1}, new int[] {4, 5}),
            sender("a", 50_000, 5000),
            sender("b", 0, 5000),
            sender("c", 10_000, 5000));
    assertThat(waits(sent(result, 0)))
        .containsExactlyInAnyOrder(
            "link 0>1 behind 3: 35000 of 35000", "link 0>1 behind 4: 50000 of 50000");
    assertThat(sent(result, 0).delayPs()).isEqualTo(85_000);
    assertThat(waits(sent(result, 2))).containsExactly("link 0>1 behind 3: 40000 of 40000");
  }

  /**
   * A slow link has spread the packet: its tail is at the next one at 280 000, whoever had that
   * from 70 000 to 120 000. The head waited for 40 000, but what decided is the tail, which did
   * not.
   */
  @Test
  void aHeadThatWaitsForNothing() {
    ReplayResult result =
        send(
            twoJoin(0, 1, 50),
            10_000,
            List.of(new int[] {0, 2}, new int[] {4, 5}),
            sender("a", 10_000, 10_000),
            sender("c", 0, 5000));
    Transfer a = sent(result, 0);
    assertThat(a.predictedPs()).isEqualTo(270_000);
    assertThat(a.delayPs()).isZero();
    assertThat(a.waits()).isEmpty();
  }

  /** What a walk back through the log says is what the simulator says, in both engines. */
  @Tag("heavy")
  @Test
  void asTheLogSays() {
    check(7000, CASES);
  }

  @Test
  @Tag("slow")
  void asManyLogsSay() {
    check(20_000, MANY_CASES);
  }

  private static void check(long first, int cases) {
    long waits = 0;
    long absorbed = 0;
    for (long seed = first; seed < first + cases; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Plan barred = scenes.plan();
      Plan plan = seed % 3 == 0 ? barred.withoutBarrier() : barred;
      ReplayOptions options =
          new ReplayOptions(scenes.packetBytes(), LogDetail.PACKETS, (w, t) -> {});
      List<LogRecord> log = new ArrayList<>();
      ReplayResult result = new LoopEngine().replay(plan, options, log::add);
      Walk walk = new Walk(log);
      for (Transfer transfer : transfers(result)) {
        Map<Cause, Long> expected = walk.remaining(transfer);
        assertThat(remaining(transfer))
            .as("seed %d, %s", seed, transfer.program().flow())
            .isEqualTo(expected);
        waits += expected.size();
        absorbed += transfer.waits().stream().mapToLong(w -> w.grossPs() - w.remainingPs()).sum();
      }
      if (seed % 10 == 0) {
        ReplayResult actors = new ActorEngine(2).replay(plan, options, entry -> {});
        assertThat(transfers(actors).stream().map(WaitsTest::remaining))
            .as("seed %d", seed)
            .containsExactlyElementsOf(
                transfers(result).stream().map(WaitsTest::remaining).toList());
      }
    }
    assertThat(waits).as("waits in all cases").isGreaterThan(2L * cases);
    assertThat(absorbed).as("absorbed in all cases").isPositive();
  }

  private static List<Transfer> transfers(ReplayResult result) {
    return result.windows().stream()
        .flatMap(window -> window.stages().stream())
        .flatMap(run -> run.transfers().stream())
        .toList();
  }

  private static Map<Cause, Long> remaining(Transfer transfer) {
    Map<Cause, Long> sums = new HashMap<>();
    for (Wait wait : transfer.waits()) {
      FlowProgram other = wait.other().orElseThrow();
      Cause cause =
          new Cause(wait.position(), other.window(), other.flow().ordinal(), wait.miniBatch());
      if (wait.remainingPs() > 0) {
        sums.merge(cause, wait.remainingPs(), Long::sum);
      }
    }
    return sums;
  }

  /** The rule as it is written, on the packets of a log. */
  private static final class Walk {
    private final Map<List<Long>, LogRecord> served = new HashMap<>();
    private final Map<Integer, NavigableMap<Long, LogRecord>> byComponent = new HashMap<>();

    Walk(List<LogRecord> log) {
      for (LogRecord entry : log) {
        if (entry.kind() == LogRecord.Kind.SERVE) {
          served.put(
              key(
                  entry.component(),
                  entry.window(),
                  entry.flow(),
                  entry.miniBatch(),
                  entry.packet()),
              entry);
          if (entry.endPs() > entry.startPs()) {
            byComponent
                .computeIfAbsent(entry.component(), c -> new TreeMap<>())
                .put(entry.startPs(), entry);
          }
        }
      }
    }

    private static List<Long> key(int component, int window, int flow, int miniBatch, long packet) {
      return List.of((long) component, (long) window, (long) flow, (long) miniBatch, packet);
    }

    private LogRecord at(Transfer t, int position, long packet) {
      return served.get(
          key(
              t.path().component(position),
              t.program().window(),
              t.program().flow().ordinal(),
              t.miniBatch(),
              packet));
    }

    Map<Cause, Long> remaining(Transfer t) {
      List<Piece> latestFirst = new ArrayList<>();
      long packet = t.packets() - 1;
      int position = t.path().last();
      boolean end = true;
      while (position >= 0 && t.path().component(position) >= 0) {
        LogRecord now = at(t, position, packet);
        boolean injected = position == 1 && t.path().component(0) < 0;
        long latency = t.path().latencyIntoPs(position);
        if (end) {
          long tail = Long.MIN_VALUE;
          if (position > 0) {
            tail = injected ? Injection.endPs(t, packet) : at(t, position - 1, packet).endPs();
            tail += latency;
          }
          if (now.startPs() + now.busyPs() <= tail) {
            position--;
          } else {
            end = false;
          }
          continue;
        }
        long head;
        if (position == 0) {
          head = t.releasePs() + latency;
        } else if (injected) {
          head = Injection.startPs(t, packet) + latency;
        } else {
          head = at(t, position - 1, packet).startPs() + latency;
        }
        long own = packet == 0 ? Long.MIN_VALUE : at(t, position, packet - 1).endPs();
        addForeign(t, position, Math.max(head, own), now.startPs(), latestFirst);
        if (own > head || (position == 0 && packet > 0)) {
          packet--;
          end = true;
        } else {
          position--;
        }
      }
      return absorb(latestFirst, t.delayPs());
    }

    private void addForeign(
        Transfer t, int position, long fromPs, long toPs, List<Piece> latestFirst) {
      NavigableMap<Long, LogRecord> all = byComponent.get(t.path().component(position));
      for (LogRecord other : all.headMap(toPs, false).descendingMap().values()) {
        long ps = Math.min(toPs, other.endPs()) - Math.max(fromPs, other.startPs());
        if (ps <= 0) {
          break;
        }
        latestFirst.add(
            new Piece(new Cause(position, other.window(), other.flow(), other.miniBatch()), ps));
      }
    }

    private static Map<Cause, Long> absorb(List<Piece> latestFirst, long delayPs) {
      long absorbed = latestFirst.stream().mapToLong(Piece::ps).sum() - delayPs;
      assertThat(absorbed).isNotNegative();
      Map<Cause, Long> sums = new LinkedHashMap<>();
      for (Piece piece : latestFirst) {
        long lost = Math.min(absorbed, piece.ps());
        absorbed -= lost;
        if (piece.ps() > lost) {
          sums.merge(piece.cause(), piece.ps() - lost, Long::sum);
        }
      }
      return sums;
    }
  }
}
