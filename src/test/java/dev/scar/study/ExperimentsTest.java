package dev.scar.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.cost.MaestroCostModel;
import dev.scar.files.Library;
import dev.scar.hardware.TopologyReader;
import dev.scar.search.ExpressionObjective;
import dev.scar.search.Objective;
import dev.scar.search.Objectives;
import dev.scar.search.SearchOptions;
import dev.scar.sim.LoopEngine;
import dev.scar.workload.ScenarioReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments are answered once, answers survive, and are found again when damaged. */
final class ExperimentsTest {
  private static final Library LIBRARY = new Library(Path.of(System.getProperty("scar.home", ".")));
  private static final SearchExperiment EDP = search(Objectives.EDP);

  @TempDir Path folder;

  /** Counts how often a layer is costed. */
  private final AtomicInteger costed = new AtomicInteger();

  private boolean stopped;

  private static SearchExperiment search(Objective objective) {
    return new SearchExperiment(
        new ScenarioReader(LIBRARY).read("motivational"),
        new TopologyReader(LIBRARY).read("motivational-2x2"),
        SearchOptions.PAPER.objective(objective).ranked(2));
  }

  private Bench bench() {
    MaestroCostModel model = MaestroCostModel.shipped();
    return new Bench(
        (layer, type) -> {
          costed.incrementAndGet();
          return model.cost(layer, type);
        },
        2,
        new LoopEngine(),
        () -> stopped);
  }

  private Experiments experiments(boolean refresh, String program) {
    return new Experiments(
        bench(), program, ResultCache.in(folder, refresh), (done, all, last) -> {});
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  @Test
  void aKnownAnswerIsReadAndADamagedOneFoundAgain() throws IOException {
    SearchOutcome first = experiments(false, "a").run(EDP);
    byte[] bytes = Files.readAllBytes(onlyFile());
    costed.set(0);

    assertThat(experiments(false, "a").run(search(Objectives.EDP))).isEqualTo(first);
    assertThat(costed).as("nothing is searched").hasValue(0);
    assertThat(Files.readAllBytes(onlyFile())).isEqualTo(bytes);

    String text = new String(bytes, StandardCharsets.UTF_8);
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
      assertThat(experiments(false, "a").run(EDP)).as(damaged).isEqualTo(first);
      assertThat(costed.get()).as(damaged).isPositive();
      assertThat(Files.readAllBytes(onlyFile())).isEqualTo(bytes);
    }

    costed.set(0);
    assertThat(experiments(true, "a").run(EDP)).isEqualTo(first);
    assertThat(costed.get()).as("refreshed").isPositive();
    costed.set(0);
    experiments(false, "b").run(EDP);
    assertThat(costed.get()).as("another program").isPositive();
  }

  @Test
  void preparedAnswersAreThoseOfSingleSearches() {
    SearchExperiment latency = search(Objectives.LATENCY);
    Experiments experiments = experiments(true, "a");
    experiments.prepare(List.of(EDP, latency));
    costed.set(0);
    SearchOutcome outcome = experiments.run(latency);
    assertThat(costed).hasValue(0);
    assertThat(outcome).isEqualTo(experiments(true, "a").run(latency));
    assertThat(outcome.seconds()).isLessThanOrEqualTo(experiments.run(EDP).seconds());
  }

  /** Answers what was asked last first, one at a time, and nothing about latency. */
  private final class Backwards implements Crew {
    private final Deque<Done> done = new ArrayDeque<>();
    private int keptTimes;

    @Override
    public int capacity() {
      return 2;
    }

    @Override
    public void ask(String key, String question) {
      boolean unable = question.contains("\"objective\":\"latency\"");
      Optional<String> answer =
          unable ? Optional.empty() : Optional.of(Experiments.answer(question, bench()));
      done.push(new Done(key, answer, unable ? "no memory" : "", 7, 0, "far"));
    }

    @Override
    public List<Done> take() {
      return List.of(done.pop());
    }

    @Override
    public void kept() {
      keptTimes++;
    }

    @Override
    public String state() {
      return "";
    }

    @Override
    public void close() {}
  }

  /**
   * A crew's answers are those found here, kept before it hears so; what it cannot do is done here.
   */
  @Test
  void aCrewAnswersWhatIsAnnounced() {
    List<SearchExperiment> questions =
        List.of(EDP, search(Objectives.LATENCY), search(Objectives.ENERGY), EDP);
    Backwards crew = new Backwards();
    List<String> told = new ArrayList<>();
    Experiments experiments =
        new Experiments(
            bench(),
            "a",
            ResultCache.in(folder, false),
            Optional.of(crew),
            (done, all, last) -> told.add(done + " of " + all));
    experiments.ahead(questions);
    List<Double> seconds = new ArrayList<>();
    for (SearchExperiment question : questions) {
      Measured<SearchExperiment, SearchOutcome> row =
          experiments.measured(question, Meter.of(() -> 0));
      assertThat(row.answer())
          .isEqualTo(
              new Experiments(bench(), "a", ResultCache.NONE, (done, all, last) -> {})
                  .run(question));
      seconds.add(row.seconds());
    }
    assertThat(seconds).containsExactly(7.0, 0.0, 7.0, 7.0);
    assertThat(told).containsExactly("1 of 3", "2 of 3", "3 of 3");
    assertThat(crew.keptTimes).isEqualTo(3);
    assertThat(folder).isDirectoryContaining(file -> file.toString().endsWith(".json"));
    costed.set(0);
    experiments(false, "a").run(EDP);
    assertThat(costed).as("kept on the disk").hasValue(0);
  }

  @Test
  void aStoppedExperimentHasNoAnswerAndLeavesNone() {
    stopped = true;
    Experiments experiments = experiments(false, "a");
    assertThatThrownBy(() -> experiments.run(EDP)).isInstanceOf(CancellationException.class);
    assertThat(folder).isEmptyDirectory();
    stopped = false;
    assertThat(experiments.run(EDP).coverage().stopped()).isFalse();
  }

  @Test
  void questionsAndAnswersAreCanonicalJson() {
    ExperimentFormat format = new ExperimentFormat(Experiments.ALL);
    for (Experiment<?> experiment :
        List.of(
            EDP,
            search(ExpressionObjective.parse("latency * energy^2")),
            new ValidationExperiment(EDP.scenario(), EDP.chipletPackage(), EDP.options(), 4096))) {
      String text = format.text(experiment);
      assertThat(text).doesNotContain("@", " :", "\n");
      assertThat(format.text(format.experiment(text))).isEqualTo(text);
      Experiments here = experiments(true, "a");
      String answer = here.run(text);
      assertThat(answer).isEqualTo(ExperimentFormat.canonical(here.run(experiment)));
    }
    String spaced = format.text(EDP).replace("\":", "\" : ");
    assertThat(format.text(format.experiment(spaced))).isEqualTo(format.text(EDP));
    assertThat(format.text(search(ExpressionObjective.parse("latency*2"))))
        .as("an objective is its text, not an object")
        .isEqualTo(format.text(search(ExpressionObjective.parse("latency*2"))))
        .contains("\"objective\":\"latency*2\"");
  }

  @Test
  void whatIsNoExperimentIsRefused() {
    ExperimentFormat format = new ExperimentFormat(Experiments.ALL);
    String text = format.text(EDP);
    for (String wrong :
        List.of(
            "{",
            "{}",
            text.replace("\"search\"", "\"serch\""),
            text.replace("\"splits\":4", "\"splits\":-4"),
            text.replace(",\"splits\":4", ""),
            text.replace("\"splits\":4", "\"splits\":4,\"split\":4"))) {
      assertThat(wrong).isNotEqualTo(text);
      assertThatThrownBy(() -> format.experiment(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Keys are sorted, and numbers have the fewest digits that come back as the same. */
  @Test
  void canonicalJsonOfNumbersAndKeys() {
    record Values(double z, double a, long b, double c) {}
    assertThat(ExperimentFormat.canonical(new Values(0.1 + 0.2, 2e-3, 1L << 60, Double.NaN)))
        .isEqualTo(
            "{\"a\":0.002,\"b\":1152921504606846976,\"c\":\"NaN\",\"z\":0.30000000000000004}");
    assertThat(ExperimentFormat.canonical(List.of(2.0E-3, 1e23, 4.9e-324, 1.0)))
        .isEqualTo("[0.002,1.0E23,4.9E-324,1.0]");
  }

  /** Another kind of experiment is its record and a line that lists it. */
  private record Layers(dev.scar.workload.Scenario scenario) implements Experiment<Layers.Count> {
    private record Count(int layers, double perModel) {}

    @Override
    public String label() {
      return "layers of " + scenario.name();
    }

    @Override
    public Count run(Bench bench) {
      int models = scenario.models().size();
      return new Count(scenario.layerCount(), (double) scenario.layerCount() / models);
    }
  }

  @Test
  void anotherKindTakesARecordAndALine() {
    Experiments experiments =
        new Experiments(
            List.of(new Experiments.Kind<>("layers", Layers.class, Layers.Count.class)),
            bench(),
            "a",
            ResultCache.in(folder, false),
            Optional.empty(),
            (done, all, last) -> {});
    Layers question = new Layers(EDP.scenario());
    assertThat(experiments.run(question)).isEqualTo(new Layers.Count(4, 2));
    String json =
        new ExperimentFormat(
                List.of(new Experiments.Kind<>("layers", Layers.class, Layers.Count.class)))
            .text(question);
    assertThat(experiments.run(json)).isEqualTo("{\"layers\":4,\"perModel\":2.0}");
    assertThatThrownBy(() -> experiments.run(EDP)).hasMessageContaining("unlisted");
  }
}
