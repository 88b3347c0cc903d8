package dev.scar.files;

import java.nio.file.Path;

/**
 * A file to be read, and how messages name it.
 *
 * @param path where it is
 * @param shown how the user knows it: as given on the command line, or relative to the home folder
 */
public record InputFile(Path path, String shown) {

  /** A file that messages call by its path as given. */
  public static InputFile of(Path path) {
    return new InputFile(path, path.toString().replace('\\', '/'));
  }

  /** The folder it is in. */
  public Path folder() {
    Path parent = path.toAbsolutePath().normalize().getParent();
    return parent == null ? path.toAbsolutePath().getRoot() : parent;
  }

  @Override
  public String toString() {
    return shown;
  }
}
