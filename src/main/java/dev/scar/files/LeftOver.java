package dev.scar.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What processes that are dead have left of their {@link Unfinished} files and folders, and how it
 * is put in order ({@code reliability.md}).
 */
final class LeftOver {
  private static final Pattern NAME =
      Pattern.compile("\\.(.+)\\.(partial|trial|old)-(\\d+)-(\\d+)");
  private static final int MOST_ATTEMPTS = 10_000;

  private LeftOver() {}

  /**
   * Puts in order what processes that are dead have left in a folder: a replacement that was cut
   * off is undone, everything else that is unfinished is removed. What somebody still writes stays,
   * and so does what may not be touched.
   */
  static void sweep(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> old = new ArrayList<>();
    List<Path> partial = new ArrayList<>();
    String own = Long.toString(ProcessHandle.current().pid());
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(folder, ".*.{old,partial,trial}-*")) {
      for (Path entry : entries) {
        Matcher name = NAME.matcher(entry.getFileName().toString());
        if (name.matches() && !name.group(3).equals(own)) {
          (name.group(2).equals("old") ? old : partial).add(entry);
        }
      }
      for (Path left : old) {
        sweepOld(left);
      }
      for (Path left : partial) {
        ifLeftOver(left, LeftOver::delete);
      }
    } catch (IOException | UncheckedIOException e) {
      // Somebody else's folder, or somebody else is at it: what is left stays for the next sweep.
    }
  }

  /**
   * A folder that was put aside. While its replacement is unfinished, it is the result; after that
   * it may be half deleted, and is not.
   */
  private static void sweepOld(Path old) throws IOException {
    Matcher name = NAME.matcher(old.getFileName().toString());
    if (!name.matches()) {
      return;
    }
    Path partial = sibling(old, name, "partial");
    if (Files.exists(partial, LinkOption.NOFOLLOW_LINKS)) {
      ifLeftOver(partial, left -> restore(old, old.resolveSibling(name.group(1))));
    } else {
      delete(old);
    }
  }

  @FunctionalInterface
  private interface Action {
    void on(Path path) throws IOException;
  }

  /** Does something to what nobody writes any more, with the lock in hand. */
  private static void ifLeftOver(Path partial, Action action) throws IOException {
    boolean isFolder = Files.isDirectory(partial, LinkOption.NOFOLLOW_LINKS);
    Path locked = isFolder ? partial.resolve(Unfinished.MARKER) : partial;
    try (FileChannel channel = FileChannel.open(locked, StandardOpenOption.WRITE)) {
      if (Unfinished.lock(channel) == Unfinished.Lock.OURS) {
        action.on(partial);
      }
    } catch (NoSuchFileException e) {
      removeEmpty(partial);
    }
  }

  /** A folder whose process died before it could lock it; one that has just begun takes another. */
  private static void removeEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // Somebody has locked it meanwhile.
    }
  }

  /**
   * Puts in order the folder in which a missing path begins to be missing, since a replacement that
   * was cut off may be why.
   */
  static void sweepFor(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    if (!Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
      Path around = absolute.getParent();
      while (around != null && !Files.exists(around)) {
        around = around.getParent();
      }
      if (around != null) {
        sweep(around);
      }
    }
  }

  /**
   * Deletes a file, or a folder and what is in it; links are deleted, not followed. Others may
   * write to it or delete it at the same time.
   */
  static void delete(Path fileOrFolder) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        deleteOnce(fileOrFolder);
        return;
      } catch (DirectoryNotEmptyException | NoSuchFileException | UncheckedIOException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static void deleteOnce(Path fileOrFolder) throws IOException {
    if (!Files.exists(fileOrFolder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> entries = Files.walk(fileOrFolder)) {
      files = entries.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }

  /** The name of what a folder replaces, while it does. */
  static Path old(Path partial) {
    Matcher name = NAME.matcher(partial.getFileName().toString());
    if (!name.matches()) {
      throw new IllegalArgumentException("not an unfinished folder: " + partial);
    }
    return sibling(partial, name, "old");
  }

  private static Path sibling(Path path, Matcher name, String kind) {
    return path.resolveSibling(
        "." + name.group(1) + "." + kind + "-" + name.group(3) + "-" + name.group(4));
  }

  /** Gives an old folder its name back, unless there is something newer. */
  static void restore(Path old, Path target) throws IOException {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      delete(old);
    } else {
      Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
