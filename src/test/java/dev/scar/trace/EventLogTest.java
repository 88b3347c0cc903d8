package dev.scar.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Sampled;
import dev.scar.plan.Plan;
import dev.scar.report.PlanLabels;
import dev.scar.sim.LoopEngine;
import dev.scar.sim.ReplayOptions;
import dev.scar.sim.ReplayResult;
import dev.scar.sim.ResourceUse;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.AbstractListAssert;
import org.assertj.core.api.ObjectAssert;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event logs written and read back: rows, statistics, critical path. */
class EventLogTest {
  private static final int CASES = Sampled.costly(80);

  @TempDir Path folder;

  private record Logged(ReplayResult result, Path file) {}

  private Logged log(Plan plan, RandomScenes scenes, LogDetail detail) throws IOException {
    Path file = folder.resolve("events.csv.gz");
    long packetBytes = scenes.packetBytes();
    ReplayOptions options = new ReplayOptions(packetBytes, detail, (w, t) -> {});
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      EventsWriter events = new EventsWriter(new PlanLabels(plan, packetBytes), out);
      ReplayResult result = new LoopEngine().replay(plan, options, events);
      events.finish();
      return new Logged(result, file);
    }
  }

  @Test
  void statisticsAreThoseOfTheRunAtAnyDetail() throws IOException {
    for (long seed = 800; seed < 800 + CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Plan plan = scenes.plan();
      Logged logged = log(plan, scenes, seed % 2 == 0 ? LogDetail.PACKETS : LogDetail.TRANSFERS);
      TraceSummary summary = new TraceSummary();
      EventsReader.read(InputFile.of(logged.file()), summary);
      Map<String, TraceSummary.Use> uses = new HashMap<>();
      summary.components().forEach(use -> uses.put(use.name(), use));
      assertThat(summary.endPs()).as("seed %d", seed).isEqualTo(logged.result().latencyPs());
      for (ResourceUse use : logged.result().resources()) {
        TraceSummary.Use read =
            uses.getOrDefault(
                use.resource().name(),
                new TraceSummary.Use(use.resource().name(), false, 0, BigInteger.ZERO, 0));
        assertThat(read.busyPs())
            .as("seed %d %s", seed, use.resource().name())
            .isEqualTo(use.busyPs());
        assertThat(read.bytes()).as("seed %d", seed).isEqualTo(use.bytes());
      }
    }
  }

  @Test
  void theCriticalPathAddsUpToTheMakespan() throws IOException {
    int withContention = 0;
    for (long seed = 2000; seed < 2000 + CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Plan plan = seed % 3 == 0 ? scenes.plan().withoutBarrier() : scenes.plan();
      Logged logged = log(plan, scenes, LogDetail.TRANSFERS);
      CriticalPath path = new CriticalPath();
      EventsReader.read(InputFile.of(logged.file()), path);
      long at = 0;
      for (CriticalPath.Step step : path.steps()) {
        assertThat(step.kind()).as("seed %d", seed).isNotEqualTo(CriticalPath.Kind.UNKNOWN);
        assertThat(step.startPs()).as("seed %d: no gap, no overlap", seed).isEqualTo(at);
        assertThat(step.durationPs()).as("seed %d", seed).isPositive();
        at = step.endPs();
        withContention += step.kind() == CriticalPath.Kind.CONTENTION ? 1 : 0;
      }
      assertThat(at).as("seed %d", seed).isEqualTo(logged.result().latencyPs());
    }
    assertThat(withContention).isGreaterThan(CASES / 8);
  }

  private static EventRow row(
      int window,
      String chiplet,
      LogRecord.Kind kind,
      String from,
      String to,
      long start,
      long end) {
    return row(window, chiplet, kind, from, to, 0, start, end);
  }

  private static EventRow row(
      int window,
      String chiplet,
      LogRecord.Kind kind,
      String from,
      String to,
      int miniBatch,
      long start,
      long end) {
    boolean moves = kind == LogRecord.Kind.ARRIVE;
    return new EventRow(
        window,
        end,
        chiplet,
        kind,
        "m",
        "x",
        miniBatch,
        -1,
        0,
        moves ? from : "",
        moves ? to : "",
        "",
        "",
        start,
        end,
        end - start,
        moves ? Move.between(from, to) : null);
  }

  /**
   * Window 0: chiplet 1 computes 30 and sends to chiplet 2 until 40, which computes until 70;
   * chiplet 9 happens to finish a mini-batch at 40. Window 1 begins on chiplet 3 when chiplet 2 is
   * done.
   */
  @Test
  void theCriticalPathOfAHandMadeLogIsTheKnownOne() {
    CriticalPath path = new CriticalPath();
    path.accept(row(0, "chiplet 1", LogRecord.Kind.COMPUTE, "", "", 0, 30));
    path.accept(row(0, "chiplet 9", LogRecord.Kind.COMPUTE, "", "", 0, 40));
    path.accept(row(0, "chiplet 9", LogRecord.Kind.FINISH, "", "", 0, 40));
    path.accept(row(0, "chiplet 1", LogRecord.Kind.ARRIVE, "chiplet 1", "chiplet 2", 30, 40));
    path.accept(row(0, "chiplet 1", LogRecord.Kind.FINISH, "", "", 0, 40));
    path.accept(row(0, "chiplet 2", LogRecord.Kind.COMPUTE, "", "", 40, 70));
    path.accept(row(0, "chiplet 2", LogRecord.Kind.FINISH, "", "", 40, 70));
    path.accept(row(1, "chiplet 3", LogRecord.Kind.COMPUTE, "", "", 70, 95));
    path.accept(row(1, "chiplet 3", LogRecord.Kind.FINISH, "", "", 70, 95));
    assertThat(path.steps())
        .extracting(CriticalPath.Step::component, CriticalPath.Step::kind, CriticalPath.Step::endPs)
        .containsExactly(
            tuple("chiplet 1", CriticalPath.Kind.COMPUTE, 30L),
            tuple("chiplet 1", CriticalPath.Kind.SEND, 40L),
            tuple("chiplet 2", CriticalPath.Kind.COMPUTE, 70L),
            tuple("chiplet 3", CriticalPath.Kind.COMPUTE, 95L));
  }

  private static AbstractListAssert<?, List<? extends Tuple>, Tuple, ObjectAssert<Tuple>>
      assertThatKindsAndEnds(CriticalPath path) {
    return assertThat(path.steps()).extracting(CriticalPath.Step::kind, CriticalPath.Step::endPs);
  }

  private static EventRow moved(int miniBatch, String from, String to, long start, long end) {
    return row(0, "chiplet 1", LogRecord.Kind.ARRIVE, from, to, miniBatch, start, end);
  }

  private static EventRow computed(int miniBatch, long start, long end) {
    return row(0, "chiplet 1", LogRecord.Kind.COMPUTE, "", "", miniBatch, start, end);
  }

  /**
   * Load 2 comes after load 1, computation 0 and store 0, the last of which ends at 40; that
   * computation 1 ends then, too, is by chance.
   */
  @Test
  void theCriticalPathOfStepsThatOverlapGoesThroughWhatTheyComeAfter() {
    CriticalPath path = new CriticalPath();
    path.accept(moved(0, "dram 1", "chiplet 1", 0, 10));
    path.accept(computed(0, 10, 20));
    path.accept(moved(1, "dram 1", "chiplet 1", 10, 25));
    path.accept(computed(1, 25, 40));
    path.accept(moved(0, "chiplet 1", "dram 1", 25, 40));
    path.accept(moved(2, "dram 1", "chiplet 1", 40, 50));
    path.accept(computed(2, 50, 60));
    path.accept(row(0, "chiplet 1", LogRecord.Kind.FINISH, "", "", 2, 50, 60));
    assertThatKindsAndEnds(path)
        .containsExactly(
            tuple(CriticalPath.Kind.LOAD, 10L),
            tuple(CriticalPath.Kind.LOAD, 25L),
            tuple(CriticalPath.Kind.STORE, 40L),
            tuple(CriticalPath.Kind.LOAD, 50L),
            tuple(CriticalPath.Kind.COMPUTE, 60L));
  }

  /** Weights of the next segment come after the last load, not after the send that ends with it. */
  @Test
  void theCriticalPathOfAPrefetchGoesThroughTheLastLoad() {
    CriticalPath path = new CriticalPath();
    path.accept(moved(0, "dram 1", "chiplet 1", 0, 10));
    path.accept(computed(0, 10, 30));
    path.accept(moved(0, "chiplet 1", "chiplet 2", 30, 40));
    path.accept(moved(1, "dram 1", "chiplet 1", 10, 40));
    path.accept(moved(1, "dram 1", "chiplet 1", 40, 60));
    path.accept(row(0, "chiplet 1", LogRecord.Kind.FINISH, "", "", 1, 40, 60));
    assertThatKindsAndEnds(path)
        .containsExactly(
            tuple(CriticalPath.Kind.LOAD, 10L),
            tuple(CriticalPath.Kind.LOAD, 40L),
            tuple(CriticalPath.Kind.LOAD, 60L));
  }

  /** The chiplet is free at 20, its next sample arrives at 50: nothing before that matters. */
  @Test
  void theCriticalPathBeginsWithASampleThatWasWaitedFor() {
    CriticalPath path = new CriticalPath();
    path.accept(row(0, "chiplet 1", LogRecord.Kind.COMPUTE, "", "", 0, 20));
    path.accept(row(0, "chiplet 1", LogRecord.Kind.FINISH, "", "", 0, 20));
    path.accept(row(0, "chiplet 1", LogRecord.Kind.WAIT, "", "", 20, 50));
    path.accept(row(0, "chiplet 1", LogRecord.Kind.COMPUTE, "", "", 50, 70));
    path.accept(row(0, "chiplet 1", LogRecord.Kind.FINISH, "", "", 50, 70));
    assertThatKindsAndEnds(path)
        .containsExactly(
            tuple(CriticalPath.Kind.ARRIVAL, 50L), tuple(CriticalPath.Kind.COMPUTE, 70L));
  }

  @Test
  void packetRowsSayWhereTheyComeFromAndGo() throws IOException {
    RandomScenes scenes = new RandomScenes(77);
    Logged logged = log(scenes.plan(), scenes, LogDetail.PACKETS);
    List<EventRow> rows = new ArrayList<>();
    EventsReader.read(InputFile.of(logged.file()), rows::add);
    Map<String, List<EventRow>> packets = new HashMap<>();
    for (EventRow row : rows) {
      if (row.kind() == LogRecord.Kind.SERVE) {
        String packet =
            row.window()
                + "/"
                + row.what()
                + "/"
                + row.destination()
                + "/"
                + row.miniBatch()
                + "/"
                + row.packet()
                + "/"
                + row.source();
        packets.computeIfAbsent(packet, p -> new ArrayList<>()).add(row);
      }
    }
    assertThat(packets).isNotEmpty();
    packets.forEach(
        (packet, hops) -> {
          for (int i = 1; i < hops.size(); i++) {
            assertThat(hops.get(i).linkIn()).as(packet).isEqualTo(hops.get(i - 1).component());
            assertThat(hops.get(i - 1).linkOut()).as(packet).isEqualTo(hops.get(i).component());
          }
          assertThat(hops.get(hops.size() - 1).linkOut()).as(packet).isEmpty();
          assertThat(hops.stream().map(EventRow::bytes).distinct()).as(packet).hasSize(1);
        });
  }

  @Test
  void namesWithCommasAndQuotesSurvive() {
    EventRow row =
        new EventRow(
            1,
            2,
            "chiplet 3",
            LogRecord.Kind.ARRIVE,
            "a,b",
            "say \"x\", y",
            4,
            -1,
            5,
            "dram 0",
            "chiplet 3",
            "",
            "link 0>1",
            6,
            14,
            8,
            Move.LOAD);
    StringBuilder line = new StringBuilder();
    EventsFormat.append(row, line);
    assertThat(EventsFormat.parse(line.toString().stripTrailing())).isEqualTo(row);
  }

  @Test
  void whatIsNoLogIsRefusedWithTheLine() throws IOException {
    Path file = folder.resolve("bad.csv");
    for (String text :
        List.of(
            "",
            "time,x\n1,2\n",
            EventsFormat.HEADER + "\n1,2\n",
            EventsFormat.HEADER + "\n0,x,c,wait,m,w,0,-1,0,,,,,0,0,0\n",
            EventsFormat.HEADER + "\n0,0,c,jump,m,w,0,-1,0,,,,,0,0,0\n",
            EventsFormat.HEADER + "\n0,0,\"c,wait,m,w,0,-1,0,,,,,0,0,0\n",
            EventsFormat.HEADER + "\n0,0,c,arrive,m,w,0,-1,0,chiplet 0,chiplet 0,,,9,5,0\n",
            EventsFormat.HEADER + "\n0,-5,c,wait,m,w,0,-1,0,,,,,0,0,0\n",
            EventsFormat.HEADER + "\n" + "x".repeat(EventsReader.LONGEST_LINE + 1))) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> EventsReader.read(InputFile.of(file), row -> {}))
          .as(text.substring(0, Math.min(60, text.length())))
          .isInstanceOf(InputException.class);
    }
    Path notZipped = folder.resolve("x.csv.gz");
    Files.writeString(notZipped, EventsFormat.HEADER);
    assertThatThrownBy(() -> EventsReader.read(InputFile.of(notZipped), row -> {}))
        .isInstanceOf(InputException.class);
  }
}
