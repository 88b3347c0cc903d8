package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every run says how to make it again, and that command does: with every option that changes a
 * result, in the run's folder, when all files that it was made from have gone.
 */
class RunAgainTest extends CommandTest {
  /** A ~ is a blank within a word. */
  static final List<String> LINES =
      List.of(
          "run $MINE/mine.json --topology $MINE/other.json --cost-db $MINE/my~costs.csv"
              + " --start $MINE/start.json --effort 300 --fix motivational_gpt:ff1=1"
              + " --latency-bound motivational_gpt=1~s --objective latency^2~*~energy --seed 7"
              + " --time-limit 300~s --weights streamed --mini-batch 1 --packet 1~KiB --no-barrier"
              + " --trace-detail packets --trace-from 1us --trace-to 90s --what-if --no-report",
          "run $MINE/mine.json --strategy scar --search paper --paper-search evolutionary"
              + " --splits 1 --packing uniform --samples 2 --provisioning exhaustive"
              + " --combine greedy --top-cuts 3 --node-cap 2 --prefer motivational_gpt=2"
              + " --l2-overflow spilled --execution overlapped --contention-aware --population 4 --generations 1 --improvements 0 --validate 2"
              + " --flow-control credit --vcs 2 --vc-buffer 64 --allow-deadlock",
          "run --start $MINE/start.json --effort 1 --order",
          "run --start $MINE/start.json --effort 1 --objective-by simulated",
          "replay $MINE/start.json --scenario $MINE/more.json --topology $MINE/other.json"
              + " --cost-db $MINE/my~costs.csv --execution overlapped --packet 1~KiB --no-barrier"
              + " --flow-control credit --vcs 2 --vc-buffer 64 --allow-deadlock"
              + " --trace-detail packets --trace-from 1us --trace-to 90s --what-if --no-report");

  /** The text of a schedule to start from, made once. */
  private static String start = "";

  private Path mine = Path.of("");

  @BeforeEach
  void filesOfOnesOwn() throws IOException {
    mine = Files.createDirectory(folder.resolve("mine"));
    String own =
        "{\"format\": \"scar-topology-1\", \"name\": \"own\", \"extends\": \"base/datacenter\", \"chiplets\": [\"N S\"]}";
    write("own.json", own);
    write("other.json", own.replace("own", "other").replace("N S", "S N"));
    String scenario =
        "{\"format\": \"scar-scenario-1\", \"name\": \"mine\", \"topology\": \"own\", \"models\": [{\"model\": \"motivational_gpt\", \"batch\": 2}]}";
    write("mine.json", scenario);
    write(
        "motivational_gpt.json",
        "{\"format\": \"scar-model-1\", \"name\": \"motivational_gpt\", \"layers\":"
            + " [{\"name\": \"ff1\", \"op\": \"GEMM\", \"M\": 16, \"N\": 512, \"K\": 256}]}");
    write("more.json", scenario.replace("2}", "3}"));
    String rows = "model,layer,chiplet_type,cycles,energy\n";
    for (String type : List.of("nvd", "shi")) {
      rows += "motivational_gpt,ff1," + type + ",1000,1 uJ\n";
    }
    write("my costs.csv", rows);
    if (start.isEmpty()) {
      done(
          "schedule $MINE/mine.json --topology $MINE/other.json --weights streamed --effort 1"
              + " --quiet --out $MINE/start.json");
      start = Files.readString(mine.resolve("start.json"));
    }
    write("start.json", start);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(mine.resolve(name), text);
  }

  private void done(String line) {
    String[] words =
        Stream.of(line.split(" "))
            .map(word -> word.replace('~', ' ').replace("$MINE", mine.toString()))
            .toArray(String[]::new);
    assertThat(scar(words)).as("%s: %s", line, err).isZero();
  }

  @ParameterizedTest
  @FieldSource("LINES")
  void theRecordedCommandMakesTheSameFiles(String line) throws IOException, InterruptedException {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    done(line + " --engine loop --out " + first);
    Files.move(mine, folder.resolve("gone"));
    List<String> command = words(command(first));
    assertThat(command.get(0)).isEqualTo("scar");
    command.addAll(List.of("--engine", "loop", "--out", second.toString()));
    Process process =
        process(command.subList(1, command.size()).toArray(String[]::new))
            .directory(first.toFile())
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
    assertThat(files(second)).isEqualTo(files(first));
    assertThat(command(second)).as("the command of the second run").isEqualTo(command(first));
  }

  private static ObjectNode summary(Path run) throws IOException {
    return (ObjectNode) new JsonMapper().readTree(run.resolve("summary.json").toFile());
  }

  private static String command(Path run) throws IOException {
    return summary(run).path("inputs").path("command").asText();
  }

  /** Everything that a run's folder has, without where it comes from and the page. */
  private static Map<String, String> files(Path run) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> all = Files.walk(run)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = run.relativize(file).toString();
        texts.put(name, text(name, file));
      }
    }
    return texts;
  }

  private static String text(String name, Path file) throws IOException {
    if (name.equals("summary.json")) {
      ObjectNode summary = summary(file.getParent());
      summary.remove("inputs");
      return summary.toString();
    }
    if (name.endsWith(".gz")) {
      return unzipped(file).replaceAll("\"otherData\".*", "");
    }
    return name.equals("report.html") ? "" : Files.readString(file);
  }

  /** As a shell splits it. */
  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = Pattern.compile("'([^']*)'|(\\S+)").matcher(command);
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    return words;
  }

  /** Of both commands, every option is in a line above, but those that change no result. */
  @Test
  void everyOptionIsTried() {
    for (String command : List.of("run", "replay")) {
      Set<String> all = new TreeSet<>();
      for (OptionSpec option :
          Main.commandLine().getSubcommands().get(command).getCommandSpec().options()) {
        all.add(option.longestName());
      }
      all.removeAll(RerunCommand.NO_RESULT);
      Set<String> tried = new TreeSet<>();
      LINES.stream()
          .filter(line -> line.startsWith(command + " "))
          .forEach(line -> tried.addAll(List.of(line.split(" "))));
      tried.removeIf(word -> !word.startsWith("--"));
      assertThat(tried).as(command).isEqualTo(all);
    }
  }
}
