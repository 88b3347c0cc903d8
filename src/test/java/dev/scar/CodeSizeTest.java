package dev.scar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No file is so long that a reader loses track: 250 lines, blank ones and comments not counted. */
class CodeSizeTest {
  private static final int MOST = 250;
  private static final Path MAIN =
      Path.of(System.getProperty("scar.home", "."), "src", "main", "java");

  /** Text comes first, since it may contain what looks like a comment. */
  private static final Pattern TEXT_OR_COMMENT =
      Pattern.compile(
          "(\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*')|//[^\\n]*|/\\*(?s:.*?)\\*/");

  private static int codeLines(String source) {
    String code =
        TEXT_OR_COMMENT
            .matcher(source)
            .replaceAll(
                found -> found.group(1) == null ? "" : found.group(1).replaceAll("[^\\n]+", "x"));
    return (int) code.lines().filter(line -> !line.isBlank()).count();
  }

  @Test
  void onlyCodeCounts() {
    assertThat(codeLines("a(\"/* \\\" */\"); // b\n\n/* c\nd */ e\n/** f */\n")).isEqualTo(2);
    assertThat(codeLines("a(\"\"\"\n // text\n\"\"\");\n'\"'\n// \"\n")).isEqualTo(4);
  }

  @Test
  void everyFileIsShort() throws IOException {
    Map<String, Integer> tooLong = new TreeMap<>();
    try (Stream<Path> files = Files.walk(MAIN)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        int lines = codeLines(Files.readString(file));
        if (lines > MOST) {
          tooLong.put(MAIN.relativize(file).toString(), lines);
        }
      }
    }
    assertThat(tooLong).isEmpty();
  }
}
