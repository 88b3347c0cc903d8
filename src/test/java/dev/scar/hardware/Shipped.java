package dev.scar.hardware;

import dev.scar.files.Library;
import java.nio.file.Path;

/** The project's own folders. */
final class Shipped {
  static final Path HOME = Path.of(System.getProperty("scar.home", "."));
  static final Library LIBRARY = new Library(HOME);

  private Shipped() {}
}
