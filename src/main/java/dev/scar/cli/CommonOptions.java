package dev.scar.cli;

import dev.scar.files.InputException;
import dev.scar.files.InputProblem;
import dev.scar.report.TableFormat;
import dev.scar.run.Inputs;
import dev.scar.run.RunFolder;
import dev.scar.search.SearchOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that every working command has. */
final class CommonOptions {
  static final int MOST_THREADS = 1024;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for the results (default: a new one in traces/, or outside the project in ./scar-runs/).")
  @Nullable Path out;

  @Option(names = "--overwrite", description = "Replace the results in DIR.")
  boolean overwrite;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
  long seed = SearchOptions.DEFAULT.seed();

  @Range(least = 1, most = MOST_THREADS)
  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads for search and replay; results do not depend on it (default: ${DEFAULT-VALUE}).")
  int threads = 2;

  /** Where a run of this name goes: as told, else a new folder. */
  RunFolder runFolder(Inputs inputs, String name) {
    return new RunFolder(out == null ? Home.newRun(inputs, name) : out, overwrite);
  }

  /**
   * For commands that print tables and CSV only.
   *
   * @throws InputException if JSON is asked for
   */
  void refuseJson() {
    if (format == TableFormat.JSON) {
      throw new InputException(
          new InputProblem("--format", "", "json", "is not printed here", "Write table or csv."));
    }
  }

  @Option(
      names = "--format",
      paramLabel = "table|json|csv",
      description = "What is printed (default: ${DEFAULT-VALUE}).")
  TableFormat format = TableFormat.TABLE;

  @Option(names = "--quiet", description = "No progress and no table; files only.")
  boolean quiet;
}
