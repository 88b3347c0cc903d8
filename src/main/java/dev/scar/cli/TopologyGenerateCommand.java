package dev.scar.cli;

import dev.scar.files.InputException;
import dev.scar.files.InputProblem;
import dev.scar.files.OutputFile;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.LinkSpec;
import dev.scar.hardware.NopGraph;
import dev.scar.hardware.NopGraphs;
import dev.scar.hardware.TopologyWriter;
import dev.scar.units.Bandwidth;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  String pattern = "N";

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "The file that has all properties (default: ${DEFAULT-VALUE}).")
  String preset = "base/datacenter";

  @Option(
      names = "--routing",
      paramLabel = "NAME",
      description =
          "xy, shortest-path or up-down (default: xy on a mesh, shortest-path on a triangular one, else up-down, which is free of deadlock everywhere).")
  @Nullable String routing;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter console = spec.commandLine().getOut();
    NopGraph graph = graph();
    String file = String.valueOf(out.getFileName());
    String name = file.endsWith(".json") ? file.substring(0, file.length() - 5) : file;
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      TopologyWriter.writeLayout(
          name, shape + ", " + pattern, preset, graph, words(graph), chosenRouting(graph), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ChipletPackage read = checked(name, text.toByteArray());
    OutputFile.write(out, overwrite, stream -> stream.write(text.toByteArray()));
    console.printf(
        "  %s: %d chiplets, %d links, %d DRAM interfaces, routing %s%n",
        Home.shown(out),
        read.chiplets().size(),
        read.nop().links().size(),
        read.dramInterfaces().size(),
        read.routing().algorithm());
    return 0;
  }

  /**
   * Reads the text back before it is written where the user wants it.
   *
   * @throws InputException naming what was asked for that cannot be
   */
  private ChipletPackage checked(String name, byte[] text) {
    try {
      Path folder = Files.createTempDirectory("scar-generate");
      Path file = folder.resolve(name + ".json");
      try {
        Files.write(file, text);
        return Home.inputs().topology(file.toString());
      } catch (InputException e) {
        throw new InputException(
            e.problems().stream()
                .map(p -> new InputProblem(shape, p.path(), p.value(), p.expectation(), p.advice()))
                .toList());
      } finally {
        Files.deleteIfExists(file);
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private NopGraph graph() {
    try {
      return NopGraphs.sized(shape, new LinkSpec(Bandwidth.ofBytesPerSecond(1), 1));
    } catch (IllegalArgumentException e) {
      throw new InputException(new InputProblem(shape, "", "", String.valueOf(e.getMessage()), ""));
    }
  }

  private String chosenRouting(NopGraph graph) {
    if (routing != null) {
      return routing;
    }
    return switch (graph.shape()) {
      case NopGraphs.MESH -> "xy";
      case NopGraphs.TRIANGULAR -> "shortest-path";
      default -> "up-down";
    };
  }

  /** A word for each node; routers of a concentrated mesh have none. */
  private List<String> words(NopGraph graph) {
    List<String> repeated = List.of(pattern.split(",", -1));
    List<String> words = new ArrayList<>();
    int chiplet = 0;
    boolean concentrated = shape.startsWith("cmesh");
    for (int node = 0; node < graph.nodeCount(); node++) {
      NopGraph.Position at = graph.position(node).orElse(new NopGraph.Position(0, chiplet));
      if (concentrated && graph.position(node).isPresent()) {
        words.add("-");
        continue;
      }
      words.add(
          switch (pattern) {
            case "checkerboard" -> (at.row() + at.column()) % 2 == 0 ? "N" : "S";
            case "sides" -> side(graph, at) ? "N" : "S";
            case "cross" ->
                middle(at.row(), graph.rows()) || middle(at.column(), graph.columns()) ? "S" : "N";
            default -> repeated.get(chiplet % repeated.size());
          });
      chiplet++;
    }
    return words;
  }

  private static boolean side(NopGraph graph, NopGraph.Position at) {
    return at.column() == 0 || at.column() == graph.columns() - 1;
  }

  /** The middle one or two of three, the middle two of six: a third, rounded. */
  private static boolean middle(int at, int of) {
    int width = Math.max(1, Math.round(of / 3f));
    int from = (of - width) / 2;
    return at >= from && at < from + width;
  }
}
