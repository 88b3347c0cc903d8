package dev.scar.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.cost.MaestroCostModel;
import dev.scar.files.Library;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.TopologyReader;
import dev.scar.schedule.Schedule;
import dev.scar.search.Objectives;
import dev.scar.search.SearchOptions;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioReader;
import dev.scar.workload.Shapes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results are searched once, survive, and are searched again when damaged. */
final class ExperimentsTest {
  private static final Library LIBRARY = new Library(Path.of(System.getProperty("scar.home", ".")));
  private static final SearchRequest REQUEST =
      SearchRequest.of(
          "motivational",
          "motivational-2x2",
          SearchOptions.Strategy.SCAR,
          Objectives.EDP,
          Variant.DEFAULT);

  @TempDir Path folder;

  /** Counts how often a layer is costed. */
  private final AtomicInteger costed = new AtomicInteger();

  private Experiments experiments(boolean refresh, String program) {
    MaestroCostModel model = MaestroCostModel.shipped();
    Sources files =
        new Sources() {
          @Override
          public Scenario scenario(String name) {
            return new ScenarioReader(LIBRARY).read(name);
          }

          @Override
          public Scenario scenario(String name, Shapes shapes) {
            return scenario(name);
          }

          @Override
          public ChipletPackage chipletPackage(String name) {
            return new TopologyReader(LIBRARY).read(name);
          }

          @Override
          public Schedule motivational(String name) {
            throw new UnsupportedOperationException();
          }
        };
    return new Experiments(
        files,
        (layer, type) -> {
          costed.incrementAndGet();
          return model.cost(layer, type);
        },
        program,
        new ResultCache(folder, refresh),
        SearchOptions.DEFAULT,
        2,
        (done, all, last) -> {});
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  @Test
  void aKnownResultIsReadAndADamagedOneSearchedAgain() throws IOException {
    SearchOutcome first = experiments(false, "a").outcome(REQUEST);
    byte[] bytes = Files.readAllBytes(onlyFile());
    costed.set(0);

    assertThat(experiments(false, "a").outcome(REQUEST)).isEqualTo(first);
    assertThat(costed).as("nothing is searched").hasValue(0);
    assertThat(Files.readAllBytes(onlyFile())).isEqualTo(bytes);

    String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    for (String damaged :
        List.of(
            "",
            "{",
            "[]",
            text.substring(0, bytes.length / 2),
            text.replace("\"latencyPs\":", "\"latencyPs\":1"),
            text.replace("\"key\":\"", "\"key\":\"0"))) {
      Files.writeString(onlyFile(), damaged);
      costed.set(0);
      assertThat(experiments(false, "a").outcome(REQUEST)).as(damaged).isEqualTo(first);
      assertThat(costed.get()).as(damaged).isPositive();
      assertThat(Files.readAllBytes(onlyFile())).isEqualTo(bytes);
    }

    costed.set(0);
    assertThat(experiments(true, "a").outcome(REQUEST)).isEqualTo(first);
    assertThat(costed.get()).as("refreshed").isPositive();
    costed.set(0);
    experiments(false, "b").outcome(REQUEST);
    assertThat(costed.get()).as("another program").isPositive();
  }

  @Test
  void preparedResultsAreThoseOfSingleSearches() {
    SearchRequest latency =
        SearchRequest.of(
            "motivational",
            "motivational-2x2",
            SearchOptions.Strategy.SCAR,
            Objectives.LATENCY,
            Variant.DEFAULT);
    Experiments experiments = experiments(true, "a");
    experiments.prepare(List.of(REQUEST, latency, REQUEST));
    SearchOutcome outcome = experiments.outcome(latency);
    assertThat(outcome).isEqualTo(experiments(true, "a").outcome(latency));
    assertThat(outcome.seconds()).isLessThanOrEqualTo(experiments.outcome(REQUEST).seconds());
  }

  @Test
  void variantsOfPackagesAreTheShippedPresets() {
    TopologyReader topologies = new TopologyReader(LIBRARY);
    ChipletPackage usual = topologies.read("het-sides-3x3");
    for (Variant variant : Variant.ALL) {
      String letter = variant.value().substring(0, 1).toLowerCase(java.util.Locale.ROOT);
      if (variant.choice().equals("chiplet setting")) {
        assertThat(variant.hardware().apply(usual).chiplets())
            .extracting(Chiplet::type)
            .isEqualTo(
                topologies.read("het-sides-3x3-" + letter).chiplets().stream()
                    .map(Chiplet::type)
                    .toList());
      }
    }
    assertThat(PackageChange.swapTypes(usual).chiplets())
        .extracting(Chiplet::type)
        .isEqualTo(
            topologies.read("het-sides-3x3-shi-sides").chiplets().stream()
                .map(Chiplet::type)
                .toList());
    ChipletPackage one = PackageChange.oneDram(usual);
    assertThat(one.drams()).hasSize(1);
    assertThat(one.dramInterfaces()).hasSameSizeAs(usual.dramInterfaces());
    assertThat(Variant.ALL).extracting(Variant::label).doesNotHaveDuplicates();
  }
}
