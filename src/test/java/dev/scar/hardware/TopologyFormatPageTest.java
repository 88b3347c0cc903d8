package dev.scar.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the format page do what the page says, and it knows every key and preset. */
final class TopologyFormatPageTest {
  private static final Path PAGE = Shipped.HOME.resolve("src/site/markdown/topology-format.md");
  private static final Pattern FILE =
      Pattern.compile("<!-- (\\S+\\.json) -->\\n```json\\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  private final Map<String, String> examples = new LinkedHashMap<>();
  private String page = "";

  @BeforeEach
  void readPage() throws IOException {
    page = Files.readString(PAGE);
    Matcher files = FILE.matcher(page);
    while (files.find()) {
      examples.put(files.group(1), files.group(2));
    }
  }

  private ChipletPackage read(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return new TopologyReader(Shipped.LIBRARY).read(new InputFile(file, "mine/" + name));
  }

  private ChipletPackage example(String name) throws IOException {
    assertThat(examples).containsKey(name);
    return read(name, examples.get(name));
  }

  @Test
  void grid() throws IOException {
    ChipletPackage grid = example("grid.json");
    assertThat(grid.nop().rows()).isEqualTo(2);
    assertThat(grid.nop().columns()).isEqualTo(4);
    assertThat(grid.dramInterfaces()).extracting(DramInterface::node).containsExactly(0, 3, 4, 7);
    assertThat(grid.routing().algorithm()).isEqualTo("xy");
    assertThat(grid.chiplets())
        .extracting(c -> c.type().name())
        .containsExactly("nvd", "shi", "shi", "nvd", "nvd", "shi", "shi", "nvd");
  }

  @Test
  void five() throws IOException {
    ChipletPackage five = example("five.json");
    assertThat(five.chiplets()).hasSize(5);
    assertThat(five.nop().links()).hasSize(14);
    assertThat(NopMetrics.of(five.nop(), five.routing()).diameter()).isEqualTo(2);
    assertThat(page).contains("It has 5\nnodes and 14 directed links; the longest way is 2 hops.");
    ChipletType big = five.chipletAt(2).orElseThrow().type();
    assertThat(big.pes()).isEqualTo(8192);
    assertThat(big.nocElementsPerCycle()).isEqualTo(256);
    assertThat(five.nop().link(0, 3)).isPresent();
    assertThat(five.nop().link(3, 0)).isEmpty();
    assertThat(five.drams()).extracting(Dram::latencyPs).containsExactly(200_000L, 120_000L);
  }

  @Test
  void faster() throws IOException {
    ChipletPackage faster = example("faster.json");
    assertThat(faster.chiplets()).extracting(c -> c.type().pes()).containsOnly(256);
    assertThat(faster.nop().links())
        .extracting(link -> link.bandwidth().bytesPerSecond())
        .containsOnly(200_000_000_000L);
    assertThat(faster.nop().links()).extracting(NopLink::latencyPs).containsOnly(35_000L);
  }

  @Test
  void mistakeIsReportedAsThePageShows() {
    String broken =
        examples
            .get("five.json")
            .replace("\"routing\":", "\"nop\": {\"bandwidth\": \"100 GBps\"},\n  \"routing\":");
    InputException refused =
        catchThrowableOfType(InputException.class, () -> read("five.json", broken));
    assertThat(page).contains("```text\n" + refused.getMessage() + "\n```");
  }

  @Test
  void everyKeyAndPresetIsExplained() throws IOException {
    JsonNode schema =
        new ObjectMapper()
            .readTree(
                TopologyFormatPageTest.class.getResource("/dev/scar/schema/topology.schema.json"));
    checkKeys(schema);
    checkKeys(schema.at("/$defs/link"));
    checkKeys(schema.at("/properties/nodes/items"));
    for (String part : new String[] {"nop", "dram"}) {
      schema
          .at("/properties/" + part + "/properties")
          .fieldNames()
          .forEachRemaining(key -> assertThat(page).contains("`" + part + "." + key + "`"));
    }
    try (var presets = Files.list(Shipped.HOME.resolve("topologies/base"))) {
      presets.forEach(
          file ->
              assertThat(page)
                  .contains("`base/" + file.getFileName().toString().replace(".json", "`")));
    }
    Routings.names().forEach(name -> assertThat(page).contains("| `" + name + "` |"));
  }

  private void checkKeys(JsonNode object) {
    assertThat(object.path("properties").isEmpty()).isFalse();
    object
        .path("properties")
        .fieldNames()
        .forEachRemaining(
            key -> assertThat(page).containsAnyOf("`" + key + "`", "\"" + key + "\":"));
  }
}
