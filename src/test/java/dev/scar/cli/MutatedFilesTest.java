package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.files.JsonMutator;
import dev.scar.fixtures.Damage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged copies of every kind of file that commands read, the shipped ones among them, given to
 * the commands that read them.
 */
class MutatedFilesTest {
  private static final List<String> STRANGE =
      List.of("-1", "1e999", "NaN", "9223372036854775808", "", "\"", "0", "1 GB", "\u0000", "é");

  /** A file and what reads it; $FILE is the damaged copy, $NEW a place to write to. */
  private record Read(Path file, String line) {}

  @TempDir Path folder;

  private List<Read> reads() throws IOException {
    CommandFiles files = new CommandFiles(folder);
    files.make("cost motivational --export $DIR/exported.csv");
    List<Read> reads = new ArrayList<>();
    add(reads, "workloads", "workload $FILE");
    add(reads, "workloads/models", "workload --model $FILE");
    add(reads, "topologies", "topology $FILE");
    add(reads, "topologies/base", "topology $FILE");
    String replay = "replay $FILE --engine loop --no-report --trace-detail off --out $NEW/run";
    add(reads, "workloads/motivational", replay);
    Path home = Path.of("");
    String search = " --effort 1 --threads 1 --quiet --time-limit 3s";
    String layers =
        " --dataflow kcp_ws --pes 256 --noc-bandwidth 32 --noc-latency 1 --offchip-bandwidth 16";
    String traffic = " --load 0.1 --measure 200 --engine loop";
    for (Read read :
        List.of(
            new Read(home.resolve("workloads/motivational.json"), "schedule $FILE" + search),
            new Read(folder.resolve("two.json"), "schedule $FILE" + search),
            new Read(folder.resolve("own.json"), "schedule motivational --topology $FILE" + search),
            new Read(home.resolve("traces/sample/schedule.json"), replay),
            new Read(
                folder.resolve("two.schedule.json"),
                "schedule $DIR/two.json --start $FILE" + search),
            new Read(home.resolve("traces/sample/summary.json"), "compare $FILE $FILE --all"),
            new Read(home.resolve("traces/sample/events.csv.gz"), "trace summarize $FILE"),
            new Read(home.resolve("traces/sample/events.csv.gz"), "trace critical-path $FILE"),
            new Read(folder.resolve("exported.csv"), "cost motivational --cost-db $FILE"),
            new Read(folder.resolve("layers.csv"), "cost --layers $FILE" + layers),
            new Read(
                folder.resolve("routes.csv"), "traffic --topology ring:3 --routes $FILE" + traffic),
            new Read(
                folder.resolve("packets.csv"),
                "traffic --topology mesh:3x3 --engine loop --completion $FILE"),
            new Read(
                folder.resolve("trace.csv"),
                "traffic --topology mesh:3x3 --flow-control credit --trace $FILE"),
            new Read(
                folder.resolve("three.anynet"), "topology import $FILE --out $NEW/network.json"),
            new Read(
                home.resolve("src/test/resources/import-topology/abc.csv"),
                "topology import $FILE --out $NEW/network.json"),
            new Read(folder.resolve("nets.m"), "workload import $FILE --out $NEW/nets"),
            new Read(
                home.resolve("src/test/resources/import/alexnet.csv"),
                "workload import $FILE --out $NEW/nets"),
            new Read(
                home.resolve("src/test/resources/import/sample.onnx"),
                "workload import $FILE --out $NEW/nets"))) {
      for (int i = 0; i < 4; i++) {
        reads.add(read);
      }
    }
    return reads;
  }

  private static void add(List<Read> reads, String of, String line) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(of))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        reads.add(new Read(file, line));
      }
    }
  }

  @Test
  void someMutants() throws IOException {
    run(100, 1);
  }

  @Test
  @Tag("slow")
  void tenThousandMutants() throws IOException {
    run(10_000, 1_000_000);
  }

  private void run(int mutants, long firstSeed) throws IOException {
    List<Read> reads = reads();
    Map<Integer, Integer> exits = new TreeMap<>();
    for (int i = 0; i < mutants; i++) {
      long seed = firstSeed + i;
      Read read = reads.get(new SplittableRandom(seed).nextInt(reads.size()));
      exits.merge(run(seed, read), 1, Integer::sum);
    }
    System.out.println("mutated files: exit codes " + exits);
    assertThat(exits.get(0)).isGreaterThan(mutants / 20);
    assertThat(exits.get(2)).isGreaterThan(mutants / 20);
  }

  private int run(long seed, Read read) throws IOException {
    Path place = Files.createDirectory(folder.resolve("place" + seed));
    Path file = place.resolve(read.file().getFileName());
    Files.write(file, mutant(seed, read.file()));
    List<String> line =
        Stream.of(read.line().split(" "))
            .map(word -> word.replace("$FILE", file.toString()))
            .map(word -> word.replace("$NEW", place.toString()))
            .map(word -> word.replace("$DIR", folder.toString()))
            .toList();
    int exit = Endurance.run("seed " + seed + " of " + read, place, line);
    try (Stream<Path> made = Files.walk(place)) {
      for (Path one : made.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(one);
      }
    }
    return exit;
  }

  private static byte[] mutant(long seed, Path file) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    if (file.toString().endsWith(".json")) {
      String text = Files.readString(file);
      return new JsonMutator(seed).mutate(text).getBytes(StandardCharsets.UTF_8);
    }
    if (file.toString().endsWith(".onnx") || random.nextInt(10) == 0) {
      return bytes(random, Files.readAllBytes(file));
    }
    if (file.toString().endsWith(".gz")) {
      ByteArrayOutputStream zipped = new ByteArrayOutputStream();
      try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
        zip.write(text(random, CommandTest.unzipped(file)).getBytes(StandardCharsets.UTF_8));
      }
      return zipped.toByteArray();
    }
    return text(random, Files.readString(file)).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(SplittableRandom random, byte[] valid) {
    byte[] copy = valid.clone();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return random.nextInt(5) > 0 ? copy : Arrays.copyOf(copy, random.nextInt(copy.length));
  }

  /** One to three words of a table or a listing, or a line of it, changed. */
  private static String text(SplittableRandom random, String valid) {
    List<String> lines = new ArrayList<>(valid.lines().toList());
    for (int i = random.nextInt(1, 4); i > 0 && !lines.isEmpty(); i--) {
      Damage.line(random, lines, STRANGE, " ,:");
    }
    return String.join("\n", lines) + "\n";
  }
}
