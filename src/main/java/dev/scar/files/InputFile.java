package dev.scar.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file to be read, and how messages name it; the one gate through which contents enter.
 *
 * <p>Only ordinary files are opened: a folder, a pipe or a device is refused, since reading one may
 * never end. A text is read once and kept, so that parsing, hash and copies are of the same bytes
 * even if the file changes meanwhile. Equal by path and name. Safe for several threads.
 */
public final class InputFile {
  private final Path path;
  private final String shown;
  private @Nullable String text;

  /**
   * A file under a name of its own.
   *
   * @param path where it is
   * @param shown how the user knows it: as given on the command line, or relative to the home
   *     folder
   */
  public InputFile(Path path, String shown) {
    this.path = path;
    this.shown = shown;
  }

  /** A text that came some other way, under the name by which messages call it. */
  public static InputFile ofText(String shown, String text) {
    return ofText(Path.of(shown), shown, text);
  }

  /** The same, in place of what a file has; what it names is looked up beside that file. */
  public static InputFile ofText(Path path, String shown, String text) {
    InputFile made = new InputFile(path, shown);
    made.text = text;
    return made;
  }

  /** A file that messages call by its path as given. */
  public static InputFile of(Path path) {
    return new InputFile(path, path.toString().replace('\\', '/'));
  }

  /**
   * A file of a folder of results, or the file itself.
   *
   * @param given the folder, or the file
   * @param name what the file is called in the folder
   */
  public static InputFile in(Path given, String name) {
    LeftOver.sweepFor(given);
    return of(Files.isDirectory(given) ? given.resolve(name) : given);
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** How messages call it. */
  public String shown() {
    return shown;
  }

  /** The folder it is in. */
  public Path folder() {
    Path parent = path.toAbsolutePath().normalize().getParent();
    return parent == null ? path.toAbsolutePath().getRoot() : parent;
  }

  /**
   * Its bytes as they are now, to be read as a stream. If a kill cut off the replacement of a
   * folder of results that it lies in, that is undone first.
   *
   * @throws InputException if it does not exist, may not be read, or is no ordinary file
   */
  public InputStream open() {
    LeftOver.sweepFor(path);
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      String what = Files.isDirectory(path) ? "is a folder, not a file" : "is not an ordinary file";
      throw new InputException(new InputProblem(shown, "", "", what, ""));
    }
    try {
      return Files.newInputStream(path);
    } catch (IOException e) {
      throw InputException.unreadable(this, e);
    }
  }

  /**
   * Its text as it was at the first call: UTF-8 without byte-order mark and zero bytes, at most 64
   * MiB.
   *
   * @throws InputException if there is no such file, or it is too large or not such a text
   */
  public synchronized String text() {
    if (text == null) {
      text = TextFileReader.read(this);
    }
    return text;
  }

  /** The SHA-256 of {@link #text}, which is what {@code sha256sum} prints for the file. */
  public String sha256() {
    return Sha256.of(text());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof InputFile that && path.equals(that.path) && shown.equals(that.shown);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  @Override
  public String toString() {
    return shown;
  }
}
