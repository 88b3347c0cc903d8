package dev.scar.cli;

import dev.scar.run.Inputs;
import dev.scar.run.RunFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the folder of a run goes. */
final class RunOutput {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for the results (default: a new one in traces/, or outside the project in ./scar-runs/).")
  @Nullable Path out;

  @Idle(without = "--out")
  @Option(names = "--overwrite", description = "Replace the results in DIR.")
  boolean overwrite;

  /** Where a run of this name goes: as told, else a new folder. */
  RunFolder folder(Inputs inputs, String name) {
    return new RunFolder(out == null ? Home.newRun(inputs, name) : out, overwrite);
  }
}
