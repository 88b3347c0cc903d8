package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scar.report.Column;
import dev.scar.report.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code scar sweep}, {@code growth} and {@code validate} as a user types them. */
final class StudyCommandsTest extends CommandTest {
  private static final String GROWTH =
      "growth motivational --sides 2 --models 1 --splits 0 --improvements 5";
  private static final String SWEEP = "sweep motivational --objective edp --splits 0";
  private static final String QUALITY =
      "sweep motivational --search-quality --splits 0 --improvements 5";
  private static final String PRESETS =
      "sweep motivational --presets --objective edp --effort 1000";
  private static final String VALIDATE = "validate motivational --top 2 --engine loop";
  private static final String AWARE =
      "validate motivational --engine loop --topology motivational-2x2 --aware";
  private static final String SIMULATED =
      "validate motivational --engine loop --topology motivational-2x2 --simulated";

  private int scarLine(String line, String... more) {
    List<String> words = new java.util.ArrayList<>(List.of(line.split(" ")));
    words.addAll(List.of(more));
    return scar(words.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {GROWTH, SWEEP, QUALITY, PRESETS, VALIDATE, AWARE, SIMULATED})
  void allFormatsHaveTheSameRows(String line) throws IOException {
    assertThat(scarLine(line)).isZero();
    int rows = (int) out.toString().lines().count() - 1;
    assertThat(rows).isPositive();
    assertThat(scarLine(line, "--format", "csv")).isZero();
    assertThat(out.toString().lines().count()).isEqualTo(rows + 1);
    String header = out.toString().lines().findFirst().orElseThrow();
    assertThat(scarLine(line, "--format", "json")).isZero();
    JsonNode json = new JsonMapper().readTree(out.toString());
    assertThat(json).hasSize(rows);
    assertThat(json.get(0)).hasSize(header.split(",").length);
  }

  @ParameterizedTest
  @ValueSource(strings = {GROWTH, SWEEP, VALIDATE})
  void whatIsPrintedGoesToTheFolderAsWell(String line) throws IOException {
    Path target = folder.resolve("out");
    assertThat(scarLine(line, "--format", "csv", "--out", target.toString())).isZero();
    Path file = target.resolve(line.split(" ")[0] + ".csv");
    assertThat(Files.readString(file)).isEqualTo(out.toString());

    Files.writeString(file, "mine");
    assertThat(scarLine(line, "--format", "csv", "--out", target.toString())).isEqualTo(2);
    assertThat(err.toString()).contains(file.toString(), "is there already");
    assertThat(Files.readString(file)).isEqualTo("mine");

    String[] quietly = {"--format", "csv", "--out", target.toString(), "--overwrite", "--quiet"};
    assertThat(scarLine(line, quietly)).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(Files.readString(file)).contains(",");
  }

  /** The middle one of three seeds, which are also searched one by one. */
  @Test
  void ofSeveralSeedsTheMedianIsShown() throws IOException {
    String line = "sweep sc1 --search-quality --searches quick --format json";
    List<Double> alone = new java.util.ArrayList<>();
    for (int seed = 4; seed <= 6; seed++) {
      assertThat(scarLine(line, "--seed", String.valueOf(seed))).isZero();
      alone.add(new JsonMapper().readTree(out.toString()).get(0).get("score").asDouble());
    }
    alone.sort(null);
    assertThat(scarLine(line, "--seed", "4", "--seeds", "3")).isZero();
    JsonNode row = new JsonMapper().readTree(out.toString()).get(0);
    assertThat(List.of(row.get("least"), row.get("score"), row.get("most")))
        .extracting(JsonNode::asDouble)
        .isEqualTo(alone);
    assertThat(alone).doesNotHaveDuplicates();
    assertThat(row.get("seeds").asInt()).isEqualTo(3);
  }

  @Test
  void anUnknownSearchIsRefused() {
    assertThat(scarLine(QUALITY, "--searches", "quick,slow")).isEqualTo(2);
    assertThat(err.toString()).contains("(slow) is not one of [paper, quick, default, high]");
  }

  /** Two presets with two kinds of DRAM; the order of preset paper agrees with itself. */
  @Test
  void presetsAreComparedWithThePaper() throws IOException {
    assertThat(scarLine(PRESETS, "--format", "json")).isZero();
    JsonNode rows = new JsonMapper().readTree(out.toString());
    assertThat(rows).hasSize(4);
    for (JsonNode row : rows) {
      boolean built = row.get("preset").textValue().equals("built");
      assertThat(row.get("package").textValue())
          .isEqualTo("het-sides-3x3" + (built ? "-built" : ""));
      assertThat(row.get("winner").textValue().endsWith("-built")).isEqualTo(built);
      assertThat(row.get("delta").doubleValue()).isNotNegative();
      assertThat(row.get("ofPeak").doubleValue()).isBetween(0.0, 1.0);
      assertThat(row.get("tau").doubleValue()).isBetween(-1.0, 1.0);
      if (!built) {
        assertThat(row.get("tau").doubleValue()).isEqualTo(1);
      }
    }
    assertThat(scarLine(PRESETS, "--topology", "het-sides-3x3")).isEqualTo(2);
    assertThat(err.toString()).contains("changes nothing without --search-quality");
    assertThat(scarLine(PRESETS, "--search-quality")).isEqualTo(2);
    assertThat(err.toString()).contains("changes nothing beside");
  }

  /** Options of one search are refused beside the other. */
  @Test
  void presetsAreSearchedByTheEnginesIfAsked() {
    String line = "sweep motivational --presets --objective edp --format csv";
    assertThat(scarLine(line, "--splits", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--splits changes nothing without --search paper");
    assertThat(scarLine(line, "--splits", "0", "--search", "paper")).isZero();
    assertThat(out.toString().lines()).hasSize(5);
    assertThat(scarLine(line, "--effort", "1", "--search", "paper")).isEqualTo(2);
    assertThat(err.toString()).contains("--effort changes nothing beside --search paper");
    assertThat(scarLine("sweep motivational --effort 1")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--effort changes nothing without --presets or --executions");
    assertThat(scarLine("sweep sc8 --executions --format csv --effort 1")).isZero();
    String little = out.toString();
    assertThat(scarLine("sweep sc8 --executions --format csv --effort 20000")).isZero();
    assertThat(out.toString()).isNotEqualTo(little);
  }

  /** Two presets with two kinds of DRAM, each in order and overlapped. */
  @Test
  void executionsOfOneScheduleAreCompared() throws IOException {
    String line = "sweep motivational --executions --effort 1000";
    assertThat(scarLine(line, "--format", "json")).isZero();
    JsonNode rows = new JsonMapper().readTree(out.toString());
    assertThat(rows).hasSize(8);
    for (int i = 0; i < 8; i += 2) {
      JsonNode inOrder = rows.get(i);
      JsonNode overlapped = rows.get(i + 1);
      assertThat(inOrder.get("execution").textValue()).isEqualTo("sequential");
      assertThat(overlapped.get("execution").textValue()).isEqualTo("overlapped");
      assertThat(inOrder.get("savedPredicted").doubleValue()).isZero();
      assertThat(overlapped.get("savedPredicted").doubleValue()).isNotNegative();
      assertThat(overlapped.get("simulatedPs").longValue())
          .isGreaterThanOrEqualTo(overlapped.get("predictedPs").longValue());
      assertThat(overlapped.get("predictedPs").longValue())
          .isLessThanOrEqualTo(inOrder.get("predictedPs").longValue());
    }
    assertThat(scarLine(line, "--presets")).isEqualTo(2);
    assertThat(err.toString()).contains("changes nothing beside");
  }

  @Test
  void reproduceRefusesAnExistingFileBeforeTheWork() throws IOException {
    Path file = folder.resolve("motivational.csv");
    Files.writeString(file, "mine");
    Path cache = folder.resolve("cache");
    String line =
        "reproduce motivational --quick --format csv --cache " + cache + " --out " + folder;
    assertThat(scarLine(line)).isEqualTo(2);
    assertThat(err.toString()).contains(file.toString());
    assertThat(cache).as("nothing was searched").doesNotExist();
    assertThat(Files.readString(file)).isEqualTo("mine");
    assertThat(scarLine(line, "--overwrite")).isZero();
    assertThat(Files.readString(file)).isEqualTo(out.toString());
  }

  /** A scenario's own package is tested, and what becomes of it when it starves. */
  @Test
  void validateTestsTheScenariosOwnPackage() throws IOException {
    Path home = Path.of(System.getProperty("scar.home", ".")).toAbsolutePath();
    Path scenario = folder.resolve("mine.json");
    Files.writeString(
        scenario,
        Files.readString(home.resolve("workloads/motivational.json"))
            .replace("\"topology\": \"motivational-2x2\"", "\"topology\": \"own\""));
    Files.writeString(
        folder.resolve("own.json"),
        """
        {"format": "scar-topology-1", "name": "own", "extends": "motivational-2x2"}
        """);
    assertThat(scar("validate", scenario.toString(), "--top", "2", "--format", "csv")).isZero();
    assertThat(out.toString().lines().skip(1))
        .extracting(row -> row.split(",")[1])
        .containsExactly("own", "own-one-dram", "own-thin-nop");
  }

  /** On packages of one's own; replayed from its file, a schedule takes what the table says. */
  @Test
  void validateWritesTheSchedulesThatSimulateBest() throws IOException {
    new CommandFiles(folder);
    Path best = folder.resolve("best");
    String scenario = folder.resolve("two.json").toString();
    String line = "validate " + scenario + " --top 5 --engine loop --objective latency --topology ";
    String packages = folder.resolve("own.json") + ",het-sides-3x3-one-dram";
    assertThat(scarLine(line + packages, "--format", "json", "--best", best.toString())).isZero();
    JsonNode rows = new JsonMapper().readTree(out.toString());
    assertThat(rows).hasSize(2);
    for (JsonNode row : rows) {
      String name = "two-" + row.get("topology").textValue() + ".json";
      assertThat(row.get("bestIs").intValue()).isBetween(1, row.get("replayed").intValue());
      Path run = folder.resolve("run-of-" + name);
      String replay = "replay " + best.resolve(name) + " --scenario " + scenario;
      assertThat(scarLine(replay + " --engine loop --no-report --out " + run)).isZero();
      JsonNode summary = new JsonMapper().readTree(run.resolve("summary.json").toFile());
      assertThat(summary.get("simulatedPs").longValue() * 1e-12)
          .as(name)
          .isEqualTo(row.get("bestSimulated").doubleValue());
    }
    assertThat(scarLine(line + packages, "--best", best.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("two-own.json", "is there already");
  }

  private int print(int finished, CommonOptions common, StudyOutput output) {
    CommandLine line =
        new CommandLine(CommandLine.Model.CommandSpec.create().name("study"))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    line.parseArgs();
    try (StudyRun run = new StudyRun(line.getCommandSpec(), common, output)) {
      return run.print(
          Table.of(Column.count("n", (Integer row) -> row)),
          List.of(10, 11, 12),
          String::valueOf,
          row -> {
            if (row >= 10 + finished) {
              throw new CancellationException();
            }
            return row;
          });
    }
  }

  /** Ctrl-C: what is finished is printed and stays in the file. */
  @Test
  void aStoppedStudyKeepsTheFinishedRows() throws IOException {
    CommonOptions common = new CommonOptions();
    common.format = dev.scar.report.TableFormat.CSV;
    StudyOutput output = new StudyOutput();
    output.out = folder;
    assertThat(print(2, common, output)).isZero();
    assertThat(out.toString()).isEqualTo("n\n10\n11\n");
    assertThat(err.toString()).contains("stopped; 2 of 3 rows are done");
    assertThat(Files.readString(folder.resolve("study.csv"))).isEqualTo(out.toString());
    output.overwrite = true;
    assertThat(print(0, common, output)).as("stopped without a result").isEqualTo(130);
  }
}
