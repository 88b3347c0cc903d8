package dev.scar.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Sampled;
import dev.scar.plan.Plan;
import dev.scar.plan.Stage;
import dev.scar.sim.StageRun;
import dev.scar.sim.Transfer;
import dev.scar.sim.WindowReplay;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Statistics of logs against the results of their replays, and of parts of logs against packets.
 */
class TraceSummaryTest {
  private static final int CASES = Sampled.costly(60);
  private static final int SLOWEST = 20;

  private static TraceSummary summary(TracedReplay replay, TraceRange range) {
    TraceSummary summary = new TraceSummary(range);
    replay.log().stream()
        .filter(range::touches)
        .forEach(entry -> summary.accept(EventRow.of(entry, replay.labels())));
    return summary;
  }

  @Test
  void modelsWindowsWaitsAndDelaysAreThoseOfTheReplay() {
    int waits = 0;
    int delayed = 0;
    for (long seed = 1500; seed < 1500 + CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      LogDetail detail = seed % 2 == 0 ? LogDetail.PACKETS : LogDetail.TRANSFERS;
      TracedReplay replay = TracedReplay.of(scenes.plan(), scenes.packetBytes(), detail);
      TraceSummary summary = summary(replay, TraceRange.ALL);
      assertThat(summary.isWhole()).isTrue();
      assertThat(summary.coveredPs()).isEqualTo(replay.result().latencyPs());
      assertThat(summary.rows()).isEqualTo(replay.log().size());
      assertThat(summary.windows())
          .as("seed %d", seed)
          .isEqualTo(
              replay.result().windows().stream()
                  .map(w -> new TraceSummary.WindowSpan(w.index(), w.startPs(), w.endPs()))
                  .toList());
      assertThat(summary.models()).as("seed %d", seed).isEqualTo(models(replay));
      List<TraceSummary.Wait> expected = waits(replay);
      assertThat(summary.waits()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(summary.waits())
          .isSortedAccordingTo(Comparator.comparing(TraceSummary.Wait::waitPs).reversed());
      List<Long> delays = delays(replay);
      assertThat(summary.slowest().stream().map(TraceSummary::delayPs))
          .as("seed %d", seed)
          .containsExactlyElementsOf(delays);
      waits += expected.size();
      delayed += delays.size();
    }
    assertThat(waits).isGreaterThan(CASES / 2);
    assertThat(delayed).isGreaterThan(CASES / 2);
  }

  private static final TraceSummary.ModelTotals NONE =
      new TraceSummary.ModelTotals(
          "",
          BigInteger.ZERO,
          0,
          BigInteger.ZERO,
          BigInteger.ZERO,
          BigInteger.ZERO,
          BigInteger.ZERO,
          0);

  private static BigInteger sum(Stream<Long> values) {
    return values.map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static List<StageRun> runs(TracedReplay replay) {
    return replay.result().windows().stream().flatMap(w -> w.stages().stream()).toList();
  }

  private static String model(TracedReplay replay, Stage stage) {
    return replay.result().plan().schedule().scenario().models().get(stage.model()).id();
  }

  private static List<TraceSummary.ModelTotals> models(TracedReplay replay) {
    Map<String, TraceSummary.ModelTotals> models = new TreeMap<>();
    for (StageRun run : runs(replay)) {
      Stage stage = run.program().stage();
      String id = model(replay, stage);
      TraceSummary.ModelTotals so = models.getOrDefault(id, NONE);
      List<Transfer> moved = run.transfers();
      models.put(
          id,
          new TraceSummary.ModelTotals(
              id,
              so.computePs().add(BigInteger.valueOf(stage.computePs() * stage.batch())),
              so.transfers() + moved.size(),
              so.bytes().add(sum(moved.stream().map(Transfer::sizeBytes))),
              so.transferPs().add(sum(moved.stream().map(t -> t.arrivalPs() - t.releasePs()))),
              so.delayPs().add(sum(moved.stream().map(Transfer::delayPs))),
              so.waitPs().add(sum(waitedPs(replay, run).stream())),
              Math.max(so.endPs(), run.finishPs(stage.miniBatches() - 1))));
    }
    return List.copyOf(models.values());
  }

  /** Before each mini-batch, from the end of the one before or the start of the window. */
  private static List<Long> waitedPs(TracedReplay replay, StageRun run) {
    WindowReplay window = replay.result().windows().get(run.window());
    List<Long> waited = new ArrayList<>();
    for (int i = 0; i < run.program().stage().miniBatches(); i++) {
      waited.add(run.startPs(i) - (i == 0 ? window.startPs() : run.finishPs(i - 1)));
    }
    return waited;
  }

  private static List<TraceSummary.Wait> waits(TracedReplay replay) {
    List<TraceSummary.Wait> waits = new ArrayList<>();
    for (StageRun run : runs(replay)) {
      Stage stage = run.program().stage();
      List<Long> waited = waitedPs(replay, run).stream().filter(ps -> ps > 0).toList();
      if (!waited.isEmpty()) {
        waits.add(
            new TraceSummary.Wait(
                run.window(),
                "chiplet " + stage.chiplet(),
                model(replay, stage),
                waited.size(),
                sum(waited.stream())));
      }
    }
    return waits;
  }

  private static List<Long> delays(TracedReplay replay) {
    return runs(replay).stream()
        .flatMap(run -> run.transfers().stream())
        .map(Transfer::delayPs)
        .filter(ps -> ps > 0)
        .sorted(Comparator.reverseOrder())
        .limit(SLOWEST)
        .toList();
  }

  @Test
  void ofAPartTheBusyTimesAreThoseWithinIt() {
    int cut = 0;
    for (long seed = 1700; seed < 1700 + CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Plan plan = seed % 3 == 0 ? scenes.plan().withoutBarrier() : scenes.plan();
      long packetBytes = scenes.packetBytes();
      TracedReplay packets = TracedReplay.of(plan, packetBytes, LogDetail.PACKETS);
      TracedReplay transfers = TracedReplay.of(plan, packetBytes, LogDetail.TRANSFERS);
      long end = packets.result().latencyPs();
      if (end < 100) {
        continue;
      }
      TraceRange range = new TraceRange(seed * 31 % (end / 2), end / 2 + seed * 17 % (end / 2));
      Map<String, Long> busy = busyPs(packets, range);
      TraceSummary exact = summary(packets, range);
      TraceSummary coarse = summary(transfers, range);
      for (TraceSummary summary : List.of(exact, coarse)) {
        assertThat(summary.isWhole()).as("seed %d %s", seed, range).isFalse();
        assertThat(summary.coveredPs()).isEqualTo(range.toPs() - range.fromPs());
        for (TraceSummary.Use use : summary.components()) {
          String what = "seed %d %s %s".formatted(seed, range, use.name());
          assertThat(use.busyPs()).as(what).isBetween(0L, summary.coveredPs());
          boolean known =
              summary == exact || use.name().startsWith("chiplet") || use.name().startsWith("inj");
          if (known) {
            assertThat(use.busyPs()).as(what).isEqualTo(busy.getOrDefault(use.name(), 0L));
          }
        }
        for (TraceSummary.WindowSpan window : summary.windows()) {
          assertThat(window.startPs()).isBetween(range.fromPs(), window.endPs());
          assertThat(window.endPs()).isLessThanOrEqualTo(range.toPs());
        }
        long computed =
            busy.entrySet().stream()
                .filter(e -> e.getKey().startsWith("chiplet"))
                .mapToLong(Map.Entry::getValue)
                .sum();
        assertThat(
                summary.models().stream()
                    .map(TraceSummary.ModelTotals::computePs)
                    .reduce(BigInteger.ZERO, BigInteger::add))
            .isEqualTo(computed);
      }
      busy.values().removeIf(ps -> ps == 0);
      assertThat(exact.components().stream().map(TraceSummary.Use::name))
          .as("seed %d: whatever was busy is in the part", seed)
          .containsAll(busy.keySet());
      cut += busy.size();
    }
    assertThat(cut).isGreaterThan(CASES * 5);
  }

  /** From the whole log of packets. */
  private static Map<String, Long> busyPs(TracedReplay replay, TraceRange range) {
    Map<String, Long> busy = new HashMap<>();
    for (LogRecord r : replay.log()) {
      EventRow row = EventRow.of(r, replay.labels());
      boolean injected = r.kind() == LogRecord.Kind.RELEASE && r.busyPs() > 0;
      long from = injected ? r.startPs() : r.endPs() - r.busyPs();
      long inside =
          Math.max(0, Math.min(from + r.busyPs(), range.toPs()) - Math.max(from, range.fromPs()));
      if (injected) {
        busy.merge(row.source().replace("chiplet", "inject"), inside, Long::sum);
      } else if (r.kind() == LogRecord.Kind.SERVE || r.kind() == LogRecord.Kind.COMPUTE) {
        busy.merge(row.component(), inside, Long::sum);
      }
    }
    return busy;
  }

  @Test
  void aLogIsKnownToBeWholeFromItsRangeAndItsEnd() {
    for (long seed = 1800; seed < 1800 + CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      TracedReplay replay =
          TracedReplay.of(scenes.plan(), scenes.packetBytes(), LogDetail.TRANSFERS);
      long end = replay.result().latencyPs();
      if (end < 100) {
        continue;
      }
      TraceSummary beyond = summary(replay, new TraceRange(0, end + 1));
      assertThat(beyond.isWhole()).as("seed %d", seed).isTrue();
      assertThat(beyond.components()).isEqualTo(summary(replay, TraceRange.ALL).components());
      for (long to = end / 50; to < end; to += end / 50) {
        assertThat(summary(replay, new TraceRange(0, to)).isWhole())
            .as("seed %d to %d", seed, to)
            .isFalse();
      }
      assertThat(summary(replay, new TraceRange(end / 2, Long.MAX_VALUE)).isWhole()).isFalse();
      assertThat(summary(replay, new TraceRange(end + 1, end + 2)).coveredPs()).isZero();
    }
  }
}
