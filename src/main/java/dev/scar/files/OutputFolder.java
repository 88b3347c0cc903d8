package dev.scar.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A folder of results that appears whole or not at all.
 *
 * <p>Files are written into a hidden folder beside the target, which {@link #publish()} renames in
 * one step. Closing without publishing removes it, and so does the end of the program; what a
 * killed process left is put in order by the next one ({@code reliability.md}). An existing target
 * is refused unless it may be overwritten, and even then only if it holds nothing but files of
 * ours: a slip such as {@code --out ~} deletes nothing. A subfolder counts as ours if it holds JSON
 * and CSV files only and lies beside another file of ours.
 *
 * <pre>{@code
 * try (OutputFolder out = OutputFolder.create(target, overwrite, Set.of("summary.json"))) {
 *   out.write("summary.json", stream -> summary.writeTo(stream));
 *   out.publish();
 * }
 * }</pre>
 */
public final class OutputFolder implements AutoCloseable {
  private final Path target;
  private final Unfinished partial;
  private final boolean overwrite;
  private final Set<String> ours;

  private OutputFolder(Path target, Unfinished partial, boolean overwrite, Set<String> ours) {
    this.target = target;
    this.partial = partial;
    this.overwrite = overwrite;
    this.ours = ours;
  }

  /** What goes into a file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Starts a folder; its parents are created.
   *
   * @param overwrite whether an existing folder may be replaced
   * @param ours names of all files and folders that such a folder may hold
   * @throws OutputException if the target exists and may not be replaced, or cannot be written
   */
  public static OutputFolder create(Path target, boolean overwrite, Set<String> ours) {
    Path absolute = target.toAbsolutePath().normalize();
    refuse(absolute, overwrite, ours);
    return new OutputFolder(absolute, Unfinished.folder(absolute), overwrite, Set.copyOf(ours));
  }

  /**
   * Whether {@link #create} can be hoped for, to be asked before long work.
   *
   * @throws OutputException if the target exists and may not be replaced, or nothing can be made
   *     where it is to be
   */
  public static void check(Path folder, boolean overwrite, Set<String> ours) {
    Path target = folder.toAbsolutePath().normalize();
    refuse(target, overwrite, ours);
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      Unfinished.tryBeside(target);
    }
  }

  private static void refuse(Path target, boolean overwrite, Set<String> ours) {
    LeftOver.sweep(target.resolveSibling(""));
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new OutputException(target, "is there already and is not a folder");
    }
    if (!overwrite) {
      throw new OutputException(target, "is there already; choose another folder or --overwrite");
    }
    try (Stream<Path> entries = Files.list(target)) {
      TreeSet<String> strangers = new TreeSet<>();
      entries.map(entry -> entry.getFileName().toString()).forEach(strangers::add);
      strangers.remove(Unfinished.MARKER);
      boolean alone = strangers.stream().filter(ours::contains).count() < 2;
      for (String name : ours) {
        Path entry = target.resolve(name);
        if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
            || (!alone && holdsOnlyInputs(entry))) {
          strangers.remove(name);
        }
      }
      if (!strangers.isEmpty()) {
        throw new OutputException(
            target, "is not overwritten: it holds " + strangers.first() + ", not written by scar");
      }
    } catch (IOException | UncheckedIOException e) {
      throw new OutputException(target, e);
    }
  }

  /** Whether something has this name, once a replacement that a kill cut off has been undone. */
  public static boolean isThere(Path folder) {
    LeftOver.sweepFor(folder);
    return Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean holdsOnlyInputs(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.allMatch(
          path ->
              Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                  || (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                      && path.toString().matches(".*\\.(json|csv)")));
    }
  }

  /**
   * Writes one file.
   *
   * @param name one of ours, or a path with {@code /} whose first part is
   * @throws OutputException if it cannot be written, a full disk included
   */
  public void write(String name, Content content) {
    Path file = partial.path().resolve(name).normalize();
    if (!ours.contains(name.split("/", 2)[0]) || !file.startsWith(partial.path())) {
      throw new IllegalArgumentException("not one of the folder's files: " + name);
    }
    try {
      makeFoldersOf(file);
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
        content.writeTo(out);
      }
    } catch (IOException | UncheckedIOException e) {
      if (partial.isDone()) {
        throw new OutputException(target, "is not written: the program is ending");
      }
      throw new OutputException(target.resolve(name), e);
    }
  }

  /** Makes the folders that a file lies in; not our own, which the end of the program removes. */
  private void makeFoldersOf(Path file) throws IOException {
    Path folder = partial.path();
    for (Path name : folder.relativize(file)) {
      if (!folder.equals(partial.path()) && !Files.isDirectory(folder)) {
        Files.createDirectory(folder);
      }
      folder = folder.resolve(name);
    }
  }

  /** Where a file that was written lies until the folder is published. */
  public Path staged(String name) {
    return partial.path().resolve(name);
  }

  /** Writes a text in UTF-8. */
  public void write(String name, String text) {
    write(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Makes the folder appear.
   *
   * @throws OutputException if somebody else made it meanwhile, or it cannot be renamed; what was
   *     there before is then still there
   */
  public void publish() {
    refuse(target, overwrite, ours);
    try {
      partial.publish();
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      throw new OutputException(target, "was made by somebody else meanwhile");
    } catch (IOException e) {
      throw new OutputException(target, e);
    }
  }

  /** Removes what was not published. */
  @Override
  public void close() {
    partial.close();
  }
}
