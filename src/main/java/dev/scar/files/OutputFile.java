package dev.scar.files;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Writes a single file whole or not at all: beside its target first, then renamed. */
public final class OutputFile {
  private OutputFile() {}

  /**
   * Writes the target; its folder is created.
   *
   * @throws OutputException if it is there already and may not be replaced, is not a plain file, or
   *     cannot be written; nothing is left behind and what was there before is still there
   */
  public static void write(Path target, boolean overwrite, OutputFolder.Content content) {
    Path absolute = target.toAbsolutePath().normalize();
    refuse(absolute, overwrite);
    try (Unfinished unfinished = Unfinished.file(absolute)) {
      try (OutputStream out = unfinished.stream()) {
        content.writeTo(out);
      }
      unfinished.publish();
    } catch (IOException | UncheckedIOException e) {
      throw new OutputException(absolute, e);
    }
  }

  /**
   * Whether {@link #write} can be hoped for, to be asked before long work.
   *
   * @throws OutputException if the target is there already and may not be replaced, or is not a
   *     plain file, or nothing can be made where it is to be
   */
  public static void check(Path target, boolean overwrite) {
    Path absolute = target.toAbsolutePath().normalize();
    refuse(absolute, overwrite);
    if (!Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
      Unfinished.tryBeside(absolute);
    }
  }

  private static void refuse(Path absolute, boolean overwrite) {
    LeftOver.sweep(absolute.resolveSibling(""));
    boolean there = Files.exists(absolute, LinkOption.NOFOLLOW_LINKS);
    if (there && !Files.isRegularFile(absolute, LinkOption.NOFOLLOW_LINKS)) {
      throw new OutputException(absolute, "is there already and is not a plain file");
    }
    if (there && !overwrite) {
      throw new OutputException(absolute, "is there already; choose another name or --overwrite");
    }
  }
}
