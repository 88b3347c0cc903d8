package dev.scar.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the files of a run go: the folder the user chose, or the first free one of that name in
 * {@code traces/}.
 */
final class RunFolder {
  private final Path traces;

  RunFolder(Path home) {
    this.traces = home.resolve("traces");
  }

  Path choose(CommonOptions common, String name) {
    if (common.out != null) {
      return common.out;
    }
    Path candidate = traces.resolve(name);
    for (int i = 2; Files.exists(candidate); i++) {
      candidate = traces.resolve(name + "-" + i);
    }
    return candidate;
  }

  /** Relative to where the user is, if it is below. */
  static Path shown(Path target) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = target.toAbsolutePath().normalize();
    return absolute.startsWith(here) ? here.relativize(absolute) : absolute;
  }
}
