package dev.scar.cli;

import dev.scar.search.SearchOptions;
import picocli.CommandLine.Option;

/** The option of commands in which something is random. */
final class Seed {
  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
  long value = SearchOptions.DEFAULT.seed();
}
