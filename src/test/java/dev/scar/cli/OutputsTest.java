package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.scar.fixtures.Sampled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The data dictionary and the schemas of outputs are what the commands of {@code
 * outputs/commands.txt} print and write, with the meanings of {@code outputs/meanings.txt}. {@code
 * -Dgolden.update=true -Dscar.tier=long} writes them anew.
 */
final class OutputsTest extends CommandTest {
  private static final Path OUTPUTS = Path.of("src/test/resources/outputs");
  private static final Path PAGE = Path.of("src/site/markdown/data-dictionary.md");
  private static final Path SCHEMAS = Path.of("src/site/resources/schemas");
  private static final JsonMapper JSON = new JsonMapper();
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");

  /** An output: what it is, and the lines that make it. */
  private record Output(String name, String what, List<String> lines) {
    boolean isSlow() {
      return lines.stream().anyMatch(line -> line.startsWith("~"));
    }
  }

  /** Meanings by {@code KEY}, or by {@code OUTPUT PATH} where a key means something else there. */
  private final Map<String, String> meanings = new LinkedHashMap<>();

  private final TreeSet<String> unused = new TreeSet<>();
  private final List<String> unknown = new ArrayList<>();

  /** Names of CSV columns are words in lower case, joined by underscores; but those of MAESTRO. */
  @Test
  void columnsOfCsvFilesAreNamedAlike() throws IOException {
    List<String> names = new ArrayList<>();
    boolean csv = false;
    for (String line : Files.readAllLines(PAGE)) {
      String[] cells = line.split("\\|");
      csv = line.isBlank() ? false : csv || line.startsWith("| CSV |");
      if (csv && cells.length > 2 && cells[1].strip().startsWith("`")) {
        names.add(cells[1].strip().replace("`", ""));
      }
    }
    names.removeAll(List.of("N", "K", "C", "R", "S", "Y", "X", "strideY", "strideX"));
    assertThat(names).hasSizeGreaterThan(50).allMatch(name -> !name.matches(".*[A-Z ].*"));
  }

  private static List<Output> outputs() throws IOException {
    List<Output> outputs = new ArrayList<>();
    for (String line : Files.readAllLines(OUTPUTS.resolve("commands.txt"))) {
      if (line.startsWith("== ")) {
        String[] parts = line.substring(3).split(" \\| ", 2);
        outputs.add(new Output(parts[0], parts[1], new ArrayList<>()));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        outputs.get(outputs.size() - 1).lines().add(line);
      }
    }
    return outputs;
  }

  private void readMeanings() throws IOException {
    for (String line : Files.readAllLines(OUTPUTS.resolve("meanings.txt"))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split(" = ", 2);
        assertThat(meanings.put(parts[0], parts[1])).as(parts[0]).isNull();
      }
    }
    unused.addAll(meanings.keySet());
  }

  private String meaning(String output, String path) {
    String key = camel(path.substring(path.lastIndexOf('.') + 1).replace("[]", ""));
    for (String candidate : List.of(output + " " + path, key)) {
      if (meanings.containsKey(candidate)) {
        unused.remove(candidate);
        return meanings.get(candidate);
      }
    }
    unknown.add(output + " " + path);
    return "";
  }

  private String made(String line) throws IOException {
    String[] parts = line.replaceFirst("^~", "").replace("$DIR", folder.toString()).split("> ");
    if (!parts[0].isBlank()) {
      String words = parts[0].strip();
      List<String> args = new ArrayList<>();
      boolean quoted = false;
      for (String part : words.split("\"")) {
        args.addAll(quoted ? List.of(part) : List.of(part.strip().split(" ")));
        quoted = !quoted;
      }
      args.removeIf(String::isEmpty);
      assertThat(scar(args.toArray(String[]::new))).as("%s: %s", words, err).isZero();
    }
    if (parts.length == 1) {
      return out.toString();
    }
    Path file = Path.of(parts[1].strip());
    return file.toString().endsWith(".gz") ? unzipped(file) : Files.readString(file);
  }

  /** Small files that the commands read. */
  private void inputs() throws IOException {
    Files.writeString(folder.resolve("trace.csv"), "cycle,src,dst,flits\n0,0,1,4\n3,2,1,2\n");
    Files.writeString(folder.resolve("packets.csv"), "src,dst,packets\n0,1,5\n");
    Files.writeString(
        folder.resolve("layers.csv"),
        "model,layer,type,N,K,C,R,S,Y,X,strideY,strideX,groups_or_depthwise\nm,l,CONV,1,8,8,1,1,4,4,1,1,1\n");
    String still =
        """
        {"format": "scar-scenario-1", "name": "frames", "topology": "het-sides-3x3",
         "models": [{"model": "kd_res8", "batch": 2%s}]}
        """;
    Path scenario = folder.resolve("frames.json");
    Files.writeString(scenario, still.formatted(""));
    String schedule = folder.resolve("frames.schedule.json").toString();
    scar("schedule", scenario.toString(), "--effort", "1", "--quiet", "--out", schedule);
    Files.writeString(scenario, still.formatted(", \"arrivals\": {\"every\": \"33 ms\"}"));
  }

  @Test
  void thePageAndTheSchemasAreWhatTheCommandsWrite() throws IOException {
    readMeanings();
    inputs();
    StringBuilder page = new StringBuilder(Files.readString(OUTPUTS.resolve("page.md")));
    String before = Files.exists(PAGE) ? Files.readString(PAGE) : "";
    for (Output output : outputs()) {
      if (output.isSlow() && !Sampled.all()) {
        int from = before.indexOf("\n## " + output.name() + "\n");
        int to = before.indexOf("\n## ", from + 1);
        page.append(before, from, to < 0 ? before.length() : to);
      } else {
        page.append(section(output));
      }
    }
    if (UPDATE) {
      Files.writeString(PAGE, page);
    }
    assertThat(unknown).as("of no meaning in meanings.txt").isEmpty();
    if (Sampled.all()) {
      assertThat(unused).as("meanings of nothing that is written").isEmpty();
    }
    assertThat(before)
        .as(PAGE + ", write it anew with -Dgolden.update=true -Dscar.tier=long")
        .isEqualTo(page.toString());
  }

  /** Runs that had no part in the schema. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "replay workloads/motivational/A1.json --packet 64KiB",
        "replay workloads/motivational/B1.json --topology het-sides-3x3-built --no-barrier",
        "replay workloads/motivational/B2.json --topology het-sides-3x3-thin-nop --flow-control credit --vcs 2",
        "replay workloads/motivational/A2.json --topology het-sides-3x3-one-dram-built --execution sequential --what-if",
        "run motivational --topology het-cb-3x3-built --effort 200 --no-barrier",
        "run motivational --search paper --splits 0 --l2-overflow spilled"
      })
  void otherRunsAreAsTheSchemaSays(String run) throws IOException {
    String line = run + " --no-report --format json --out ";
    Schema schema = schema("summary");
    assertThat(schema.validate(made(line + folder.resolve("it")), InputFormat.JSON)).isEmpty();
    String spoilt = out.toString().replaceFirst("\"simulatedPs\" : ", "\"simulated\" : ");
    assertThat(schema.validate(spoilt, InputFormat.JSON)).isNotEmpty();
  }

  /** Other commands that had no part in their schema: a schema and a line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          compare | compare $DIR/credit $DIR/other $DIR/log --format json
          trace-summarize | trace summarize $DIR/log --format json
          trace-diff | trace diff $DIR/log $DIR/other --format json
          trace-critical-path | trace critical-path $DIR/other --format json
          trace | > $DIR/log/trace.json.gz
          cost | cost sc6 --model hrvit --format json
          cost-compare | cost sc6 --model hrvit --compare --format json
          traffic | traffic --topology torus:4x4 --load 0.2 --measure 500 --burst 20,20 --packet-flits 1,4 --format json
          traffic-trace | traffic --topology mesh:1x4 --flow-control credit --vcs 2 --trace $DIR/trace.csv --format json
          traffic-completion | traffic --topology ring:4 --completion $DIR/packets.csv --engine loop --format json
          traffic-saturation | traffic --topology mesh:2x2 --measure 200 --pattern neighbor --saturation --format json
          """)
  void otherOutputsAreAsTheirSchemasSay(String schema, String line) throws IOException {
    inputs();
    String replay =
        "replay workloads/motivational/%s --no-report --engine loop --quiet --out $DIR/";
    made(replay.formatted("B1.json --no-barrier --flow-control credit") + "credit");
    made(replay.formatted("A3.json --topology het-sides-3x3-one-dram") + "other");
    made(replay.formatted("B2.json --execution overlapped --trace-detail packets") + "log");
    String text = made(line);
    assertThat(schema(schema).validate(text, InputFormat.JSON)).isEmpty();
    String spoilt = text.replaceFirst("\"(\\w+)\"( ?:)", "\"$1x\"$2");
    assertThat(schema(schema).validate(spoilt, InputFormat.JSON)).isNotEmpty();
  }

  private static Schema schema(String name) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(SCHEMAS.resolve(name + ".schema.json")));
  }

  private static void same(Path file, String text) throws IOException {
    if (UPDATE) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
    assertThat(Files.readString(file)).isEqualTo(text);
  }

  private String section(Output output) throws IOException {
    List<String> header = List.of();
    Shape shape = new Shape();
    boolean json = false;
    for (String line : output.lines()) {
      for (String format : line.contains("$FORMAT") ? List.of("csv", "json") : List.of("")) {
        String text = made(line.replace("$FORMAT", format));
        if (format.equals("csv") || output.name().contains(".csv")) {
          header = List.of(text.lines().findFirst().orElseThrow().split(","));
        } else {
          json = true;
          boolean lines = output.name().endsWith(".jsonl");
          for (String one : lines ? text.lines().toList() : List.of(text)) {
            shape.see(JSON.readTree(one), "", map(output.name()));
          }
        }
      }
    }
    StringBuilder section = new StringBuilder("\n## " + output.name() + "\n\n" + output.what());
    if (json) {
      section.append(schema(output.name(), shape));
    }
    section.append("\n\n");
    Map<String, String> places = new LinkedHashMap<>();
    shape.walk("", (path, at) -> places.put(path, at.type()));
    boolean twins =
        json
            && !header.isEmpty()
            && header.stream().allMatch(h -> places.containsKey("[]." + camel(h)));
    if (json && !twins && !header.isEmpty()) {
      csv(output.name(), header, section);
      section.append('\n');
    }
    if (json) {
      section.append(
          twins
              ? "| CSV | JSON | type | meaning |\n|---|---|---|---|\n"
              : "| JSON | type | meaning |\n|---|---|---|\n");
      List<String> names = header;
      places.forEach(
          (path, type) -> {
            String shown = path.startsWith("[].") ? path.substring(3) : path;
            String csv = names.stream().filter(h -> camel(h).equals(shown)).findFirst().orElse("");
            section.append(twins ? "| " + (csv.isEmpty() ? "" : "`" + csv + "`") + " " : "");
            section.append(
                "| `%s` | %s | %s |\n".formatted(shown, type, meaning(output.name(), shown)));
          });
    } else {
      csv(output.name(), header, section);
    }
    return section.toString();
  }

  private void csv(String output, List<String> header, StringBuilder section) {
    section.append("| CSV | meaning |\n|---|---|\n");
    header.forEach(h -> section.append("| `%s` | %s |\n".formatted(h, meaning(output, camel(h)))));
  }

  private Predicate<String> map(String output) {
    return path -> meanings.containsKey(output + " " + path.replaceFirst("^\\[]\\.", ""));
  }

  private static String schema(String name, Shape shape) throws IOException {
    String file = name.replaceFirst("\\.json(l|\\.gz)?$", "") + ".schema.json";
    ObjectNode schema = JSON.createObjectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", name);
    shape.describe(schema);
    same(
        SCHEMAS.resolve(file),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n");
    return " [Schema](../resources/schemas/" + file + ").";
  }

  private static String camel(String csv) {
    StringBuilder camel = new StringBuilder();
    for (String word : csv.split("_", -1)) {
      camel.append(
          camel.isEmpty() || word.isEmpty()
              ? word
              : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return camel.toString();
  }
}
