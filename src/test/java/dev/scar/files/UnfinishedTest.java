package dev.scar.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process leaves when it is killed, and what the next one makes of it. */
final class UnfinishedTest {
  private static final Set<String> OURS = Set.of("summary.json", "trace.json");

  /** No process has this number: it is above Linux's largest. */
  private static final String DEAD = "99999999-0";

  @TempDir private Path folder;

  private List<String> entries() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void file(String name, String text) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void unfinished(String summary) throws IOException {
    file(".run.partial-" + DEAD + "/summary.json", summary);
    file(".run.partial-" + DEAD + "/" + Unfinished.MARKER, "");
  }

  private void writeRun(String summary) {
    try (OutputFolder out = OutputFolder.create(folder.resolve("run"), true, OURS)) {
      out.write("summary.json", summary);
      out.publish();
    }
  }

  private String summary() {
    return InputFile.in(folder.resolve("run"), "summary.json").text();
  }

  @Test
  void aKillBetweenTheRenamesIsUndoneByTheNextReader() throws IOException {
    file(".run.old-" + DEAD + "/summary.json", "old");
    unfinished("new");
    assertThat(summary()).isEqualTo("old");
    assertThat(entries()).containsExactly("run");
  }

  @Test
  void aFileOfTheFolderFindsItsFolderAgain() throws IOException {
    file(".run.old-" + DEAD + "/summary.json", "old");
    unfinished("new");
    assertThat(InputFile.of(folder.resolve("run/summary.json")).text()).isEqualTo("old");
  }

  @Test
  void aKillBetweenTheRenamesIsUndoneByTheNextWriter() throws IOException {
    file(".run.old-" + DEAD + "/summary.json", "old");
    unfinished("new");
    writeRun("newest");
    assertThat(summary()).isEqualTo("newest");
    assertThat(entries()).containsExactly("run");
  }

  @Test
  void aKillAfterTheRenamesLeavesTheNewResult() throws IOException {
    file("run/summary.json", "new");
    file("run/" + Unfinished.MARKER, "");
    file(".run.old-" + DEAD + "/trace.json", "half deleted");
    OutputFolder.check(folder.resolve("other"), false, OURS);
    assertThat(summary()).isEqualTo("new");
    assertThat(entries()).containsExactly("run");
    writeRun("newest");
    assertThat(summary()).isEqualTo("newest");
    assertThat(entries()).containsExactly("run");
  }

  @Test
  void whatIsHalfDeletedNeverComesBack() throws IOException {
    file(".run.old-" + DEAD + "/trace.json", "half deleted");
    assertThat(OutputFolder.isThere(folder.resolve("run"))).isFalse();
    assertThat(entries()).isEmpty();
  }

  @Test
  void leftOversOfAnyNameGoWhenSomethingIsWrittenBesideThem() throws IOException {
    unfinished("new");
    file(".schedule.json.partial-" + DEAD, "half");
    file(".schedule.json.trial-" + DEAD, "");
    Files.createDirectory(folder.resolve(".empty.partial-" + DEAD));
    OutputFile.write(folder.resolve("x.json"), false, out -> out.write('1'));
    assertThat(entries()).containsExactly("x.json");
  }

  @Test
  void whatIsNotOursStays() throws IOException {
    file(".run.partial-" + DEAD + "/thesis.tex", "no marker");
    file(".run.partial-7", "another pattern");
    file(".run.old", "another pattern");
    OutputFolder.check(folder.resolve("run"), false, OURS);
    assertThat(entries()).containsExactly(".run.old", ".run.partial-7", ".run.partial-" + DEAD);
  }

  @Test
  void whatThisProcessWritesStays() throws IOException {
    try (OutputFolder out = OutputFolder.create(folder.resolve("run"), false, OURS)) {
      out.write("summary.json", "first");
      try (OutputFolder other = OutputFolder.create(folder.resolve("other"), false, OURS)) {
        other.write("summary.json", "second");
        other.publish();
      }
      out.publish();
    }
    assertThat(summary()).isEqualTo("first");
    assertThat(entries()).containsExactly("other", "run");
  }

  /** Begins a folder, says so, and ends without closing it when it has read something. */
  static final class Writer {
    public static void main(String[] target) throws Exception {
      OutputFolder out = OutputFolder.create(Path.of(target[0]), false, Set.of("summary.json"));
      out.write("summary.json", "half");
      System.out.println("writing");
      if (System.in.read() == 'x') {
        System.exit(0);
      }
      Thread.currentThread().join();
    }
  }

  private static String location(Class<?> of) {
    return of.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  /** A process of its own that writes. */
  private Process writer() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = location(OutputFolder.class) + ":" + location(Writer.class);
    try {
      Process process =
          new ProcessBuilder(java, "-cp", path, Writer.class.getName(), folder.resolve("run") + "")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader said =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      assertThat(said.readLine()).isEqualTo("writing");
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatALivingProcessWritesStaysAndGoesWhenItIsKilled() throws Exception {
    Process writer = writer();
    OutputFolder.check(folder.resolve("run"), false, OURS);
    String its = ".run.partial-" + writer.pid() + "-0";
    assertThat(entries()).containsExactly(its);
    writer.destroyForcibly().waitFor();
    assertThat(entries()).containsExactly(its);
    OutputFolder.check(folder.resolve("run"), false, OURS);
    assertThat(entries()).isEmpty();
  }

  @Test
  void aTerminatedProcessLeavesNothing() throws Exception {
    Process writer = writer();
    writer.destroy();
    assertThat(writer.waitFor()).isEqualTo(143);
    assertThat(entries()).isEmpty();
  }

  @Test
  void aProcessThatExitsWithoutClosingLeavesNothing() throws Exception {
    Process writer = writer();
    writer.getOutputStream().write('x');
    writer.getOutputStream().flush();
    assertThat(writer.waitFor()).isZero();
    assertThat(entries()).isEmpty();
  }
}
