package dev.scar.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Hidden files and folders beside a target, on the same file system, for atomic renaming. */
final class Siblings {
  private static final int MOST_ATTEMPTS = 10_000;

  private Siblings() {}

  /** Makes something at a path; must fail if there is something already. */
  @FunctionalInterface
  interface Maker {
    void make(Path path) throws IOException;
  }

  /**
   * Makes {@code .NAME.TAG-N} beside the target for the first free N.
   *
   * @throws OutputException if the folder cannot be written
   */
  static Path claim(Path target, String tag, Maker maker) {
    Path name = target.getFileName();
    Path folder = target.getParent();
    if (name == null || folder == null) {
      throw new OutputException(target, "is not a place for results");
    }
    try {
      Files.createDirectories(folder);
      for (int i = 0; i < MOST_ATTEMPTS; i++) {
        Path path = folder.resolve("." + name + "." + tag + "-" + i);
        try {
          maker.make(path);
          return path;
        } catch (FileAlreadyExistsException e) {
          // Somebody else's; the next number.
        }
      }
      throw new OutputException(target, "has too many unfinished siblings; remove ." + name + ".*");
    } catch (IOException e) {
      throw new OutputException(target, e);
    }
  }

  /** Deletes a folder and what is in it; links are deleted, not followed. */
  static void delete(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.walk(folder)) {
      files = entries.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
