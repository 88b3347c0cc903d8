package dev.scar.cli;

import dev.scar.cluster.ClusterCrew;
import dev.scar.cluster.ClusterOptions;
import dev.scar.study.Crew;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Who works on the experiments of a command: this process, or workers that join it. */
final class CrewSettings {
  @Option(
      names = "--coordinator",
      paramLabel = "HOST:PORT",
      converter = ClusterSettings.AddressConverter.class,
      description =
          "Let the workers that join this address do it: scar worker --join HOST:PORT, on any machine.")
  ClusterOptions.@Nullable Address coordinator;

  @Mixin ClusterSettings cluster = new ClusterSettings();

  /**
   * The meeting place; none if this process does it.
   *
   * @throws dev.scar.files.InputException if it cannot be used
   * @throws picocli.CommandLine.ParameterException for options that change nothing then
   */
  Optional<ClusterOptions> meeting(CommandSpec spec) {
    if (coordinator == null) {
      Values.refuse(
          spec.commandLine().getParseResult(), ClusterSettings.NAMES, "without --coordinator");
      return Optional.empty();
    }
    return Optional.of(cluster.options(coordinator, coordinator, "--coordinator"));
  }

  /** The workers, from now on until it is closed; none if this process does it. */
  Optional<Crew> crew(CommandSpec spec) {
    return meeting(spec).map(ClusterCrew::new);
  }
}
