package dev.scar.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputFolderTest {
  private static final Set<String> OURS = Set.of("summary.json", "trace.json");

  @TempDir private Path folder;

  private List<String> entries(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void appearsWhenPublishedAndNotBefore() throws IOException {
    Path target = folder.resolve("traces/run");
    try (OutputFolder out = OutputFolder.create(target, false, OURS)) {
      out.write("summary.json", "{}");
      assertThat(target).doesNotExist();
      out.publish();
    }
    assertThat(target.resolve("summary.json")).hasContent("{}");
    assertThat(entries(folder.resolve("traces"))).containsExactly("run");
  }

  @Test
  void leavesNothingWhenNotPublished() throws IOException {
    Path target = folder.resolve("run");
    try (OutputFolder out = OutputFolder.create(target, false, OURS)) {
      out.write("summary.json", "{}");
    }
    assertThat(entries(folder)).isEmpty();
  }

  @Test
  void failureWhileWritingNamesTheFileAndLeavesNothing() throws IOException {
    Path target = folder.resolve("run");
    assertThatThrownBy(
            () -> {
              try (OutputFolder out = OutputFolder.create(target, false, OURS)) {
                out.write(
                    "summary.json",
                    stream -> {
                      stream.write(1);
                      throw new IOException("No space left on device");
                    });
                out.publish();
              }
            })
        .isInstanceOf(OutputException.class)
        .hasMessage(
            target.resolve("summary.json") + ": cannot be written: No space left on device");
    assertThat(entries(folder)).isEmpty();
  }

  /** The end of the program removes the folder while another thread is about to write a file. */
  @Test
  void whatWasRemovedAtTheEndDoesNotComeBack() throws IOException {
    Set<String> ours = Set.of("summary.json", "inputs");
    try (OutputFolder out = OutputFolder.create(folder.resolve("run"), false, ours)) {
      LeftOver.delete(out.staged(""));
      for (String name : List.of("summary.json", "inputs/scenario/models/m.json")) {
        assertThatThrownBy(() -> out.write(name, "{}")).isInstanceOf(OutputException.class);
      }
      assertThat(entries(folder)).isEmpty();
    }
  }

  /** Whether anything can be made there is known before long work, and the trial leaves nothing. */
  @Test
  void aPlaceIsTriedBeforehand() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "mine");
    for (String name : List.of("run", "deep/er/run", "run.json")) {
      OutputFolder.check(folder.resolve(name), false, OURS);
      OutputFile.check(folder.resolve(name), false);
    }
    assertThat(entries(folder)).containsExactly("notes.txt");
    for (String name : List.of("notes.txt/run", "notes.txt/deep/run")) {
      Path below = folder.resolve(name);
      String refused = below + ": lies below " + file + ", which is a file";
      assertThatThrownBy(() -> OutputFolder.check(below, false, OURS)).hasMessage(refused);
      assertThatThrownBy(() -> OutputFile.check(below, false)).hasMessage(refused);
    }
  }

  @Test
  void subfoldersAreReplacedBesideFilesOfOursOnly() throws IOException {
    Set<String> ours = Set.of("summary.json", "inputs");
    Path target = folder.resolve("run");
    for (boolean overwrite : new boolean[] {false, true}) {
      try (OutputFolder out = OutputFolder.create(target, overwrite, ours)) {
        out.write("summary.json", "{}");
        out.write("inputs/scenario/models/m.json", "{}");
        assertThatThrownBy(() -> out.write("../x.json", "{}"))
            .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> out.write("inputs/../../x.json", "{}"))
            .isInstanceOf(IllegalArgumentException.class);
        out.publish();
      }
      assertThat(target.resolve("inputs/scenario/models/m.json")).hasContent("{}");
      assertThat(entries(folder)).containsExactly("run");
    }
    Files.writeString(target.resolve("inputs/thesis.tex"), "years of work");
    assertThatThrownBy(() -> OutputFolder.create(target, true, ours))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("holds inputs");
    Files.delete(target.resolve("inputs/thesis.tex"));
    Files.delete(target.resolve("summary.json"));
    assertThatThrownBy(() -> OutputFolder.create(target, true, ours))
        .isInstanceOf(OutputException.class);
    assertThat(target.resolve("inputs/scenario/models/m.json")).exists();
  }

  @Test
  void fullDeviceIsOneClearLine() {
    Path full = Path.of("/dev/full");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.isWritable(full));
    assertThatThrownBy(
            () -> {
              try (OutputFolder out = OutputFolder.create(folder.resolve("run"), false, OURS)) {
                out.write(
                    "trace.json",
                    stream -> {
                      try (var device = Files.newOutputStream(full)) {
                        device.write(1);
                      }
                    });
              }
            })
        .isInstanceOf(OutputException.class)
        .hasMessageEndingWith("No space left on device");
  }

  @Test
  void existingFolderIsKeptUnlessOverwritingIsAllowed() throws IOException {
    Path target = Files.createDirectory(folder.resolve("run"));
    Files.writeString(target.resolve("summary.json"), "old");
    assertThatThrownBy(() -> OutputFolder.create(target, false, OURS))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("is there already");
    try (OutputFolder out = OutputFolder.create(target, true, OURS)) {
      out.write("trace.json", "new");
      out.publish();
    }
    assertThat(entries(target)).containsExactly("trace.json");
    assertThat(entries(folder)).containsExactly("run");
  }

  @Test
  void foldersWithOtherPeoplesFilesAreNeverOverwritten() throws IOException {
    Path target = Files.createDirectory(folder.resolve("home"));
    Files.writeString(target.resolve("thesis.tex"), "precious");
    assertThatThrownBy(() -> OutputFolder.create(target, true, OURS))
        .hasMessage(target + ": is not overwritten: it holds thesis.tex, not written by scar");
    assertThat(target.resolve("thesis.tex")).hasContent("precious");
  }

  @Test
  void folderThatAppearsMeanwhileIsNotReplaced() throws IOException {
    Path target = folder.resolve("run");
    try (OutputFolder out = OutputFolder.create(target, false, OURS)) {
      Files.createDirectory(target);
      assertThatThrownBy(out::publish).hasMessageContaining("is there already");
    }
    assertThat(entries(folder)).containsExactly("run");
  }

  @Test
  void fileInTheWayIsReported() throws IOException {
    Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> OutputFolder.create(folder.resolve("file"), true, OURS))
        .hasMessageContaining("is there already and is not a folder");
    assertThatThrownBy(() -> OutputFolder.create(folder.resolve("file/run"), false, OURS))
        .isInstanceOf(OutputException.class)
        .message()
        .hasLineCount(1);
  }

  @Test
  void singleFilesAreReplacedWholeOrNotAtAll() throws IOException {
    Path target = folder.resolve("schedule.json");
    OutputFile.write(target, false, out -> out.write('1'));
    assertThatThrownBy(() -> OutputFile.write(target, false, out -> out.write('2')))
        .hasMessageContaining("is there already");
    assertThatThrownBy(
            () ->
                OutputFile.write(
                    target,
                    true,
                    out -> {
                      out.write('3');
                      throw new IOException("Disk quota exceeded");
                    }))
        .hasMessage(target + ": cannot be written: Disk quota exceeded");
    assertThat(target).hasContent("1");
    OutputFile.write(target, true, out -> out.write('4'));
    assertThat(target).hasContent("4");
    assertThat(entries(folder)).containsExactly("schedule.json");
  }
}
