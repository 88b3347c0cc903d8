package dev.scar.cli;

import dev.scar.cost.Dataflows;
import dev.scar.files.OutputFolder;
import dev.scar.run.Inputs;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the program's files are, and where the user is. */
final class Home {
  private Home() {}

  /** The files of the project's folder, which the launcher names; else of where the user is. */
  static Inputs inputs() {
    return inputs(Dataflows.shipped());
  }

  /** The same, with packages that may name these dataflows. */
  static Inputs inputs(Dataflows dataflows) {
    return new Inputs(Path.of(System.getProperty("scar.home", "")), dataflows);
  }

  /**
   * The first free folder of this name for a run: in {@code traces/} if the user is somewhere in
   * the project's folder, else in {@code scar-runs/} where the user is.
   */
  static Path newRun(Inputs inputs, String name) {
    Path runs = runs(inputs);
    Path candidate = runs.resolve(name);
    for (int i = 2; OutputFolder.isThere(candidate); i++) {
      candidate = runs.resolve(name + "-" + i);
    }
    return candidate;
  }

  /** Where runs go. */
  static Path runs(Inputs inputs) {
    Path here = Path.of("").toAbsolutePath();
    boolean inside =
        here.startsWith(inputs.home()) && Files.isDirectory(inputs.home().resolve("workloads"));
    return inside ? inputs.home().resolve("traces") : here.resolve("scar-runs");
  }

  /** A path for messages: relative to where the user is, if it is below. */
  static Path shown(Path target) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = target.toAbsolutePath().normalize();
    return absolute.startsWith(here) ? here.relativize(absolute) : absolute;
  }
}
