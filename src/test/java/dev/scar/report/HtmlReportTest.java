package dev.scar.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scar.analysis.WindowPrediction;
import dev.scar.fixtures.Packages;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Runs;
import dev.scar.fixtures.Scenes;
import dev.scar.plan.Plan;
import dev.scar.plan.Stage;
import dev.scar.schedule.Execution;
import dev.scar.sim.StageRun;
import dev.scar.sim.WindowReplay;
import dev.scar.trace.CriticalPath;
import dev.scar.workload.Scenario;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page stands alone, says what the summary says, and cannot be broken by names. */
class HtmlReportTest {
  private static final int CASES = 40;
  private static final List<String> PARTS =
      List.of("earlier", "compute", "load", "send", "store", "contention", "wait", "idle");
  private static final Pattern DATA =
      Pattern.compile(
          "<script id=\"data\" type=\"application/json\">(.*?)</script>", Pattern.DOTALL);

  private static RunReport random(long seed) {
    RandomScenes scenes = new RandomScenes(seed);
    return Runs.of(scenes.plan(), scenes.packetBytes());
  }

  private static RunReport withoutBarrier(long seed) {
    RandomScenes scenes = new RandomScenes(seed);
    return Runs.of(scenes.plan().withoutBarrier(), scenes.packetBytes());
  }

  /** Segments take turns, and queues run on from one to the next. */
  private static RunReport inTurns(long seed) {
    RandomScenes scenes = new RandomScenes(seed);
    return Runs.of(scenes.orderedPlan(Execution.OVERLAPPED), scenes.packetBytes());
  }

  private static String page(RunReport run) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlReport.write(run, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static JsonNode data(String page) throws IOException {
    Matcher data = DATA.matcher(page);
    assertThat(data.find()).isTrue();
    return new ObjectMapper().readTree(data.group(1));
  }

  private static JsonNode data(RunReport comparison) throws IOException {
    return new ObjectMapper().readTree(ReportData.of(comparison));
  }

  @Test
  void loadsNothing() throws IOException {
    String page = page(random(1));
    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .contains("default-src 'none'")
        .doesNotContain("{{")
        .doesNotContainPattern("(src|href|action|data)\\s*=\\s*[\"']?\\s*(https?:)?//")
        .doesNotContainPattern("@import|url\\(\\s*[\"']?(https?:)?//")
        .doesNotContainPattern(
            "\\b(fetch|importScripts)\\(|sendBeacon|new WebSocket|EventSource\\(");
    assertThat(page.length()).isLessThan(3_000_000);
  }

  @Test
  void hasTheNumbersOfTheSummary() throws IOException {
    for (long seed = 0; seed < CASES; seed++) {
      RunReport comparison = random(seed);
      JsonNode data = data(page(comparison));
      JsonNode summary = new ObjectMapper().readTree(SummaryWriter.text(comparison));
      for (String field :
          List.of(
              "inputs",
              "predictedPs",
              "simulatedPs",
              "deltaPs",
              "energyJ",
              "predictedEdpJs",
              "simulatedEdpJs",
              "linkEvents",
              "packetBytes",
              "l2")) {
        assertThat(data.get(field)).as("seed %d: %s", seed, field).isEqualTo(summary.get(field));
      }
      assertThat(data.get("transfersByModel")).isEqualTo(summary.get("transfers"));
      assertThat(data.get("windows")).hasSameSizeAs(summary.get("windows"));
      for (int w = 0; w < summary.get("windows").size(); w++) {
        JsonNode ours = data.get("windows").get(w);
        JsonNode theirs = summary.get("windows").get(w);
        assertThat(ours.get("simulatedPs")).isEqualTo(theirs.get("simulatedPs"));
        for (int m = 0; m < theirs.get("models").size(); m++) {
          assertThat(ours.get("models").get(m).get("predictedPs"))
              .isEqualTo(theirs.get("models").get(m).get("predictedPs"));
          assertThat(ours.get("models").get(m).get("simulatedPs"))
              .isEqualTo(theirs.get("models").get(m).get("simulatedPs"));
        }
      }
      for (JsonNode resource : data.get("resources")) {
        JsonNode same = summary.get("resources").get(resource.get("ordinal").asInt());
        for (String field : List.of("name", "kind", "bytes", "busyPs", "transferWaitPs")) {
          assertThat(resource.get(field)).isEqualTo(same.get(field));
        }
      }
    }
  }

  @Test
  void placesOfChipletsAreThoseOfTheDrawing() throws IOException {
    for (long seed = 0; seed < CASES; seed++) {
      RunReport comparison = random(seed);
      List<PackageLayout.Point> points =
          PackageLayout.of(comparison.prediction().plan().chipletPackage().nop()).points();
      JsonNode nodes = data(comparison).get("package").get("nodes");
      assertThat(nodes).hasSameSizeAs(points);
      for (int node = 0; node < points.size(); node++) {
        assertThat(nodes.get(node).get("x").asDouble()).isEqualTo(points.get(node).x());
        assertThat(nodes.get(node).get("y").asDouble()).isEqualTo(points.get(node).y());
      }
    }
  }

  /** The fields of a chart in the order in which a page has them. */
  private static List<String> fieldsOf(ReportChart chart, RunReport run, JsonNode data) {
    Set<String> fields = chart.data().apply(run).keySet();
    List<String> found = new ArrayList<>();
    data.fieldNames().forEachRemaining(name -> found.add(name));
    found.retainAll(fields);
    return found;
  }

  /**
   * A script that is there is on the page, at its place in the list, and draws what it is given.
   */
  @Test
  void everyScriptIsListedAndEveryChartHasItsData() throws IOException {
    Path folder = Path.of("src/main/resources/dev/scar/report");
    List<String> scripts =
        new ArrayList<>(List.of("format.js", "report.js", "study.js", "theme.js"));
    ReportChart.ALL.forEach(chart -> scripts.add(chart.script()));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(n -> n.endsWith(".js")))
          .containsExactlyInAnyOrderElementsOf(scripts);
    }
    RunReport run = random(1);
    JsonNode data = data(run);
    for (ReportChart chart : ReportChart.ALL) {
      // a map of the JDK without an order of its own has another one in every process
      assertThat(fieldsOf(chart, run, data)).isSorted();
      for (String field : chart.data().apply(run).keySet()) {
        assertThat(data.has(field)).as(field).isTrue();
        assertThat(scripts(folder)).as("%s of %s", field, chart.script()).contains("R." + field);
      }
    }
  }

  private static String scripts(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    for (ReportChart chart : ReportChart.ALL) {
      all.append(Files.readString(folder.resolve(chart.script())));
    }
    return all.toString();
  }

  @Test
  void isTheSameTwice() throws IOException {
    assertThat(page(random(3))).isEqualTo(page(random(3)));
  }

  @Test
  void namesCannotEndTheScript() throws IOException {
    String evil = "</script><script>alert(1)</script><!-- & \" ' \u2028 {{data}} $1";
    Scenario scenario =
        new Scenario(
            evil,
            evil,
            evil,
            "test",
            List.of(Scenes.model(evil, 2, Scenes.layer(evil, 1000, 10, 10, 10))));
    Plan plan = Scenes.plan(Packages.mesh(1, 2), scenario, Scenes.oneLayerEach(0, 0));
    RunReport clean = Runs.of(plan, 64);
    String page =
        page(
            new RunReport(
                clean.prediction(),
                clean.replay(),
                clean.labels(),
                new RunOrigin(evil, Map.of("scenario", evil), null),
                () ->
                    List.of(
                        new CriticalPath.Step(
                            0, 1000, CriticalPath.Kind.SEND, 0, evil, evil, evil, 0))));
    assertThat(page).doesNotContain("alert(1)</script>").doesNotContain("<script>alert");
    assertThat(page.split("</script", -1)).hasSize(4);
    JsonNode data = data(page);
    assertThat(data.get("scenario").get("name").asText()).isEqualTo(evil);
    assertThat(data.get("models").get(0).get("id").asText()).isEqualTo(evil);
    assertThat(data.get("command").asText()).isEqualTo(evil);
    assertThat(data.get("criticalPath").get(0).get("label").asText()).contains(evil);
  }

  @Test
  void sharesOfAStageAddUpToItsWindow() throws IOException {
    long earlier = 0;
    long inTurn = 0;
    for (long seed = 0; seed < CASES; seed++) {
      for (RunReport comparison : List.of(random(seed), withoutBarrier(seed), inTurns(seed))) {
        boolean barrier = comparison.prediction().plan().barrier();
        for (JsonNode window : data(comparison).get("windows")) {
          Set<Integer> first = new HashSet<>();
          for (JsonNode stage : window.get("stages")) {
            JsonNode shares = stage.get("shares");
            long sum = 0;
            for (String part : PARTS) {
              long share = shares.get(part + "Ps").asLong();
              assertThat(share).as("seed %d, barrier %s: %s", seed, barrier, part).isNotNegative();
              sum += share;
            }
            assertThat(sum)
                .as("seed %d, barrier %s, window %s", seed, barrier, window.get("index"))
                .isEqualTo(window.get("toPs").asLong() - window.get("fromPs").asLong());
            assertThat(shares.get("predictedWaitPs").asLong()).as("seed %d", seed).isNotNegative();
            long before = shares.get("earlierPs").asLong();
            if (barrier && first.add(stage.get("chiplet").asInt())) {
              assertThat(before).as("seed %d", seed).isZero();
            }
            earlier += barrier ? 0 : before;
            inTurn += barrier ? before : 0;
          }
        }
      }
    }
    assertThat(earlier).as("chiplets late for a window without barrier").isPositive();
    assertThat(inTurn).as("segments whose turn comes later").isPositive();
  }

  @Test
  void windowsReachFromTheirFirstStartToTheirLastFinish() throws IOException {
    int late = 0;
    for (long seed = 0; seed < CASES; seed++) {
      for (RunReport comparison : List.of(random(seed), withoutBarrier(seed))) {
        JsonNode data = data(comparison);
        boolean barrier = comparison.prediction().plan().barrier();
        assertThat(data.get("barrier").asBoolean()).isEqualTo(barrier);
        for (JsonNode window : data.get("windows")) {
          String what =
              "seed %d, barrier %s, window %s".formatted(seed, barrier, window.get("index"));
          assertThat(extent(window, "simulated"))
              .as(what)
              .containsExactly(window.get("fromPs").asLong(), window.get("toPs").asLong());
          assertThat(extent(window, "predicted"))
              .as(what)
              .containsExactly(
                  window.get("predictedFromPs").asLong(), window.get("predictedToPs").asLong());
          WindowReplay replayed = comparison.replay().windows().get(window.get("index").asInt());
          if (barrier) {
            assertThat(extent(window, "simulated"))
                .as(what)
                .containsExactly(replayed.startPs(), replayed.endPs());
          } else if (window.get("fromPs").asLong() > replayed.startPs()) {
            late++;
          }
        }
      }
    }
    assertThat(late).as("windows that begin after the run without barrier").isPositive();
  }

  /** From the first start to the last end of what is drawn of a window. */
  private static long[] extent(JsonNode window, String side) {
    long from = Long.MAX_VALUE;
    long to = 0;
    for (JsonNode stage : window.get("stages")) {
      for (JsonNode span : stage.get(side)) {
        from = Math.min(from, span.get(1).asLong());
        to = Math.max(to, span.get(2).asLong());
      }
    }
    return new long[] {from, to};
  }

  @Test
  void spansCoverAStageAndMergingKeepsItsEnds() {
    for (long seed = 0; seed < CASES; seed++) {
      RunReport comparison = random(seed);
      List<Stage> stages =
          comparison.prediction().plan().windows().stream()
              .flatMap(window -> window.stages().stream())
              .toList();
      StageSpans fine = new StageSpans(SpanBudget.of(stages, Integer.MAX_VALUE));
      StageSpans coarse = new StageSpans(SpanBudget.of(stages, 1));
      for (WindowReplay window : comparison.replay().windows()) {
        WindowPrediction predicted = comparison.prediction().windows().get(window.index());
        for (StageRun run : window.stages()) {
          StageShares shares = StageShares.of(WindowExtent.of(window), 0, run, 0);
          Stage stage = run.program().stage();
          List<StageSpans.Span> all = fine.simulated(run);
          long busy = all.stream().mapToLong(span -> span.toPs() - span.fromPs()).sum();
          assertThat(busy)
              .as("seed %d", seed)
              .isEqualTo(shares.totalPs() - shares.waitPs() - shares.idlePs());
          long planned =
              fine.predicted(stage, predicted, 0).stream()
                  .mapToLong(span -> span.toPs() - span.fromPs())
                  .sum();
          assertThat(planned).as("seed %d", seed).isEqualTo(busy - shares.contentionPs());
          assertThat(coarse.simulated(run))
              .containsExactly(
                  new StageSpans.Span(
                      StageSpans.Kind.MERGED,
                      run.startPs(0),
                      run.finishPs(stage.miniBatches() - 1),
                      0,
                      stage.miniBatches()));
        }
      }
    }
  }

  @Test
  void spansStayWithinTheirNumber() {
    for (long seed = 0; seed < CASES; seed++) {
      RunReport comparison = random(seed);
      List<Stage> stages =
          comparison.prediction().plan().windows().stream()
              .flatMap(window -> window.stages().stream())
              .toList();
      for (int most : new int[] {1, 7, 40, 200}) {
        StageSpans spans = new StageSpans(SpanBudget.of(stages, most));
        long drawn =
            comparison.replay().windows().stream()
                .flatMap(window -> window.stages().stream())
                .mapToLong(run -> spans.simulated(run).size())
                .sum();
        assertThat(drawn).as("seed %d", seed).isLessThanOrEqualTo(Math.max(most, stages.size()));
      }
    }
  }

  @Test
  void curvesRiseToTheLongest() {
    for (LatencyCurves.Curve curve : LatencyCurves.of(random(5))) {
      List<LatencyCurves.Point> points = curve.points();
      assertThat(points.get(points.size() - 1).percentile()).isEqualTo(100);
      for (int i = 1; i < points.size(); i++) {
        assertThat(points.get(i).valuePs()).isGreaterThanOrEqualTo(points.get(i - 1).valuePs());
      }
    }
  }
}
