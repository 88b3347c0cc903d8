package dev.scar.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.units.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NodeReaderTest {
  private final JsonFileReader json = new JsonFileReader("sample");
  private final InputProblems problems = new InputProblems();

  @TempDir private Path folder;

  private NodeReader read(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return json.read(new InputFile(file, name), problems);
  }

  private NodeReader read(String text) throws IOException {
    return read("a.json", text.replace('\'', '"'));
  }

  private void refused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(InputException.class);
  }

  private String message() {
    try {
      problems.throwIfAny();
      return "";
    } catch (InputException e) {
      return e.getMessage();
    }
  }

  @Test
  void readsValues() throws IOException {
    NodeReader a =
        read(
            "{'name': 'x', 'count': 3, 'ratio': 0.5, 'bandwidth': '64 GB/s', 'energy': '2 pJ/bit', 'tags': ['p', 'q']}");
    assertThat(a.at("name").text()).isEqualTo("x");
    assertThat(a.at("count").whole()).isEqualTo(3);
    assertThat(a.at("ratio").number()).isEqualTo(0.5);
    assertThat(a.at("bandwidth").quantity(Quantity.BANDWIDTH)).isEqualTo(64_000_000_000L);
    assertThat(a.at("energy").amount(Quantity.ENERGY_PER_BIT)).isEqualTo(2e-12);
    assertThat(a.at("tags").texts()).containsExactly("p", "q");
    assertThat(a.at("types").keys()).isEmpty();
    assertThat(a.at("missing").wholeOr(7)).isEqualTo(7);
    assertThat(a.at("missing").textOr("y")).isEqualTo("y");
    assertThat(a.isSound()).isTrue();
    assertThat(message()).isEmpty();
  }

  @Test
  void quantitiesSayWhatIsWrongWithTheirUnit() throws IOException {
    NodeReader a = read("{'bandwidth': '64 GBps', 'name': '10', 'energy': '-1 pJ/bit'}");
    assertThat(a.at("bandwidth").quantity(Quantity.BANDWIDTH)).isEqualTo(1);
    a.at("name").quantity(Quantity.SIZE);
    a.at("energy").amount(Quantity.ENERGY_PER_BIT);
    a.at("color").quantity(Quantity.TIME);
    assertThat(message())
        .isEqualTo(
            """
            a.json: bandwidth (64 GBps) has no known unit.
            Maybe write "64 GB/s".
            a.json: name (10) has no unit.
            Maybe write "10 MiB".
            a.json: energy (-1 pJ/bit) is negative.
            Maybe write "2.04 pJ/bit".
            a.json: color is missing.""");
  }

  @Test
  void bareNumberWhereAUnitBelongsIsToldOnce() throws IOException {
    assertThatThrownBy(() -> read("{'bandwidth': 64, 'types': {'n': {'l2': 10485760}}}"))
        .hasMessage(
            """
            a.json: bandwidth (64) has no unit.
            Maybe write "64 GB/s".
            a.json: types.n.l2 (10485760) has no unit.
            Maybe write "10485760 MiB".""");
  }

  @Test
  void schemaErrorsInOurWords() throws IOException {
    refused(
        "{'count': 10, 'ratio': 'half', 'flag': 1, 'tags': ['x', 'x'], 'colour': 'red', 'types': {'N': {}, 'n': {'pse': 1}}, 'odd key': 1}");
    assertThat(message().lines())
        .containsExactlyInAnyOrder(
            "a.json: count (10) is not less than 10.",
            "a.json: ratio (\"half\") is not a number.",
            "a.json: flag (1) is not true or false.",
            "a.json: tags (a list) has an entry twice.",
            "a.json: colour is not a known key.",
            "Maybe write \"color\".",
            "a.json: types.N is not a permitted name.",
            "a.json: types.n.pse is not a known key.",
            "Maybe write \"pes\".",
            "a.json: [\"odd key\"] is not a known key.",
            "Known: name, count, ratio, flag, bandwidth, energy, color, where, tags, types.");
  }

  @Test
  void ofAlternativesTheOneThatWasMeantIsExplained() throws IOException {
    refused("{'where': 'side'}");
    assertThat(message())
        .isEqualTo(
            "a.json: where (side) does not have a permitted form.\nWrite \"sides\" or a list of nodes.");
  }

  @Test
  void insideAnAlternativeTheWrongEntryIsNamed() throws IOException {
    refused("{'where': [1, 'x']}");
    assertThat(message()).isEqualTo("a.json: where[1] (\"x\") is not a whole number.");
  }

  @Test
  void oneProblemForAPlaceAndSoundnessByPlace() throws IOException {
    NodeReader a = read("{'count': 3, 'types': {'n': {'pes': 4}, 'nn': {'pes': 5}}}");
    a.at("types").at("n").at("pes").count(10, 20);
    a.at("types").at("n").at("pes").problem("is something else", "");
    assertThat(a.isSound()).isFalse();
    assertThat(a.at("count").isSound()).isTrue();
    assertThat(a.at("types").isSound()).isFalse();
    assertThat(a.at("types").at("n").isSound()).isFalse();
    assertThat(a.at("types").at("nn").isSound()).isTrue();
    assertThat(message()).isEqualTo("a.json: types.n.pes (4) is outside 10 to 20.");
  }

  @Test
  void overABaseObjectsCombineAndProblemsNameTheRightFile() throws IOException {
    NodeReader base =
        read(
            "base.json",
            "{\"count\": 2, \"tags\": [\"b\"], \"types\": {\"n\": {\"pes\": 7, \"l2\": \"1 Gb\"}, \"s\": {\"pes\": 1}}}");
    NodeReader own =
        read("own.json", "{\"tags\": [], \"types\": {\"n\": {\"pes\": 8}, \"t\": {}}}").over(base);
    assertThat(own.at("count").whole()).isEqualTo(2);
    assertThat(own.at("tags").items()).isEmpty();
    assertThat(own.at("types").keys()).containsExactly("n", "s", "t");
    assertThat(own.at("types").at("n").at("pes").whole()).isEqualTo(8);
    assertThat(own.at("types").at("s").at("pes").whole()).isEqualTo(1);
    own.at("types").at("n").at("l2").quantity(Quantity.SIZE);
    own.at("types").at("n").at("pes").count(0, 5);
    assertThat(own.at("types").at("n").isSound()).isFalse();
    assertThat(own.at("types").at("s").isSound()).isTrue();
    assertThat(message().lines())
        .contains("base.json: types.n.l2 (1 Gb) has no known unit.")
        .contains("own.json: types.n.pes (8) is outside 0 to 5.");
  }

  @Test
  void buildTurnsRefusalsIntoProblems() throws IOException {
    NodeReader a = read("{'types': {'n': {'pes': 4}, 'm': {'pes': 5}}}");
    NodeReader n = a.at("types").at("n");
    assertThat(n.build(() -> Path.of("x"))).isPresent();
    assertThat(
            n.build(
                () -> {
                  throw new IllegalArgumentException("too odd");
                }))
        .isEmpty();
    assertThat(a.at("types").at("m").build(() -> Math.multiplyExact(Long.MAX_VALUE, 2L))).isEmpty();
    assertThat(message())
        .isEqualTo(
            """
            a.json: types.n is not possible: too odd.
            a.json: types.m is too large: a product or sum of its sizes passes 2^63.""");
  }

  @Test
  void wordsThatTheSchemaDoesNotKnowAreMistakesOfTheProgram() throws IOException {
    Map<String, Integer> shapes = new java.util.TreeMap<>(Map.of("mesh", 1, "torus", 2));
    assertThat(read("{'name': 'torus'}").at("name").choice(shapes)).isEqualTo(2);
    assertThatThrownBy(() -> read("b.json", "{\"name\": \"tours\"}").at("name").choice(shapes))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("b.json: name is read as what its schema does not say");
  }

  @Test
  void messagesStayOnTheirLine() throws IOException {
    refused("{'na\\nme': 'x', 'count': 'a\\u001b[31m\\nb'}");
    assertThat(message().lines()).hasSize(3).allMatch(line -> line.chars().allMatch(c -> c >= ' '));
  }

  @Test
  void spellingSuggestsTheNearest() {
    List<String> known = List.of("bandwidth", "latency", "K", "C");
    assertThat(Spelling.nearest("bandwith", known)).contains("bandwidth");
    assertThat(Spelling.nearest("latnecy", known)).contains("latency");
    assertThat(Spelling.nearest("k", known)).contains("K");
    assertThat(Spelling.nearest("lat", known)).contains("latency");
    assertThat(Spelling.nearest("colour", known)).isEmpty();
    assertThat(Spelling.nearest("x".repeat(1000), known)).isEmpty();
  }

  @Test
  void schemasComeFromTheJar() {
    assertThatThrownBy(() -> new JsonFileReader("nonsense"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
