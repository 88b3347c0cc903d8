package dev.scar.cli;

import dev.scar.hardware.ChipletPackage;
import dev.scar.run.GeneratedTopology;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scar topology generate}: an ordinary topology file of a shape that papers use. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description =
        "Writes a topology file: mesh:ROWSxCOLUMNS, torus:4x4, triangular:4x4, ring:8, hexamesh:RINGS, cmesh:ROWSxCOLUMNSxCHIPLETS.",
    footer = {
      "",
      "Example: scar topology generate mesh:8x8 --chiplets cross --out het-cross-8x8.json"
    })
final class TopologyGenerateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SHAPE", description = "A shape and its size.")
  String shape = "";

  @Option(
      names = "--out",
      paramLabel = "FILE.json",
      required = true,
      description = "The file; its name without .json becomes the package's.")
  Path out = Path.of("");

  @Option(names = "--overwrite", description = "Replace FILE.json.")
  boolean overwrite;

  @Option(
      names = "--chiplets",
      paramLabel = "PATTERN",
      description =
          "Words of the preset, repeated node by node (N, S, or N,N,S ...); or checkerboard, sides (N left and right), cross (S in the middle rows and columns); default: ${DEFAULT-VALUE}.")
  String pattern = GeneratedTopology.DEFAULT.pattern();

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "The file that has all properties (default: ${DEFAULT-VALUE}).")
  String preset = GeneratedTopology.DEFAULT.preset();

  @Option(
      names = "--routing",
      paramLabel = "NAME",
      description =
          "xy, shortest-path or up-down (default: xy on a mesh, shortest-path on a triangular one, else up-down, which is free of deadlock everywhere).")
  @Nullable String routing;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ChipletPackage read =
        new GeneratedTopology(shape, pattern, preset, Optional.ofNullable(routing))
            .write(Home.inputs(), out, overwrite);
    spec.commandLine().getOut().println(written(out, read));
    return 0;
  }

  /** What a command says about the topology file that it wrote. */
  static String written(Path file, ChipletPackage read) {
    return String.format(
        "  %s: %d chiplets, %d links, %d DRAM interfaces, routing %s",
        Home.shown(file),
        read.chiplets().size(),
        read.nop().links().size(),
        read.dramInterfaces().size(),
        read.routing().algorithm());
  }
}
