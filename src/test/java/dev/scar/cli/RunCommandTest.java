package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scar.files.InputFile;
import dev.scar.files.NamedGzip;
import dev.scar.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code scar run}: what it prints, and what it leaves behind. */
class RunCommandTest extends CommandTest {
  @Test
  void runsReplaysAndGivesTheSameResultWithEveryEngine() throws IOException {
    Path first = folder.resolve("run");
    assertThat(scar("run", "motivational", "--out", first.toString())).as(err.toString()).isZero();
    assertThat(out.toString()).contains("predicted", "simulated", "laws hold");
    assertThat(err.toString()).isEmpty();
    assertThat(first)
        .isDirectoryContaining("glob:**summary.json")
        .isDirectoryContaining("glob:**trace.json.gz")
        .isDirectoryContaining("glob:**report.html");
    String page = Files.readString(first.resolve("report.html"));
    assertThat(page).contains("\"command\":\"scar run motivational\"");
    String summary = Files.readString(first.resolve("summary.json"));
    for (String file :
        List.of(
            "workloads/motivational.json",
            "workloads/models/motivational_gpt.json",
            "workloads/models/motivational_resnet.json",
            "topologies/motivational-2x2.json",
            "topologies/base/datacenter.json")) {
      assertThat(summary).contains(Sha256.of(Files.readString(Path.of(file))));
    }
    assertThat(summary).contains(Sha256.of(Files.readAllBytes(first.resolve("schedule.json"))));

    List<String> pages = new ArrayList<>();
    List<byte[]> logs = new ArrayList<>();
    String schedule = first.resolve("schedule.json").toString();
    for (String engine : new String[] {"loop", "actors"}) {
      Path again = folder.resolve(engine);
      assertThat(
              scar(
                  "replay",
                  schedule,
                  "--engine",
                  engine,
                  "--threads",
                  "1",
                  "--quiet",
                  "--out",
                  again.toString()))
          .as(err.toString())
          .isZero();
      assertThat(unzipped(again.resolve("events.csv.gz")))
          .isEqualTo(unzipped(first.resolve("events.csv.gz")));
      logs.add(Files.readAllBytes(again.resolve("events.csv.gz")));
      assertThat(Files.readString(again.resolve("schedule.json")))
          .isEqualTo(Files.readString(Path.of(schedule)));
      pages.add(Files.readString(again.resolve("report.html")));
    }
    assertThat(pages.get(0)).isEqualTo(pages.get(1));
    assertThat(logs.get(0)).isEqualTo(logs.get(1));
    Path plain = folder.resolve("plain");
    assertThat(scar("replay", schedule, "--no-report", "--quiet", "--out", plain.toString()))
        .isZero();
    assertThat(plain).isDirectoryNotContaining("glob:**report.html");
  }

  @Test
  void theReportSaysHowToMakeTheRunAgain() throws IOException {
    Path run = folder.resolve("run");
    assertThat(
            scar(
                "run",
                "motivational",
                "--objective",
                "latency^2 * energy",
                "--threads",
                "1",
                "--seed=7",
                "--quiet",
                "--search",
                "paper",
                "--prefer",
                "gpt-part=2",
                "--out",
                run.toString()))
        .as(err.toString())
        .isZero();
    assertThat(Files.readString(run.resolve("report.html")))
        .contains(
            "\"scar run motivational --objective 'latency^2 * energy' --seed 7 --search paper --prefer gpt-part=2\"");
  }

  /** Whoever finds one of the files alone can tell what it was made from. */
  @Test
  void everyFileSaysWhichRunItIsFrom() throws IOException {
    Path run = folder.resolve("run");
    assertThat(scar("run", "motivational", "--seed", "7", "--quiet", "--out", run.toString()))
        .as(err.toString())
        .isZero();
    JsonNode inputs =
        new JsonMapper().readTree(run.resolve("summary.json").toFile()).path("inputs");
    String number = inputs.path("run").asText();
    assertThat(number).matches("[0-9a-f]{12}");
    StringBuilder rest = new StringBuilder();
    inputs
        .properties()
        .forEach(
            e -> {
              if (!e.getKey().equals("run")) {
                rest.append(e.getKey() + "=" + e.getValue().asText() + "\n");
              }
            });
    assertThat(Sha256.of(rest.toString())).startsWith(number);
    for (String file : List.of("events.csv", "transfers.csv", "l2.csv", "trace.json")) {
      Path zipped = run.resolve(file + ".gz");
      assertThat(NamedGzip.nameIn(InputFile.of(zipped)))
          .contains(
              "scar-%s_motivational-%.12s_motivational-2x2-%.12s_schedule-%.12s_seed-7_run-%s_%s"
                  .formatted(
                      Version.current(),
                      inputs.path("scenarioSha256").asText(),
                      inputs.path("topologySha256").asText(),
                      inputs.path("scheduleSha256").asText(),
                      number,
                      file));
    }
    JsonNode trace = new JsonMapper().readTree(unzipped(run.resolve("trace.json.gz")));
    inputs
        .properties()
        .forEach(e -> assertThat(trace.path("otherData").path(e.getKey())).isEqualTo(e.getValue()));
    assertThat(Files.readString(run.resolve("report.html"))).contains("\"" + number + "\"");
    assertThat(scar("trace", "summarize", run.toString())).isZero();
    assertThat(out.toString()).startsWith("  scar-").contains("_run-" + number + "_events.csv");
    assertThat(scar("trace", "summarize", run.toString(), "--format", "json")).isZero();
    assertThat(out.toString()).contains("_run-" + number + "_events.csv");
    String same = run.toString();
    assertThat(scar("compare", same, same, "--format", "json")).isZero();
    assertThat(new JsonMapper().readTree(out.toString()).at("/runs/1/inputs")).isEqualTo(inputs);

    Path svg = folder.resolve("package.svg");
    String schedule = run.resolve("schedule.json").toString();
    assertThat(
            scar(
                "topology",
                "draw",
                "motivational-2x2",
                "--schedule",
                schedule,
                "--out",
                svg.toString()))
        .isZero();
    String picture = Files.readString(svg);
    for (String hash : List.of("scenarioSha256", "topologySha256", "scheduleSha256")) {
      assertThat(picture).contains(hash + "=" + inputs.path(hash).asText());
    }
    assertThat(picture).contains("version=" + Version.current());
    assertThat(scar("topology", "draw", "motivational-2x2", "--scenario", "nosuch")).isEqualTo(2);
    assertThat(err.toString()).contains("changes nothing without --schedule");
  }

  @Test
  void csvHasOneRowPerWindowAndModelAndAddsUp() {
    assertThat(
            scar("run", "motivational", "--format", "csv", "--out", folder.resolve("r").toString()))
        .isZero();
    List<String[]> rows = out.toString().lines().map(line -> line.split(",", -1)).toList();
    assertThat(rows.get(0)).startsWith("window", "model").hasSize(13);
    assertThat(rows).allMatch(row -> row.length == 13);
    long windows =
        rows.stream()
            .skip(1)
            .filter(row -> row[1].isEmpty() && !row[0].equals("total"))
            .mapToLong(row -> Long.parseLong(row[6]))
            .sum();
    assertThat(rows.get(rows.size() - 1)[6]).isEqualTo(String.valueOf(windows));

    assertThat(scar("schedule", "motivational", "--format", "csv")).isZero();
    assertThat(out.toString()).startsWith("window,model,first_layer,last_layer,layers,chiplet\n");
  }

  @Test
  void progressIsForTerminalsThatAreNotQuiet() {
    System.setProperty("scar.terminal", "true");
    try {
      String target = folder.resolve("shown").toString();
      assertThat(scar("run", "motivational", "--search", "paper", "--out", target)).isZero();
      assertThat(err.toString()).contains("search: window 1 of ", " placements", ", best edp ");
      String bound = "gpt-part=1 s";
      assertThat(scar("schedule", "motivational", "--effort", "2000", "--latency-bound", bound))
          .isZero();
      assertThat(err.toString()).contains("search: 0 of 2,000 moves");
      assertThat(scar("run", "motivational", "--quiet", "--overwrite", "--out", target)).isZero();
      assertThat(err.toString()).isEmpty();
      System.setProperty("scar.terminal", "console"); // which a test has not
      assertThat(scar("schedule", "motivational", "--effort", "2000")).isZero();
      assertThat(err.toString()).isEmpty();
    } finally {
      System.clearProperty("scar.terminal");
    }
  }

  @Test
  void aScenarioFindsThePackageBesideIt() throws IOException {
    Files.writeString(
        folder.resolve("own.json"),
        "{\"format\": \"scar-topology-1\", \"name\": \"own\", \"extends\": \"base/datacenter\", \"chiplets\": [\"N S\"]}");
    Path scenario = folder.resolve("mine.json");
    Files.writeString(
        scenario,
        "{\"format\": \"scar-scenario-1\", \"name\": \"mine\", \"topology\": \"own\", \"models\": [{\"model\": \"motivational_gpt\", \"batch\": 1}]}");
    String target = folder.resolve("r").toString();
    assertThat(scar("run", scenario.toString(), "--out", target)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("1 on 0 (nvd)");
    String schedule = folder.resolve("r").resolve("schedule.json").toString();
    String again = folder.resolve("again").toString();
    String moved = folder.resolve("moved").toString();
    Files.move(folder.resolve("r"), folder.resolve("moved"));
    assertThat(scar("replay", moved + "/schedule.json", "--out", target))
        .as("the folder holds what the schedule refers to: %s", err)
        .isZero();
    for (String file : List.of("schedule.json", "inputs/scenario/mine.json")) {
      assertThat(folder.resolve("r").resolve(file))
          .hasSameTextualContentAs(folder.resolve("moved").resolve(file));
    }
    assertThat(folder.resolve("r/inputs/scenario/mine.json")).hasSameTextualContentAs(scenario);
    assertThat(folder.resolve("r/inputs/topology/own.json"))
        .hasSameTextualContentAs(folder.resolve("own.json"));
    assertThat(scar("replay", schedule, "--quiet", "--overwrite", "--out", target)).isZero();
    Path plain = folder.resolve("plain.json");
    assertThat(scar("schedule", scenario.toString(), "--quiet", "--out", plain.toString()))
        .isZero();
    assertThat(scar("replay", plain.toString(), "--quiet", "--out", moved + "2"))
        .as("it lies beside its scenario: %s", err)
        .isZero();
    Path away = folder.resolve("away/plain.json");
    assertThat(scar("schedule", scenario.toString(), "--out", away.toString())).isZero();
    assertThat(err.toString()).contains("--scenario --topology");
    assertThat(
            scar(
                "replay",
                schedule,
                "--scenario",
                scenario.toString(),
                "--topology",
                folder.resolve("own.json").toString(),
                "--out",
                again))
        .as(err.toString())
        .isZero();
    assertThat(unzipped(folder.resolve("again").resolve("events.csv.gz")))
        .isEqualTo(unzipped(folder.resolve("r").resolve("events.csv.gz")));
  }
}
