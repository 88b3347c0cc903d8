package dev.scar.cli;

import dev.scar.report.TableFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Options of every command that searches or replays. */
final class CommonOptions {
  static final int MOST_THREADS = 1024;

  @Idle(beside = "--coordinator")
  @Range(least = 1, most = MOST_THREADS)
  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads for search and replay; results do not depend on it (default: ${DEFAULT-VALUE}).")
  int threads = 2;

  @Option(
      names = "--format",
      paramLabel = "table|json|csv",
      description = "What is printed (default: ${DEFAULT-VALUE}).")
  TableFormat format = TableFormat.TABLE;

  /** For commands that print one table: where nothing is printed its form is refused. */
  void refuseFormatOfNothing(ParseResult given) {
    if (quiet) {
      Values.refuse(given, List.of("--format"), "beside --quiet");
    }
  }

  /** So many, or as many as there are processors. */
  static int threads(@Nullable Integer given) {
    return given == null ? Runtime.getRuntime().availableProcessors() : given;
  }

  @Option(names = "--quiet", description = "No progress and no table; files only.")
  boolean quiet;
}
