package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scar.files.InputFile;
import dev.scar.files.NamedGzip;
import dev.scar.trace.EventRow;
import dev.scar.trace.EventsReader;
import dev.scar.trace.LogRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logs and traces of a part of a run: what they hold, that they say so, and what reads them. */
class TracePartTest extends CommandTest {
  private static final long FROM = 1_000_000_000;
  private static final long TO = 3_000_000_000L;
  private static final String LABEL = "_from-1000000000ps-to-3000000000ps_";

  private String replay(String name, String... more) {
    String target = folder.resolve(name).toString();
    List<String> args =
        new ArrayList<>(List.of("replay", "traces/sample/schedule.json", "--no-report", "--quiet"));
    args.addAll(List.of("--trace-detail", "packets", "--out", target));
    args.addAll(List.of(more));
    assertThat(scar(args.toArray(String[]::new))).as(err.toString()).isZero();
    return target;
  }

  private String part = "";
  private String whole = "";

  @BeforeEach
  void replays() {
    part = replay("part", "--trace-from", "1 ms", "--trace-to", "3 ms");
    assertThat(err.toString()).isEmpty();
    whole = replay("whole");
  }

  private static InputFile events(String run) {
    return InputFile.of(Path.of(run, "events.csv.gz"));
  }

  private static List<EventRow> rows(String run) {
    List<EventRow> rows = new ArrayList<>();
    EventsReader.read(events(run), rows::add);
    return rows;
  }

  @Test
  void holdsTheRowsOfItsRangeAndNoOthers() {
    List<EventRow> expected =
        rows(whole).stream()
            .filter(
                row -> {
                  boolean release = row.kind() == LogRecord.Kind.RELEASE;
                  long end = release ? row.startPs() + row.busyPs() : row.endPs();
                  boolean instant = end == row.startPs() && end >= FROM;
                  return row.startPs() < TO && (end > FROM || instant);
                })
            .toList();
    assertThat(rows(part)).isEqualTo(expected).hasSizeBetween(100, rows(whole).size() - 100);
  }

  @Test
  void theNamesInsideSayWhichPartItIs() {
    for (String file : List.of("events.csv", "trace.json", "transfers.csv", "l2.csv")) {
      String name = NamedGzip.nameIn(InputFile.of(Path.of(part, file + ".gz"))).orElseThrow();
      String all = NamedGzip.nameIn(InputFile.of(Path.of(whole, file + ".gz"))).orElseThrow();
      assertThat(all).endsWith("_" + file).doesNotContain("_from-");
      boolean cut = file.equals("events.csv") || file.equals("trace.json");
      assertThat(name.replaceFirst("run-[0-9a-f]{12}", "run"))
          .isEqualTo(
              all.replaceFirst("run-[0-9a-f]{12}", "run")
                  .replace("_" + file, (cut ? LABEL : "_") + file));
    }
  }

  @Test
  void theDrawingShowsNothingElse() throws IOException {
    JsonNode trace = new JsonMapper().readTree(unzipped(Path.of(part, "trace.json.gz")));
    int counters = 0;
    for (JsonNode event : trace.path("traceEvents")) {
      double at = event.path("ts").asDouble() * 1e6;
      boolean bound = List.of("window", "layer").contains(event.path("cat").asText());
      if (event.path("ph").asText().equals("X") && !bound) {
        assertThat(at).isLessThan(TO);
        assertThat(at + event.path("dur").asDouble() * 1e6).isGreaterThan(FROM);
      } else if (event.path("ph").asText().equals("C")) {
        assertThat(at).isGreaterThanOrEqualTo(FROM).isLessThan(TO);
        counters++;
      }
    }
    assertThat(counters).isGreaterThan(20);
  }

  @Test
  void sharesAreOfThePart() throws IOException {
    assertThat(scar("trace", "summarize", part)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("a part of the run: 1 ms to 3 ms");
    assertThat(scar("trace", "summarize", part, "--format", "csv")).isZero();
    String value =
        out.toString()
            .lines()
            .filter(line -> line.startsWith("resource,dram 0,utilisation,"))
            .findFirst()
            .orElseThrow();
    long busy =
        rows(whole).stream()
            .filter(r -> r.kind() == LogRecord.Kind.SERVE && r.component().equals("dram 0"))
            .mapToLong(
                r -> Math.max(0, Math.min(r.endPs(), TO) - Math.max(r.endPs() - r.busyPs(), FROM)))
            .sum();
    assertThat(Double.parseDouble(value.substring(value.lastIndexOf(',') + 1)))
        .isCloseTo((double) busy / (TO - FROM), within(1e-9))
        .isPositive();
  }

  @Test
  void noCriticalPathAndNoComparisonWithTheWhole() throws IOException {
    assertThat(scar("trace", "critical-path", part)).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(
            part + "/events.csv.gz: holds only a part of its run, 1 ms to 3 ms.",
            "The critical path needs a log without --trace-from and --trace-to.");
    assertThat(out.toString()).isEmpty();
    assertThat(scar("trace", "critical-path", whole)).isZero();
    for (List<String> pair : List.of(List.of(part, whole), List.of(whole, part))) {
      assertThat(scar("trace", "diff", pair.get(0), pair.get(1))).isEqualTo(2);
      assertThat(err.toString().lines())
          .containsExactly(
              part + "/events.csv.gz: holds only a part of its run, 1 ms to 3 ms.",
              "Compare logs with the same --trace-from and --trace-to.");
      assertThat(out.toString()).isEmpty();
    }
    assertThat(scar("trace", "diff", part, part)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("figures are equal");

    Path unzipped = folder.resolve(NamedGzip.nameIn(events(part)).orElseThrow());
    Path foreign = folder.resolve("events.csv");
    Files.writeString(unzipped, unzipped(events(part).path()));
    Files.copy(unzipped, foreign);
    assertThat(scar("trace", "critical-path", unzipped.toString())).isEqualTo(2);
    assertThat(scar("trace", "critical-path", foreign.toString())).as("unknown: whole").isZero();
  }

  @Test
  void aRangeAroundTheWholeRunIsTheWholeRun() {
    String around = replay("around", "--trace-to", "100 s");
    assertThat(err.toString()).isEmpty();
    assertThat(scar("trace", "critical-path", around)).as(err.toString()).isZero();
    assertThat(scar("trace", "diff", around, whole)).as(err.toString()).isZero();
  }

  @Test
  void aRangeBeyondTheEndIsWarnedAbout() {
    String nothing = replay("nothing", "--trace-from", "100 s");
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString())
        .startsWith("scar: --trace-from 100 s is not before the end of the run at ");
    assertThat(rows(nothing)).isEmpty();
    assertThat(scar("trace", "summarize", nothing)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("0 rows of a part of the run: 100 s to its end");
    assertThat(scar("trace", "critical-path", nothing)).isEqualTo(2);
  }
}
