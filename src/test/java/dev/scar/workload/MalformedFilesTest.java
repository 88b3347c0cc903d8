package dev.scar.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.Library;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What users see when a workload file is wrong: every case of {@code malformed-cases.txt} is
 * refused with the message of {@code malformed-golden.txt}, which {@code -Dgolden.update=true}
 * rewrites.
 */
final class MalformedFilesTest {
  private static final String MODEL =
      """
      {
        "format": "scar-model-1",
        "name": "tiny",
        "layers": [
          {"name": "stem", "op": "CONV2D", "K": 8, "C": 3, "R": 3, "S": 3, "Y": 32, "X": 32, "pad": 1, "inputs": []},
          {"name": "wide", "op": "DWCONV", "K": 8, "C": 8, "R": 3, "S": 3, "Y": 32, "X": 32, "pad": 1, "add": ["stem"]},
          {"name": "head", "op": "GEMM", "M": 1, "N": 10, "K": 8, "pool": "global average"}
        ]
      }
      """;
  private static final String SCENARIO =
      """
      {
        "format": "scar-scenario-1",
        "name": "two",
        "topology": "het-sides-3x3",
        "models": [{"model": "tiny", "batch": 2}, {"id": "second", "model": "tiny", "batch": 1}]
      }
      """;
  private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9A-F]{4}|n|\\\\)");

  @TempDir private Path home;

  private record Case(String name, String base, String from, String to) {
    static Case parse(String line) {
      String[] parts = line.split(" \\| ", 3);
      String[] edit = parts[2].split("=>", 2);
      return new Case(parts[0], parts[1], edit[0].strip(), unescape(edit[1].strip()));
    }

    private static String unescape(String text) {
      return ESCAPE
          .matcher(text)
          .replaceAll(
              m ->
                  Matcher.quoteReplacement(
                      switch (m.group(1).charAt(0)) {
                        case 'n' -> "\n";
                        case 'u' ->
                            String.valueOf((char) Integer.parseInt(m.group(1).substring(1), 16));
                        default -> "\\";
                      }));
    }

    String content() {
      if (base.equals("raw")) {
        return to;
      }
      String valid = base.equals("model") ? MODEL : SCENARIO;
      assertThat(valid).as(name).contains(from);
      int at = valid.indexOf(from);
      return valid.substring(0, at) + to + valid.substring(at + from.length());
    }
  }

  @BeforeEach
  void writeModels() throws IOException {
    Path models = Files.createDirectories(home.resolve("workloads/models"));
    Files.writeString(models.resolve("tiny.json"), MODEL);
    Files.writeString(models.resolve("broken.json"), MODEL.replace("\"K\": 8,", "\"K\": 0,"));
    Files.writeString(models.resolve("truncated.json"), MODEL.substring(0, 100));
  }

  private static List<String> resource(String name) throws IOException {
    try (InputStream in = MalformedFilesTest.class.getResourceAsStream("/workloads/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private Object read(String kind, String content) throws IOException {
    Path file = home.resolve("workloads/case.json");
    Files.writeString(file, content);
    InputFile input = new InputFile(file, "case.json");
    return kind.equals("scenario")
        ? new ScenarioReader(new Library(home)).read(input)
        : new ModelReader().read(input);
  }

  @Test
  void basesAreFine() throws IOException {
    assertThat(((ModelFile) read("model", MODEL)).corrected().layers()).hasSize(3);
    assertThat(((Scenario) read("scenario", SCENARIO)).layerCount()).isEqualTo(6);
  }

  @Test
  void everyCaseIsRefusedWithItsMessage() throws IOException {
    List<String> ours = new ArrayList<>();
    List<Case> cases =
        resource("malformed-cases.txt").stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(Case::parse)
            .toList();
    for (Case c : cases) {
      ours.add("== " + c.name());
      try {
        ours.add("LOADED " + read(c.base(), c.content()));
      } catch (InputException e) {
        ours.addAll(e.getMessage().lines().toList());
      }
    }
    assertThat(ours).noneMatch(line -> line.startsWith("LOADED"));
    if (Boolean.getBoolean("golden.update")) {
      Path project = Path.of(System.getProperty("scar.home", "."));
      Files.write(project.resolve("src/test/resources/workloads/malformed-golden.txt"), ours);
      return;
    }
    assertThat(ours).containsExactlyElementsOf(resource("malformed-golden.txt"));
    System.out.println("malformed files refused with their golden message: " + cases.size());
  }

  @Test
  void enormousFilesAreRefusedFast() throws IOException {
    String layer = MODEL.lines().filter(line -> line.contains("stem\", \"op")).findFirst().get();
    String head = MODEL.substring(0, MODEL.indexOf("[") + 1);
    assertThatThrownBy(() -> read("model", "[".repeat(100_000)))
        .hasMessage(
            "case.json: line 1, column 66: passes a limit: more than 64 levels of brackets.");
    assertThatThrownBy(() -> read("model", head + layer.repeat(100_001) + "{}]}"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("case.json: layers (a list) has more entries than 100000.");
    assertThatThrownBy(() -> read("model", head + "0,".repeat(100_001) + "0]}"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has more entries than 100000");
    assertThatThrownBy(() -> read("model", head + "{},".repeat(2_500_000) + "{}]}"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("limit");
    assertThatThrownBy(() -> read("model", "{\"name\": \"" + "x".repeat(200_000) + "\"}"))
        .hasMessageContaining("a text of more than 100000 characters");
  }

  @Test
  void largerThanTheSizeLimitIsRefusedUnread() throws IOException {
    Path file = home.resolve("large.json");
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {'{'}), 2L << 30);
    }
    assertThatThrownBy(() -> new ModelReader().read(new InputFile(file, "large.json")))
        .hasMessage("large.json: is larger than 64 MiB.");
  }

  @Test
  void missingFilesFoldersAndBinaryFiles() throws IOException {
    ModelReader reader = new ModelReader();
    assertThatThrownBy(() -> reader.read(new InputFile(home.resolve("no.json"), "no.json")))
        .hasMessage("no.json: does not exist.");
    assertThatThrownBy(() -> reader.read(new InputFile(home, "home")))
        .hasMessage("home: is a folder, not a file.");
    Path binary = home.resolve("binary.json");
    Files.write(binary, new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3, (byte) 0xff});
    assertThatThrownBy(() -> reader.read(new InputFile(binary, "binary.json")))
        .hasMessage("binary.json: line 1, column 2: is not UTF-8 text.\nSave it as UTF-8.");
    Files.write(binary, "{\"a\": 1}".getBytes(StandardCharsets.UTF_16LE));
    assertThatThrownBy(() -> reader.read(new InputFile(binary, "binary.json")))
        .hasMessageStartingWith("binary.json: line 1, column 2: is not text: it has a zero byte.");
  }

  @Test
  void atMostTenProblemsAreShown() {
    String bad = MODEL.replace("\"K\": 8", "\"K\": 0, \"a\": 1, \"b\": 2, \"c\": 3, \"d\": 4");
    assertThatThrownBy(() -> read("model", bad))
        .satisfies(e -> assertThat(((InputException) e).problems()).hasSizeGreaterThan(10))
        .hasMessageMatching("(?s).*\n… and \\d+ more");
  }
}
