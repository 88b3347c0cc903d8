package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;

/** What tests need to give commands and to look at what they print and write. */
abstract class CommandTest {
  @TempDir Path folder;

  /** What the last command printed. */
  final StringWriter out = new StringWriter();

  final StringWriter err = new StringWriter();

  /** Its exit code. */
  final int scar(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  /** The program in a process of its own, where signals and standard output are real. */
  static ProcessBuilder process(String... args) {
    String path =
        CommandTest.class.getClassLoader() instanceof URLClassLoader loader
            ? Stream.of(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(":"))
            : System.getProperty("java.class.path");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dscar.home=" + Path.of("").toAbsolutePath(),
                "-cp",
                path,
                "dev.scar.cli.Main"));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  static String unzipped(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Replays a schedule with this text, which must be refused, and nothing be left; what is said.
   */
  final String refused(String text) throws IOException {
    Path file = folder.resolve("bad.json");
    Files.writeString(file, text);
    Path target = folder.resolve("never");
    assertThat(scar("replay", file.toString(), "--out", target.toString())).as(text).isEqualTo(2);
    assertThat(target).doesNotExist();
    return err.toString();
  }
}
