package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every run says how to make it again, and that command does, in the run's folder. */
class RunAgainTest extends CommandTest {
  private String scenario = "";
  private String topology = "";
  private String costs = "";

  @BeforeEach
  void filesOfOnesOwn() throws IOException {
    topology =
        write(
            "own.json",
            "{\"format\": \"scar-topology-1\", \"name\": \"own\", \"extends\": \"base/datacenter\", \"chiplets\": [\"N S\"]}");
    scenario =
        write(
            "mine.json",
            "{\"format\": \"scar-scenario-1\", \"name\": \"mine\", \"topology\": \"own\", \"models\": [{\"model\": \"motivational_gpt\", \"batch\": 2}]}");
    String rows = "model,layer,chiplet_type,cycles,energy\n";
    for (String type : List.of("nvd", "shi")) {
      rows += "motivational_gpt,ff1," + type + ",1000,1 uJ\n";
    }
    costs = write("my costs.csv", rows);
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static JsonNode inputs(Path run) throws IOException {
    return new JsonMapper().readTree(run.resolve("summary.json").toFile()).path("inputs");
  }

  /** Runs, then runs the recorded command where the run is, and compares all that decides. */
  private JsonNode again(String... args) throws IOException, InterruptedException {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    List<String> line = new ArrayList<>(List.of(args));
    line.addAll(List.of("--quiet", "--overwrite", "--out", first.toString()));
    assertThat(scar(line.toArray(String[]::new))).as(err.toString()).isZero();
    JsonNode made = inputs(first);
    List<String> command = words(made.path("command").asText());
    assertThat(command.get(0)).isEqualTo("scar");
    command.addAll(List.of("--quiet", "--overwrite", "--out", second.toString()));
    Process process =
        process(command.subList(1, command.size()).toArray(String[]::new))
            .directory(first.toFile())
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
    assertThat(Files.readString(second.resolve("schedule.json")))
        .isEqualTo(Files.readString(first.resolve("schedule.json")));
    for (String file : List.of("events.csv.gz", "transfers.csv.gz")) {
      assertThat(unzipped(second.resolve(file))).isEqualTo(unzipped(first.resolve(file)));
    }
    return made;
  }

  /** As a shell splits it. */
  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    var word = java.util.regex.Pattern.compile("'([^']*)'|(\\S+)").matcher(command);
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    return words;
  }

  @Test
  void aSearchOfOnesOwnFiles() throws IOException, InterruptedException {
    JsonNode made =
        again(
            "run",
            scenario,
            "--objective",
            "latency^2 * energy",
            "--search",
            "paper",
            "--prefer",
            "motivational_gpt=2");
    assertThat(made.path("command").asText())
        .isEqualTo(
            "scar run inputs/scenario/mine.json --topology inputs/topology/own.json --objective 'latency^2 * energy' --search paper --prefer motivational_gpt=2");
  }

  @Test
  void aSearchOfShippedFilesWithCostsOfOnesOwn() throws IOException, InterruptedException {
    assertThat(again("run", scenario, "--cost-db", costs).path("command").asText())
        .contains("--cost-db inputs/costs/costs.csv");
  }

  @Test
  void aReplayOnAnotherPackage() throws IOException, InterruptedException {
    String schedule = folder.resolve("s.json").toString();
    assertThat(scar("schedule", scenario, "--quiet", "--out", schedule))
        .as(err.toString())
        .isZero();
    Path other = folder.resolve("elsewhere/mine-2.json");
    Files.createDirectories(other.getParent());
    Files.writeString(other, Files.readString(Path.of(topology)).replace("\"own\"", "\"other\""));
    assertThat(
            again("replay", schedule, "--topology", other.toString(), "--packet", "1 KiB")
                .path("command")
                .asText())
        .isEqualTo("scar replay schedule.json --packet '1 KiB'");
  }
}
