package dev.scar.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.cost.MaestroCostModel;
import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.run.Inputs;
import dev.scar.schedule.Execution;
import dev.scar.study.Bench;
import dev.scar.study.PackageExperiment;
import dev.scar.study.PackageOutcome;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StudyReaderTest {
  private static final String BASE =
      "\"scenario\": \"motivational\", \"topology\": \"motivational-2x2\"";

  private static Study read(String base, String axes, String more) {
    return new StudyReader()
        .read(
            InputFile.ofText(
                "s.json",
                "{\"format\": \"scar-study-1\", \"name\": \"s\", \"base\": {%s}, \"axes\": [%s]%s}"
                    .formatted(base, axes, more)));
  }

  private static String axis(String field, String values) {
    return "{\"name\": \"%s\", \"field\": \"%s\", \"values\": [%s]}"
        .formatted(field, field, values);
  }

  private static PointReader points() {
    return new PointReader(new Inputs(Path.of("")), Path.of(""));
  }

  private static ChipletPackage made(String base, String axes) {
    Study study = read(base, axes, "");
    Point point = Point.of(study, study.axes().stream().map(a -> 0).toList());
    return points().read(point).chipletPackage();
  }

  private static void refused(String base, String axes, String more, String... lines) {
    assertThatThrownBy(
            () -> {
              Study study = read(base, axes, more);
              new StudyCheck(InputFile.ofText("s.json", ""), study, points()).run();
            })
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(String.join("\n", lines));
  }

  /** Ports follow the links unless they are set, as in a file. */
  @Test
  void aFieldIsSetAsIfAFileSaidSo() {
    ChipletPackage made =
        made(
            "\"scenario\": \"motivational\", \"topology\": \"het-sides-3x3\"",
            axis("package.nop.bandwidth", "\"25 GB/s\"")
                + ","
                + axis("package.chipletTypes.*.pes", "1024")
                + ","
                + axis("package.dram.interfaces[1]", "4"));
    assertThat(made.nop().links())
        .allMatch(link -> link.bandwidth().bytesPerSecond() == 25_000_000_000L);
    assertThat(made.chiplets())
        .hasSize(9)
        .allMatch(c -> c.injection().bytesPerSecond() == 25_000_000_000L)
        .allMatch(c -> c.type().pes() == 1024)
        .extracting(c -> c.type().name())
        .startsWith("nvd", "shi", "nvd", "nvd");
    assertThat(made.dramInterfaces()).extracting(i -> i.node()).containsExactly(0, 4, 3, 5, 6, 8);
  }

  @Test
  void shapesAndMixesAreGenerated() {
    ChipletPackage made =
        made(
            "\"scenario\": \"motivational\", \"preset\": \"base/datacenter-built\"",
            axis("shape", "\"torus:3x4\"") + "," + axis("chiplets", "\"checkerboard\""));
    assertThat(made.nop().links()).hasSize(2 * 2 * 12);
    assertThat(
            made.chiplets().stream()
                .map(Chiplet::type)
                .map(t -> t.name().substring(0, 1))
                .collect(Collectors.joining()))
        .isEqualTo("nsnssnsnnsns");
  }

  @Test
  void aRangeHasEvenSteps() {
    String range = "{\"name\": \"x\", \"field\": \"package.dram.bandwidth\", \"range\": %s}";
    assertThat(
            read(
                    BASE,
                    range.formatted(
                        "{\"from\": 32, \"to\": 128, \"steps\": 3, \"scale\": \"log\", \"unit\": \"GB/s\"}"),
                    "")
                .axes()
                .get(0)
                .levels())
        .extracting(Level::label)
        .containsExactly("32 GB/s", "64 GB/s", "128 GB/s");
    assertThat(
            read(
                    BASE,
                    range.formatted("{\"from\": 10, \"to\": 20, \"steps\": 4, \"whole\": true}"),
                    "")
                .axes()
                .get(0)
                .levels())
        .extracting(level -> level.settings().values().iterator().next())
        .containsExactly("10", "13", "17", "20");
  }

  @Test
  void whatIsNeverPossibleIsToldInFront() {
    refused(
        BASE,
        axis("package.nop.bandwidth", "\"50 GB/s\", \"20 GBps\""),
        "",
        "s.json: axes[0].values[1] (20 GBps) has no known unit.",
        "Maybe write \"20 GB/s\".");
    refused(
        BASE,
        axis("package.nop.bandwith", "\"50 GB/s\""),
        "",
        "s.json: axes[0].values[0] (package.nop.bandwith) is not a known key.",
        "Maybe write \"bandwidth\".");
    refused(
        BASE,
        axis("scenario", "\"motivational\", \"nosuch\""),
        "",
        "s.json: axes[0].values[1] (nosuch) is not a known scenario.");
    refused(
        BASE + ", \"options.weights\": \"often\"",
        axis("options.seed", "1"),
        "",
        "s.json: base[\"options.weights\"] (often) is not one of [auto, resident, streamed].");
    refused(
        BASE,
        axis("package.dram.interfaces[7]", "0"),
        "",
        "s.json: axes[0].values[0] has no 7 in the package.",
        "The list has 4 entries, numbered from 0.");
  }

  /** The search knows what becomes of queues whose steps overlap, and checks its own prediction. */
  @Test
  void overlappedSchedulesWithoutBarriersAreSearched() {
    Study study =
        read(
            BASE + ", \"options.execution\": \"overlapped\", \"options.effort\": \"3000\"",
            axis("options.barrier", "false"),
            "");
    PackageExperiment experiment = points().read(Point.of(study, List.of(0)));
    assertThat(experiment.barrier()).isFalse();
    assertThat(experiment.options().execution().execution()).isEqualTo(Execution.OVERLAPPED);
    Bench bench = Bench.of(MaestroCostModel.shipped(), 1);
    PackageOutcome outcome = experiment.run(bench);
    assertThat(outcome.gap()).isNotNegative();
    assertThat(outcome.deltaPs()).isNotNegative();
  }

  @Test
  void whatDependsOnTheClockIsRefused() {
    refused(
        BASE + ", \"options.time-limit\": \"3 s\"",
        "",
        "",
        "s.json: base[\"options.time-limit\"] (3 s) depends on the clock, so that a point would come out otherwise on another machine.",
        "Maybe write \"options.effort\".");
  }

  @Test
  void theFormIsChecked() {
    refused(
        BASE, axis("options.seed", "1, 2, 1"), "", "s.json: axes[0].values[2] (1) is there twice.");
    refused(
        BASE,
        axis("options.seed", "1"),
        ", \"objectives\": [\"latency\", \"money\"]",
        "s.json: costs is missing.",
        "Area and money are not known without it.");
    refused(
        BASE,
        axis("options.seed", "1, 2"),
        ", \"sample\": {\"kind\": \"listed\", \"points\": [{\"options.seed\": 3}]}",
        "s.json: sample.points[0][\"options.seed\"] (3) is not a value of the axis.");
    refused(
        BASE,
        axis("options.seed", "1"),
        ", \"constraints\": [{\"metric\": \"latency\", \"atMost\": \"3 GB\"}]",
        "s.json: constraints[0].atMost (3 GB) has no known unit.",
        "Units of time: ps, ns, us, ms, s, min, h.");
    refused(
        BASE,
        axis("options.seed", "1"),
        ", \"sample\": {\"kind\": \"grid\", \"seed\": 3}",
        "s.json: sample.seed (3) changes nothing in a sample of this kind.",
        "It has [kind].");
  }

  @Test
  void metricsHaveTheWordsOfTheSchema() {
    for (Metric metric : Metric.ALL) {
      assertThat(
              read(
                      BASE,
                      axis("options.seed", "1"),
                      ", \"best\": \"%s\", \"costs\": {\"source\": \"s\", \"chiplets\": {}}"
                          .formatted(metric.label()))
                  .best())
          .isEqualTo(metric);
    }
    assertThat(Metric.LATENCY.limit("10 ms")).isEqualTo(1e10);
    assertThat(List.of(Metric.GAP.limit("0.5"), Metric.PES.limit("9"))).containsExactly(0.5, 9.0);
  }
}
