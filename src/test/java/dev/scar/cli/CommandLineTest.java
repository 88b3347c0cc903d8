package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scar.files.InputFile;
import dev.scar.files.NamedGzip;
import dev.scar.files.Sha256;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands as a user types them: exit codes, messages, files. */
class CommandLineTest extends CommandTest {
  @Test
  void runsReplaysAndGivesTheSameResultWithEveryEngine() throws IOException {
    Path first = folder.resolve("run");
    assertThat(scar("run", "motivational", "--out", first.toString())).as(err.toString()).isZero();
    assertThat(out.toString()).contains("predicted", "simulated", "physics: all 9 laws hold");
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

  @Test
  void withoutBarrierBothEnginesAgreeAndTheSummarySaysSo() throws IOException {
    String twoWindows = "workloads/motivational/B3.json";
    for (String engine : List.of("loop", "actors")) {
      String out = folder.resolve(engine).toString();
      assertThat(scar("replay", twoWindows, "--no-barrier", "--engine", engine, "--out", out))
          .as(err.toString())
          .isZero();
    }
    String summary = Files.readString(folder.resolve("loop/summary.json"));
    assertThat(summary).contains("\"barrier\" : \"none\"");
    assertThat(Files.readString(folder.resolve("actors/summary.json"))).isEqualTo(summary);
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
    assertThat(err.toString()).contains("goes with --schedule");
  }

  @Test
  void aHandWrittenScheduleIsKnownByItsHash() throws IOException {
    Path given = folder.resolve("hand.json");
    String text = Files.readString(Path.of("traces/sample/schedule.json"));
    Files.writeString(given, text.replace("\n", "\n ").stripTrailing() + "\n");
    Path run = folder.resolve("run");
    assertThat(scar("replay", given.toString(), "--quiet", "--out", run.toString()))
        .as(err.toString())
        .isZero();
    JsonNode inputs =
        new JsonMapper().readTree(run.resolve("summary.json").toFile()).path("inputs");
    assertThat(inputs.path("givenScheduleSha256").asText())
        .isEqualTo(Sha256.of(Files.readString(given)));
    assertThat(inputs.path("scheduleSha256").asText())
        .isEqualTo(Sha256.of(Files.readString(run.resolve("schedule.json"))))
        .isNotEqualTo(inputs.path("givenScheduleSha256").asText());
    assertThat(inputs.path("command").asText()).isEqualTo("scar replay schedule.json");
  }

  @Test
  void numbersAreTheSameInEveryCountry() throws IOException, InterruptedException {
    ProcessBuilder builder = process("trace", "summarize", "traces/sample");
    builder.command().addAll(1, List.of("-Duser.language=de", "-Duser.country=DE"));
    Process german = builder.start();
    String printed = new String(german.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(german.waitFor()).as(printed).isZero();
    assertThat(printed).contains("3,160 rows").doesNotContain("3.160 rows");
  }

  /** Before a search, which may be long, and before anything else is looked at. */
  @Test
  void whereResultsGoIsCheckedFirst() throws IOException {
    String there = Files.createDirectory(folder.resolve("there")).toString();
    String file = Files.writeString(folder.resolve("there.json"), "{}").toString();
    assertThat(scar("run", "nosuch", "--out", there)).isEqualTo(2);
    assertThat(err.toString()).contains("is there already");
    assertThat(scar("schedule", "nosuch", "--out", file)).isEqualTo(2);
    assertThat(err.toString()).contains("is there already");
  }

  @Test
  void logsThatAreNoneAndRowsThatAreNoneAreRefused() throws IOException {
    Path empty = Files.createFile(folder.resolve("events.csv.gz"));
    assertThat(scar("trace", "summarize", empty.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("is empty or ends too early").doesNotContain("null");
    assertThat(scar("trace", "summarize", "traces/sample", "--rows", "0")).isEqualTo(2);
    assertThat(scar("trace", "critical-path", "traces/sample", "--steps", "-1")).isEqualTo(2);
  }

  @Test
  void uniformTrafficIsTheSameForTheReportAndTheDrawing() {
    String file = folder.resolve("cmesh.json").toString();
    assertThat(scar("topology", "generate", "cmesh:3x3x4", "--chiplets", "N,S", "--out", file))
        .as(err.toString())
        .isZero();
    assertThat(scar("topology", file)).isZero();
    String busiest =
        out.toString()
            .lines()
            .dropWhile(line -> !line.contains("busiest under uniform traffic"))
            .skip(1)
            .findFirst()
            .orElseThrow();
    assertThat(scar("topology", "draw", file)).isZero();
    String[] words = busiest.strip().split(" +");
    assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")))
        .anyMatch(line -> line.contains(words[1] + " " + words[2] + " flows"));
  }

  @Test
  void tracesAreReadDiffedAndCompared() throws IOException {
    String a = folder.resolve("a").toString();
    String b = folder.resolve("b").toString();
    assertThat(scar("run", "motivational", "--trace-detail", "packets", "--quiet", "--out", a))
        .as(err.toString())
        .isZero();
    assertThat(scar("replay", a + "/schedule.json", "--packet", "1 KiB", "--quiet", "--out", b))
        .isZero();
    assertThat(folder.resolve("a"))
        .isDirectoryContaining("glob:**events.csv.gz")
        .isDirectoryContaining("glob:**transfers.csv.gz")
        .isDirectoryContaining("glob:**l2.csv.gz");
    assertThat(scar("trace", "summarize", a)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("busiest", "chiplet", "waits for inputs");
    assertThat(scar("trace", "critical-path", a, "--format", "csv")).isZero();
    double shares =
        out.toString()
            .lines()
            .filter(line -> line.startsWith("makespan by kind") && line.contains(",share,"))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
            .sum();
    assertThat(shares).isCloseTo(1, within(1e-5));
    assertThat(scar("trace", "diff", a, b)).isZero();
    assertThat(out.toString()).contains("figures are equal");
    assertThat(scar("trace", "diff", a, a)).isZero();
    assertThat(out.toString().lines().skip(2))
        .containsExactly("", "  47 figures are equal; --all shows them");
    assertThat(scar("compare", a, b, a, "--format", "json")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("\"a (2)\"", "scar-figures-1");
    assertThat(scar("compare", a, b)).isZero();
    assertThat(out.toString()).contains("made from");
    String none = folder.resolve("none").toString();
    assertThat(scar("run", "motivational", "--trace-detail", "off", "--quiet", "--out", none))
        .isZero();
    assertThat(folder.resolve("none").resolve("events.csv.gz")).doesNotExist();
    String part = folder.resolve("part").toString();
    assertThat(
            scar("replay", a + "/schedule.json", "--trace-to", "100 us", "--quiet", "--out", part))
        .isZero();
    assertThat(Files.size(Path.of(part, "events.csv.gz")))
        .isLessThan(Files.size(Path.of(b, "events.csv.gz")));
  }

  @Test
  void aScheduleIsImprovedAndLayersAreFixed() throws IOException {
    String first = folder.resolve("first.json").toString();
    assertThat(scar("schedule", "motivational", "--search", "paper", "--out", first)).isZero();
    String fix = "gpt-part:ff1-ff1=2";
    String second = folder.resolve("second.json").toString();
    assertThat(scar("schedule", "--start", first, "--effort", "2000", "--out", second)).isZero();
    assertThat(out.toString()).contains("motivational", " schedules in ");
    assertThat(scar("schedule", "motivational", "--fix", fix)).isZero();
    assertThat(out.toString()).containsPattern("gpt-part +\\d+ +1 on 2 ");
    assertThat(scar("schedule", "--start", second, "--weights", "streamed")).isEqualTo(2);
    assertThat(err.toString()).contains("--weights: (streamed) is not what the schedule says");
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
    } finally {
      System.clearProperty("scar.terminal");
    }
  }

  @Test
  void topologiesAreGeneratedAndDrawn() throws IOException {
    for (String shape :
        List.of("mesh:8x8", "torus:4x4", "ring:8", "triangular:4x4", "hexamesh:2", "cmesh:2x2x4")) {
      String file = folder.resolve(shape.replace(':', '-') + ".json").toString();
      assertThat(scar("topology", "generate", shape, "--chiplets", "checkerboard", "--out", file))
          .as("%s: %s", shape, err)
          .isZero();
      assertThat(scar("topology", file)).as(shape).isZero();
      assertThat(out.toString()).contains("deadlock-free");
      assertThat(scar("topology", "draw", file)).as(shape).isZero();
      String svg = file.replace(".json", ".svg");
      assertThat(scar("topology", "draw", file, "--out", svg)).as(shape).isZero();
      assertThat(Files.readString(Path.of(svg))).startsWith("<svg").contains("</svg>", "shi");
    }
  }

  @Test
  void csvHasOneRowPerWindowAndModelAndAddsUp() {
    assertThat(
            scar("run", "motivational", "--format", "csv", "--out", folder.resolve("r").toString()))
        .isZero();
    List<String[]> rows = out.toString().lines().map(line -> line.split(",", -1)).toList();
    assertThat(rows.get(0)).startsWith("window", "model").hasSize(12);
    assertThat(rows).allMatch(row -> row.length == 12);
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
  void existingFoldersAreNotOverwrittenSilently() {
    String target = folder.resolve("twice").toString();
    assertThat(scar("run", "motivational", "--quiet", "--out", target)).isZero();
    assertThat(scar("run", "motivational", "--quiet", "--out", target)).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(scar("run", "motivational", "--quiet", "--overwrite", "--out", target)).isZero();
  }

  @Test
  void badInputHasExitCodeTwoAndSaysWhatToWrite() throws IOException {
    assertThat(scar("run", "sc44")).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("sc44: is not a known scenario.\nMaybe write \"sc4\".\n");
    assertThat(scar("run", "sc4", "--topology", "het-side-3x3")).isEqualTo(2);
    assertThat(err.toString()).contains("Maybe write \"het-sides-3x3\"");
    assertThat(scar("runn")).isEqualTo(2);
    assertThat(err.toString()).contains("Maybe write \"run\"");
    assertThat(scar("run", "--packet", "4")).isEqualTo(2);
    assertThat(err.toString()).contains("has no unit");
    assertThat(scar("run", "--splits", "-1")).isEqualTo(2);
    assertThat(scar("replay", folder.resolve("none.json").toString())).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void schedulesThatSkipRepeatOrReorderAreRefusedWithTheLayer() throws IOException {
    assertThat(
            scar(
                "schedule",
                "motivational",
                "--quiet",
                "--out",
                folder.resolve("s.json").toString()))
        .isZero();
    String good = Files.readString(folder.resolve("s.json"));
    assertThat(refused(good.replace("\"c2_2_3\"", "\"c2_2_2\""))).contains("c2_2_3");
    assertThat(refused(good.replaceFirst("\"chiplet\" : [0-9]+", "\"chiplet\" : 77")))
        .contains("chiplet 77 does not exist");
    assertThat(refused(good.replace("\"c2_2_1\"", "\"c2_2_l\"")))
        .contains("is not a layer of")
        .contains("Maybe write");
    assertThat(refused(good.replace("\"windows\"", "\"window\"")))
        .contains("Maybe write \"windows\"");
    assertThat(refused("{")).contains("bad.json");
  }

  @Test
  void tablesOfLayersAreEvaluated() throws IOException {
    Path table = folder.resolve("layers.csv");
    String row = "m,conv1,CONV,1,64,3,7,7,230,230,2,2,1";
    Files.writeString(
        table, "model,layer,type,N,K,C,R,S,Y,X,strideY,strideX,groups_or_depthwise\n" + row + "\n");
    String[] settings = {
      "cost",
      "--layers",
      table.toString(),
      "--format",
      "csv",
      "--dataflow",
      "kcp_ws",
      "--pes",
      "4096",
      "--noc-bandwidth",
      "32",
      "--noc-latency",
      "1",
      "--offchip-bandwidth",
      "1000000000"
    };
    assertThat(scar(settings)).as(err.toString()).isZero();
    assertThat(out.toString()).contains(row + ",kcp_ws,4096,32,1,1000000000,740395,118013952,");
    assertThat(scar("cost", "--layers", table.toString(), "--dataflow", "kcp_w")).isEqualTo(2);
  }

  @Test
  void packagesAndScenariosAreListedAndDescribed() {
    assertThat(scar("topology")).isZero();
    assertThat(out.toString()).contains("het-sides-3x3", "monolithic-os");
    assertThat(scar("topology", "het-cross-6x6")).isZero();
    assertThat(out.toString()).contains("deadlock-free", "diameter   10 hops");
    assertThat(scar("workload", "sc4")).isZero();
    assertThat(out.toString()).contains("gpt-l", "192.384", "31.03 M with biases");
    assertThat(scar("workload", "--model", "googlenet")).isZero();
    assertThat(out.toString()).contains("GoogLeNet", "about 1.5-1.6 G");
    assertThat(scar("workload", "--model", "goglenet")).isEqualTo(2);
    assertThat(err.toString()).contains("Maybe write \"googlenet\"");
    assertThat(scar("cost", "sc4", "--model", "unet")).isEqualTo(2);
    assertThat(err.toString()).contains("u-net");
  }

  @Test
  void theCalibrationPageIsWhatTheCommandPrints() throws IOException {
    assertThat(scar("cost", "--calibration")).isZero();
    Path page = Path.of("src/site/markdown/calibration.md");
    String text = Files.readString(page);
    int from = text.indexOf("<!-- calibration: begin -->\n") + 28;
    int to = text.indexOf("<!-- calibration: end -->");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(page, text.substring(0, from) + out + text.substring(to));
    } else {
      assertThat(text.substring(from, to)).isEqualTo(out.toString());
    }
  }

  @Test
  void correctionsAreCompared() {
    assertThat(scar("cost", "sc6", "--model", "hrvit", "--compare")).isZero();
    assertThat(out.toString()).contains("last_unit", "layers on types change");
  }

  @Test
  void listingsOfMaestroBecomeWorkloadsThatRun() throws IOException {
    Path listing = folder.resolve("nets.m");
    Files.writeString(
        listing,
        """
        Network one {
          FPS: 3
          Layer CONV1 { Type: CONV Stride { X: 2, Y: 2 } Dimensions { K: 16, C: 3, R: 7, S: 7, Y: 30, X: 30 } }
          Layer DW { Type: DSCONV Dimensions { K: 1, C: 16, R: 3, S: 3, Y: 12, X: 12 } }
        }
        Network two {
          Layer FC { Type: GEMM Dimensions { M: 1, N: 10, K: 64 } }
        }
        """);
    Path target = folder.resolve("mine");
    assertThat(scar("workload", "import", listing.toString(), "--out", target.toString()))
        .as(err.toString())
        .isZero();
    String scenario = target.resolve("nets.json").toString();
    assertThat(scar("workload", scenario)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("one", "two");
    assertThat(scar("run", scenario, "--quiet", "--out", folder.resolve("r").toString()))
        .as(err.toString())
        .isZero();
    Files.writeString(listing, "Network one { Layer A { Type: CONVV } }");
    assertThat(
            scar("workload", "import", listing.toString(), "--out", folder.resolve("n").toString()))
        .isEqualTo(2);
    assertThat(folder.resolve("n")).doesNotExist();
  }

  @Test
  void networksOfOnnxBecomeModelsThatSayWhatIsApproximate() {
    Path target = folder.resolve("onnx");
    String file = "src/test/resources/import/sample.onnx";
    String[] command = {"workload", "import", file, "--out", target.toString()};
    assertThat(scar(command)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("sample", "3 layers, batch 1");
    String model = target.resolve("sample.json").toString();
    assertThat(scar("workload", "--model", target.resolve("sample-2.json").toString()))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .contains("1 dilated layers", "sizes of neighbouring layers are not compared");
    assertThat(scar("workload", model)).as(err.toString()).isZero();
    assertThat(scar("workload", "import", file, "--out", target.toString(), "--dim", "n=0"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--dim n (0) is not a size");
  }

  @Test
  void costsMayComeFromATable() throws IOException {
    Path table = folder.resolve("costs.csv");
    StringBuilder rows = new StringBuilder("model,layer,chiplet_type,cycles,energy\n");
    String[] layers = {"c2_2_1", "c2_2_2", "c2_2_3"};
    for (String layer : layers) {
      rows.append("motivational_resnet,").append(layer).append(",nvd,1000,1 uJ\n");
    }
    Files.writeString(table, rows);
    assertThat(scar("schedule", "motivational", "--cost-db", table.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("has no row for model");
    Files.writeString(table, rows + "motivational_resnet,c2_2_9,nvd,1000,1 uJ\n");
    assertThat(scar("schedule", "motivational", "--cost-db", table.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("is not a layer of motivational_resnet");
  }

  @Test
  void aSearchCutShortLeavesAScheduleThatReplaysAndSaysSo() {
    String schedule = folder.resolve("short.json").toString();
    assertThat(scar("schedule", "sc4", "--quiet", "--time-limit", "1 us", "--out", schedule))
        .as(err.toString())
        .isZero();
    assertThat(err.toString()).contains("cut short");
    assertThat(
            scar(
                "replay",
                schedule,
                "--engine",
                "loop",
                "--quiet",
                "--out",
                folder.resolve("r").toString()))
        .as(err.toString())
        .isZero();
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

  @Test
  void hugeInputsAreRefusedQuickly() throws IOException {
    assertThat(
            refused(
                "{\"format\": \"scar-schedule-1\", \"windows\": [" + "{},".repeat(50_000) + "{}]}"))
        .contains("bad.json");
    Path huge = folder.resolve("huge.json");
    try (var file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(2L << 30);
    }
    for (String command : new String[] {"replay", "run", "workload", "topology"}) {
      assertThat(scar(command, huge.toString())).as(command).isEqualTo(2);
      assertThat(err.toString().lines().count()).as(err.toString()).isLessThanOrEqualTo(2);
    }
    Path package9 = folder.resolve("package.json");
    Files.writeString(
        package9,
        "{\"format\": \"scar-topology-1\", \"name\": \"p\", \"extends\": \"base/datacenter\", \"rows\": 1000000000, \"columns\": 1, \"chiplets\": [\"N\"]}");
    assertThat(scar("topology", package9.toString())).isEqualTo(2);
    Path batch = folder.resolve("batch.json");
    Files.writeString(
        batch,
        "{\"format\": \"scar-scenario-1\", \"name\": \"b\", \"topology\": \"het-sides-3x3\", \"models\": [{\"model\": \"resnet50\", \"batch\": 1000000000000}]}");
    assertThat(scar("workload", batch.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("batch");
  }

  private String refused(String text) throws IOException {
    Path file = folder.resolve("bad.json");
    Files.writeString(file, text);
    Path target = folder.resolve("never");
    assertThat(scar("replay", file.toString(), "--out", target.toString())).as(text).isEqualTo(2);
    assertThat(target).doesNotExist();
    return err.toString();
  }
}
