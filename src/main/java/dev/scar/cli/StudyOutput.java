package dev.scar.cli;

import dev.scar.files.OutputFile;
import dev.scar.report.TableFormat;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the table of a study is written besides. */
final class StudyOutput {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Also write what is printed to a file in this folder (default: nothing is written).")
  @Nullable Path out;

  @Idle(without = {"--out", "--svg", "--best"})
  @Option(names = "--overwrite", description = "Replace files that are there.")
  boolean overwrite;

  /**
   * The file, if one is asked for.
   *
   * @param name without what the format adds
   * @throws dev.scar.files.OutputException if it is there and not to be replaced
   */
  Optional<Path> file(String name, TableFormat format) {
    if (out == null) {
      return Optional.empty();
    }
    String suffix =
        switch (format) {
          case TABLE -> ".txt";
          case JSON -> ".json";
          case CSV -> ".csv";
        };
    Path file = out.resolve(name + suffix);
    OutputFile.check(file, overwrite);
    return Optional.of(file);
  }
}
