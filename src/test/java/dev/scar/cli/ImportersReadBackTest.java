package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Damage;
import dev.scar.fixtures.Sampled;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.NopLink;
import dev.scar.run.Inputs;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.workload.Scenario;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Random files of every kind that is imported, and random options of what is generated: what is
 * written with exit 0 is read back by the ordinary readers and has the totals worked out here; what
 * is damaged is refused with its line, or read back.
 */
class ImportersReadBackTest extends CommandTest {
  private static final int FILES = Sampled.all() ? 1600 : 160;
  private static final int CYCLE_PS = 35_000;
  private static final List<String> STRANGE =
      List.of("-1", "0", "x", "1e9", "\"", "", "99999999999", "é", "}");

  /** What is said of a file as a whole, where no line is to blame. */
  private static final Pattern OF_THE_WHOLE =
      Pattern.compile(
          "leave no way|no node has a chiplet|has no segment in window|are in no segment|has no layers"
              + "|rows for \\d+ nodes|is no network that can be imported|is not UTF-8|is empty");

  private final Inputs inputs = new Inputs(Path.of(""));

  /** A command with its file, and what must be true of what it writes. */
  private record Import(Path file, List<String> line, Path written, Runnable check) {}

  private Import listing(Random random, Path place, int kind) throws IOException {
    RandomListings listings = new RandomListings(random);
    RandomListings.Listing made =
        switch (kind) {
          case 0 -> listings.convolutions();
          case 1 -> listings.products();
          case 2 -> listings.networks();
          default -> listings.onnx();
        };
    Path file = Files.write(place.resolve(made.name()), made.bytes());
    Path out = place.resolve("out");
    List<String> line =
        new ArrayList<>(List.of("workload", "import", file.toString(), "--out", out.toString()));
    if (listings.steps() > 0) {
      line.addAll(List.of("--dim", "steps=" + listings.steps()));
    }
    return new Import(file, line, out, () -> check(out, made.totals()));
  }

  private void check(Path folder, RandomListings.Totals wanted) {
    Scenario read = inputs.scenario(scenarioIn(folder).toString());
    RandomListings.Totals found =
        read.models().stream()
            .map(
                m ->
                    new RandomListings.Totals(
                        m.model().macs(), m.model().weightElements(), m.batch()))
            .reduce(new RandomListings.Totals(0, 0, 0), RandomListings.Totals::plus);
    assertThat(found).isEqualTo(wanted);
  }

  private Path scenarioIn(Path folder) {
    return out.toString()
        .lines()
        .filter(line -> line.contains("scenario: "))
        .map(line -> Path.of(line.substring(line.indexOf(": ") + 2).strip()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no scenario in " + folder + ": " + out));
  }

  private Import network(Random random, Path place, int kind) throws IOException {
    RandomNetworks networks = new RandomNetworks(random);
    RandomNetworks.Network made =
        switch (kind) {
          case 4 -> networks.anynet(place);
          case 5 -> networks.matrix(place);
          default -> networks.rapidChiplet(place);
        };
    Path out = place.resolve("network.json");
    List<String> line =
        List.of("topology", "import", made.file().toString(), "--out", out.toString());
    int cyclePs = kind == 6 ? 1000 : CYCLE_PS;
    Runnable check =
        () -> {
          ChipletPackage read = inputs.topology(out.toString());
          List<NopLink> links = read.nop().links();
          assertThat(read.nop().nodeCount()).isEqualTo(made.nodes());
          assertThat(read.chiplets()).hasSize(made.chiplets());
          assertThat(links).hasSize(made.links());
          if (made.cycles() > 0) {
            assertThat(links.stream().mapToLong(NopLink::latencyPs).sum())
                .isEqualTo(made.cycles() * cyclePs);
          }
          if (made.bytesPerSecond() > 0) {
            assertThat(links.stream().mapToLong(l -> l.bandwidth().bytesPerSecond()).sum())
                .isEqualTo(made.bytesPerSecond());
          }
        };
    return new Import(made.file(), line, out, check);
  }

  /** Models in random windows, cut at random places, on chiplets that are free in their window. */
  private Import schedule(Random random, Path place) throws IOException {
    Scenario scenario = inputs.scenario("sc3");
    int windows = 1 + random.nextInt(3);
    List<List<Segment>> wanted = new ArrayList<>();
    List<List<Integer>> free = new ArrayList<>();
    for (int w = 0; w < windows; w++) {
      wanted.add(new ArrayList<>());
      List<Integer> chiplets = new ArrayList<>(IntStream.range(0, 9).boxed().toList());
      Collections.shuffle(chiplets, random);
      free.add(chiplets);
    }
    List<String> rows = new ArrayList<>();
    for (int m = 0; m < scenario.models().size(); m++) {
      int layers = scenario.models().get(m).model().layers().size();
      int at = 0;
      for (int w = 0; w < windows; w++) {
        boolean last = w == windows - 1;
        int parts = 1 + random.nextInt(2);
        for (int p = 0; p < parts && at < layers; p++) {
          boolean end = last && p == parts - 1;
          int until = end ? layers : at + 1 + random.nextInt(Math.max(1, (layers - at) / 3));
          int chiplet = free.get(w).remove(0);
          wanted.get(w).add(new Segment(m, at, until, chiplet));
          rows.add(row(random, scenario, new Segment(m, at, until, chiplet), w));
          at = until;
        }
      }
    }
    Collections.shuffle(rows, random);
    Path file = place.resolve("theirs.csv");
    Files.writeString(
        file, "chiplet,window,model,from,to,order\n" + String.join("\n", rows) + "\n");
    Path out = place.resolve("ours.json");
    List<String> line =
        List.of(
            "schedule", "import", file.toString(), "--scenario", "sc3", "--out", out.toString());
    Runnable check =
        () -> {
          Schedule read = inputs.schedule(out, null, null);
          assertThat(read.windows()).hasSameSizeAs(wanted);
          for (int w = 0; w < wanted.size(); w++) {
            assertThat(read.windows().get(w).segments())
                .containsExactlyInAnyOrderElementsOf(wanted.get(w));
          }
        };
    return new Import(file, line, out, check);
  }

  private static String row(Random random, Scenario scenario, Segment segment, int window) {
    boolean named = random.nextBoolean();
    var model = scenario.models().get(segment.model());
    int last = segment.endLayer() - 1;
    return "%d,%d,%s,%s,%s,%s"
        .formatted(
            segment.chiplet(),
            window,
            model.id(),
            named ? model.model().layer(segment.firstLayer()).name() : segment.firstLayer(),
            named ? model.model().layer(last).name() : last,
            random.nextBoolean() ? "" : "0");
  }

  private Import made(long seed, Path place) throws IOException {
    Random random = new Random(seed);
    int kind = (int) (seed % 8);
    return kind < 4
        ? listing(random, place, kind)
        : kind < 7 ? network(random, place, kind) : schedule(random, place);
  }

  @Test
  void whatIsWrittenIsReadBackWithItsTotals() throws IOException {
    for (long seed = 0; seed < FILES; seed++) {
      Path place = Files.createDirectory(folder.resolve("p" + seed));
      Import one = made(seed, place);
      String told = "seed " + seed + " " + one.line() + "\n" + text(one.file());
      int exit = scar(one.line().toArray(String[]::new));
      assertThat(exit).as("%s%n%s", told, err).isZero();
      try {
        one.check().run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(told, e);
      }
    }
  }

  /** Sizes of a transformer, by hand: matrices of a block, its attention, the head. */
  @Test
  void generatedTransformersAreReadBackWithTheirTotals() {
    for (long seed = 0; seed < FILES / 4; seed++) {
      Random random = new Random(seed);
      long layers = 1 + random.nextInt(4);
      long shared = 1 + random.nextInt(4);
      long heads = shared * (1 + random.nextInt(3));
      long size = 1 + random.nextInt(32);
      long hidden = 1 + random.nextInt(200);
      long inner = 1 + random.nextInt(300);
      boolean llama = random.nextBoolean();
      long experts = 1 + random.nextInt(6);
      long taken = 1 + random.nextInt((int) experts);
      long sequence = random.nextBoolean() ? 1 : 1 + random.nextInt(50);
      long context = random.nextInt(100);
      long together = 1 + random.nextInt(3);
      long batch = together * (1 + random.nextInt(4));
      long vocabulary = random.nextInt(500);
      Path place = folder.resolve("g" + seed);
      String line =
          ("workload generate transformer --layers %d --hidden %d --heads %d --kv-heads %d --head-size %d"
                  + " --feed-forward %d --style %s --experts %d --experts-per-token %d --sequence %d"
                  + " --context %d --together %d --batch %d --vocabulary %d --out %s")
              .formatted(
                  layers,
                  hidden,
                  heads,
                  shared,
                  size,
                  inner,
                  llama ? "llama" : "gpt",
                  experts,
                  taken,
                  sequence,
                  context,
                  together,
                  batch,
                  vocabulary,
                  place);
      String told = "seed " + seed + " " + line;
      assertThat(scar(line.split(" "))).as("%s%n%s", told, err).isZero();
      long tokens = sequence * together;
      long projections =
          hidden * size * (2 * heads + 2 * shared) + (experts > 1 ? hidden * experts : 0);
      long attention = 2 * heads * together * sequence * (sequence + context) * size;
      long matrices = llama ? 3 : 2;
      long chosen = tokens * taken * matrices * hidden * inner;
      double missed = 1 - (double) taken / experts;
      long side = Math.max(taken, (long) (experts * (1 - Math.pow(missed, tokens)) + 1e-9));
      long read =
          Math.max(
              side * hidden * inner, touched(experts, taken, sequence * batch, hidden * inner));
      check(
          told,
          place,
          new RandomListings.Totals(
              layers * (tokens * projections + attention + chosen) + together * hidden * vocabulary,
              layers * (projections + matrices * read) + hidden * vocabulary,
              batch / together));
    }
  }

  /** Weights of all experts that some token takes on average, exactly, halves rounded up. */
  private static long touched(long experts, long taken, long tokens, long weightsOfOne) {
    BigInteger all = BigInteger.valueOf(experts).pow(Math.toIntExact(tokens));
    BigInteger without = BigInteger.valueOf(experts - taken).pow(Math.toIntExact(tokens));
    BigInteger twice =
        all.subtract(without).multiply(BigInteger.valueOf(2 * experts * weightsOfOne));
    return twice.add(all).divide(all.shiftLeft(1)).longValueExact();
  }

  private void check(String told, Path place, RandomListings.Totals wanted) {
    try {
      check(place, wanted);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(told, e);
    }
  }

  private static String text(Path file) throws IOException {
    return file.toString().endsWith(".onnx") ? "" : Files.readString(file);
  }

  @Test
  void whatIsDamagedIsRefusedWithItsLineOrReadBack() throws IOException {
    Map<Integer, Integer> exits = new TreeMap<>();
    for (long seed = 0; seed < FILES; seed++) {
      Path place = Files.createDirectory(folder.resolve("d" + seed));
      Import one = made(seed, place);
      byte[] damaged = damaged(new Random(~seed), one.file());
      Files.write(one.file(), damaged);
      int exit = Endurance.run("seed " + seed, place, one.line());
      exits.merge(exit, 1, Integer::sum);
      int again = scar(one.line().toArray(String[]::new));
      if (exit == 0) {
        readsBack(seed, one);
        assertThat(again).as("seed %d again, without --overwrite", seed).isEqualTo(2);
        continue;
      }
      String said = err.toString();
      assertThat(again).as("seed %d: %s", seed, said).isEqualTo(exit).isEqualTo(2);
      assertThat(one.written()).as("seed %d", seed).doesNotExist();
      boolean rows = !one.file().toString().matches(".*\\.(onnx|json)");
      if (rows && !OF_THE_WHOLE.matcher(said).find()) {
        assertThat(said)
            .as("seed %d%n%s", seed, new String(damaged, StandardCharsets.UTF_8))
            .containsPattern("line \\d+");
      }
    }
    assertThat(exits.get(0)).isGreaterThan(FILES / 20);
    assertThat(exits.get(2)).isGreaterThan(FILES / 3);
  }

  private void readsBack(long seed, Import one) throws IOException {
    String written = one.written().toString();
    try {
      if (one.line().get(0).equals("topology")) {
        inputs.topology(written);
      } else if (one.line().get(0).equals("schedule")) {
        inputs.schedule(one.written(), null, null);
      } else {
        List<Path> files;
        try (var all = Files.list(one.written())) {
          files = all.filter(f -> f.toString().endsWith(".json")).sorted().toList();
        }
        int scenarios = 0;
        for (Path file : files) {
          if (Files.readString(file).contains("scar-scenario-1")) {
            scenarios++;
            assertThat(inputs.scenario(file.toString()).models()).isNotEmpty();
          }
        }
        assertThat(scenarios).isEqualTo(1);
      }
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed + " " + one.line(), e);
    }
  }

  private static byte[] damaged(Random random, Path file) throws IOException {
    byte[] valid = Files.readAllBytes(file);
    if (file.toString().endsWith(".onnx") || random.nextInt(8) == 0) {
      byte[] copy = valid.clone();
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
      }
      return random.nextInt(6) > 0 ? copy : Arrays.copyOf(copy, random.nextInt(copy.length));
    }
    List<String> lines = new ArrayList<>(Files.readString(file).lines().toList());
    Damage.line(random, lines, STRANGE, " ,:{}");
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
