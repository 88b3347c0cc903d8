package dev.scar.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.cost.MaestroCostModel;
import dev.scar.files.InputFile;
import dev.scar.files.OutputException;
import dev.scar.run.Inputs;
import dev.scar.schedule.Execution;
import dev.scar.study.Answering;
import dev.scar.study.Bench;
import dev.scar.study.Crew;
import dev.scar.study.Experiments;
import dev.scar.study.PackageOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplorationTest {
  private static final Path HOME = Path.of("");
  private static final Map<String, Crew.Done> ANSWERS = new TreeMap<>();

  @TempDir Path folder;
  private boolean stopped;
  private long endAfter = Long.MAX_VALUE;
  private Exploration.Counts counts = new Exploration.Counts(0, 0, 0, 0, 0);

  /** Answers in an order drawn by chance, and remembers them beyond a test. */
  private final class Shuffled implements Crew {
    private final Map<String, String> questions = new TreeMap<>();
    private final List<String> asked = new ArrayList<>();
    private final RandomGenerator random;
    private final Answering answering =
        Answering.on(Bench.of(MaestroCostModel.shipped(), 1), () -> 0, "test");

    Shuffled(long seed) {
      random = Sample.generator(seed);
    }

    @Override
    public int capacity() {
      return 3;
    }

    @Override
    public void ask(String key, String question) {
      questions.put(key, question);
      asked.add(key);
    }

    @Override
    public List<Done> take() {
      if (questions.isEmpty()) {
        return List.of();
      }
      String key = List.copyOf(questions.keySet()).get(random.nextInt(questions.size()));
      String question = questions.remove(key);
      if (--endAfter <= 0) {
        stopped = true;
      }
      return List.of(ANSWERS.computeIfAbsent(key, k -> answering.answer(k, question)));
    }

    @Override
    public String state() {
      return "";
    }

    @Override
    public void close() {}
  }

  private static Study study(String axes, String more) {
    return new StudyReader()
        .read(
            InputFile.ofText(
                "s.json",
                """
                {"format": "scar-study-1", "name": "s",
                 "base": {"scenario": "motivational", "topology": "motivational-2x2", "options.effort": 100},
                 "axes": [{"name": "link", "field": "package.nop.bandwidth", "values": ["30 GB/s", "60 GB/s", "90 GB/s"]}%s]%s}
                """
                    .formatted(axes, more)));
  }

  private static final String PES =
      ", {\"name\": \"pes\", \"field\": \"package.chipletTypes.*.pes\", \"values\": [16, 256, 4096]}";

  private String results(Study study, Crew crew, Path in, Optional<Shard> shard)
      throws IOException {
    PointReader points = new PointReader(new Inputs(HOME), HOME);
    try (Records records = new Records(in, shard)) {
      Exploration exploration =
          new Exploration(
              study,
              points,
              "program",
              records,
              crew,
              () -> stopped,
              new Exploration.Listener() {
                @Override
                public void progress(Exploration.Counts now) {}

                @Override
                public void ended(Crew.Done done) {}
              });
      new Explorer(study, points, exploration, shard).run(in);
      counts = exploration.counts();
    }
    return Files.readString(
        in.resolve(shard.map(s -> "results-" + s.name() + ".csv").orElse("results.csv")));
  }

  private String results(Study study, Crew crew, Path in) throws IOException {
    return results(study, crew, in, Optional.empty());
  }

  private static List<String> sorted(Path records) throws IOException {
    return Files.readAllLines(records).stream().sorted().toList();
  }

  @Test
  void theOrderOfAnswersChangesNothing() throws IOException {
    Study study = study(PES, "");
    Path one = folder.resolve("one");
    String first = results(study, new Shuffled(1), one);
    assertThat(counts).isEqualTo(new Exploration.Counts(6, 0, 3, 0, 0));
    assertThat(first.lines()).hasSize(10).filteredOn(l -> l.contains(",failed,")).hasSize(3);
    assertThat(first).contains("16 processing elements are fewer than a cluster of 64");
    for (int seed = 2; seed < 6; seed++) {
      Path other = folder.resolve("other" + seed);
      assertThat(results(study, new Shuffled(seed), other)).as("seed %d", seed).isEqualTo(first);
      assertThat(sorted(other.resolve("records.jsonl")))
          .as("seed %d", seed)
          .isEqualTo(sorted(one.resolve("records.jsonl")));
    }
  }

  /** Stopped after any number of answers, cut anywhere in its last line, it goes on. */
  @Test
  void whatWasCutOffGoesOn() throws IOException {
    Study study = study(PES, "");
    String whole = results(study, new Shuffled(1), folder.resolve("whole"));
    List<String> records = sorted(folder.resolve("whole").resolve("records.jsonl"));
    for (int after = 1; after < 9; after++) {
      Path cut = folder.resolve("cut" + after);
      stopped = false;
      endAfter = after;
      Shuffled first = new Shuffled(after);
      assertThat(whole).startsWith(results(study, first, cut));
      Path file = cut.resolve("records.jsonl");
      int kept = Files.readAllLines(file).size();
      Files.writeString(file, "{\"answer\":{\"gap\":", StandardOpenOption.APPEND);
      stopped = false;
      endAfter = Long.MAX_VALUE;
      Shuffled second = new Shuffled(1);
      assertThat(results(study, second, cut)).as("after %d", after).isEqualTo(whole);
      assertThat(second.asked).hasSize(9 - kept);
      assertThat(counts.known()).isEqualTo(kept);
      assertThat(sorted(file)).isEqualTo(records);
    }
  }

  @Test
  void aDamagedRecordIsAskedAgain() throws IOException {
    Study study = study("", "");
    String whole = results(study, new Shuffled(1), folder);
    Path file = folder.resolve("records.jsonl");
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(1, lines.get(1).replace("\"simulatedPs\":", "\"simulatedPs\":1"));
    Files.write(file, lines);
    Shuffled crew = new Shuffled(1);
    assertThat(results(study, crew, folder)).isEqualTo(whole);
    assertThat(crew.asked).hasSize(1);
  }

  @Test
  void equalPointsAreAskedOnce() throws IOException {
    Study study =
        study(
            ", {\"name\": \"again\", \"values\": [{\"name\": \"a\", \"set\": {}}, {\"name\": \"b\", \"set\": {}}]}",
            "");
    Shuffled crew = new Shuffled(1);
    assertThat(results(study, crew, folder).lines()).hasSize(7);
    assertThat(crew.asked).hasSize(3);
    assertThat(counts.done()).isEqualTo(6);
  }

  @Test
  void partsPutTogetherAreTheWhole() throws IOException {
    Study study = study(PES, "");
    String whole = results(study, new Shuffled(1), folder.resolve("whole"));
    Path parts = folder.resolve("parts");
    for (int s = 1; s <= 4; s++) {
      results(study, new Shuffled(s), parts, Optional.of(new Shard(s, 4)));
      assertThat(counts.ended()).isEqualTo(s == 1 ? 3 : 2);
    }
    Shuffled crew = new Shuffled(1);
    assertThat(results(study, crew, parts)).isEqualTo(whole);
    assertThat(crew.asked).as("only what failed").hasSize(3);
  }

  @Test
  void twoAnswersOfAPointAreADefect() throws IOException {
    Study study = study("", "");
    results(study, new Shuffled(1), folder, Optional.of(new Shard(1, 1)));
    String line = Files.readAllLines(folder.resolve("records-1-of-1.jsonl")).get(0);
    String key = Experiments.recorded(line).orElseThrow().getKey();
    String other =
        Experiments.recorded(line)
            .orElseThrow()
            .getValue()
            .replaceFirst("\"simulatedPs\":", "\"simulatedPs\":1");
    Files.writeString(folder.resolve("records.jsonl"), Experiments.record(key, "", other) + "\n");
    assertThatThrownBy(() -> new Records(folder, Optional.empty()).close())
        .isInstanceOf(TwoAnswersException.class)
        .hasMessageContaining(key)
        .hasMessageContaining("records.jsonl")
        .hasMessageContaining("records-1-of-1.jsonl");
  }

  @Test
  void aFolderHasOneWriter() {
    try (Records first = new Records(folder, Optional.empty())) {
      assertThat(first.size()).isZero();
      assertThatThrownBy(() -> new Records(folder, Optional.empty()))
          .isInstanceOf(OutputException.class)
          .hasMessageContaining("is in use by another scar");
    }
  }

  @Test
  void constraintsOfThePackageSpareTheSearch() throws IOException {
    Study study =
        study(
            PES,
            ", \"constraints\": [{\"metric\": \"pes\", \"atMost\": 1024}, {\"metric\": \"latency\", \"atLeast\": \"1 s\"}]");
    Shuffled crew = new Shuffled(1);
    String results = results(study, crew, folder);
    assertThat(crew.asked).hasSize(6);
    assertThat(counts).isEqualTo(new Exploration.Counts(0, 6, 3, 0, 0));
    assertThat(results).contains("pes 16384 is more than 1024").contains("is less than 1 s");
  }

  /** A generation follows from the answers before it, whatever their order. */
  @Test
  void generationsAreEqualHoweverTheyAreWorkedOut() throws IOException {
    String more =
        ", \"sample\": {\"kind\": \"guided\", \"population\": 4, \"generations\": 3, \"seed\": 7}";
    String axes =
        ", {\"name\": \"dram\", \"field\": \"package.dram.bandwidth\", \"range\": {\"from\": 10, \"to\": 60, \"steps\": 6, \"unit\": \"GB/s\"}}";
    Study study = study(axes, more);
    String first = results(study, new Shuffled(1), folder.resolve("one"));
    assertThat(first.lines().count()).isBetween(6L, 13L);
    assertThat(results(study, new Shuffled(2), folder.resolve("two"))).isEqualTo(first);
    Shuffled again = new Shuffled(3);
    assertThat(results(study, again, folder.resolve("one"))).isEqualTo(first);
    assertThat(again.asked).isEmpty();
    List<String> numbers = first.lines().skip(1).map(l -> l.split(",")[0]).toList();
    assertThat(numbers)
        .isEqualTo(LongStream.rangeClosed(1, numbers.size()).mapToObj(Long::toString).toList());
  }

  private static Execution execution(String topology, String more) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("scenario", "\"sc6\"");
    settings.put("topology", "\"" + topology + "\"");
    if (!more.isEmpty()) {
      settings.put("options.execution", "\"" + more + "\"");
    }
    PointReader points = new PointReader(new Inputs(HOME), HOME);
    return points.read(new Point(List.of(), settings)).options().execution().execution();
  }

  /** As in {@code scar run}. */
  @Test
  void packagesAsBuiltOverlapUnlessTheStudySaysOtherwise() {
    assertThat(execution("het-sides-3x3-arvr", "")).isEqualTo(Execution.SEQUENTIAL);
    assertThat(execution("het-sides-3x3-arvr", "overlapped")).isEqualTo(Execution.OVERLAPPED);
    assertThat(execution("het-sides-3x3-arvr-built", "")).isEqualTo(Execution.OVERLAPPED);
    assertThat(execution("het-sides-3x3-arvr-built", "sequential")).isEqualTo(Execution.SEQUENTIAL);
  }

  @Test
  void theFrontCoversEveryPoint() {
    ParetoFront front = new ParetoFront(List.of(Metric.LATENCY, Metric.ENERGY));
    List<Row> rows = new ArrayList<>();
    long[][] values = {{5, 5}, {4, 6}, {5, 4}, {6, 4}, {4, 6}, {3, 9}, {4, 3}};
    for (int i = 0; i < values.length; i++) {
      rows.add(
          new Row(
              i + 1,
              new Point(List.of(), Map.of()),
              "",
              Row.Status.DONE,
              Optional.empty(),
              Optional.of(new PackageOutcome(0, values[i][0], values[i][1], 0, 0, 0, 0, 0, 0)),
              ""));
    }
    rows.forEach(front::offer);
    assertThat(front.rows()).containsExactly(rows.get(5), rows.get(6));
  }
}
