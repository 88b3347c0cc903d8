package dev.scar.run;

import dev.scar.files.InputException;
import dev.scar.files.InputProblem;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.LinkSpec;
import dev.scar.hardware.NopGraph;
import dev.scar.hardware.NopGraphs;
import dev.scar.hardware.TopologyWriter;
import dev.scar.units.Bandwidth;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A topology file of a shape that papers use: {@code mesh:4x4}, {@code torus:4x4}, {@code
 * triangular:4x4}, {@code ring:8}, {@code hexamesh:2}, {@code cmesh:4x4x4}.
 *
 * @param shape with its size
 * @param pattern words of the preset for the chiplets, repeated node by node ({@code N,N,S}), or
 *     {@code checkerboard}, {@code sides}, {@code cross}; N by default
 * @param preset the file that has all properties; {@code base/datacenter} by default
 * @param routing its name; if empty, the default, xy on a mesh, shortest-path on a triangular one,
 *     else up-down
 */
public record GeneratedTopology(
    String shape, String pattern, String preset, Optional<String> routing) {
  /** A mesh of one kind of chiplet, whose other defaults all shapes have. */
  public static final GeneratedTopology DEFAULT =
      new GeneratedTopology("mesh:3x3", "N", "base/datacenter", Optional.empty());

  /**
   * Writes the file, after it has been read back.
   *
   * @param file its name without {@code .json} becomes the package's
   * @return the package that it describes
   * @throws InputException naming what was asked for that cannot be
   * @throws dev.scar.files.OutputException if it cannot be written
   */
  public ChipletPackage write(Inputs inputs, Path file, boolean overwrite) {
    NewTopology written = new NewTopology(shape, file, overwrite);
    byte[] text = text(written.name()).getBytes(StandardCharsets.UTF_8);
    return written.write(inputs, out -> out.write(text));
  }

  /**
   * The text of such a file, which has not been read back.
   *
   * @throws InputException naming what was asked for that cannot be
   */
  public String text(String name) {
    NopGraph graph = graph();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      TopologyWriter.writeLayout(
          name, shape + ", " + pattern, preset, graph, words(graph), chosenRouting(graph), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private NopGraph graph() {
    try {
      return NopGraphs.sized(shape, new LinkSpec(Bandwidth.ofBytesPerSecond(1), 1));
    } catch (IllegalArgumentException e) {
      throw new InputException(new InputProblem(shape, "", "", String.valueOf(e.getMessage()), ""));
    }
  }

  private String chosenRouting(NopGraph graph) {
    return routing.orElseGet(() -> usual(graph));
  }

  private static String usual(NopGraph graph) {
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
