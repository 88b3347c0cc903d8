package dev.scar.workload;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.workload.MaestroSyntax.LayerText;
import dev.scar.workload.MaestroSyntax.NetworkText;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Imports models from MAESTRO's files, {@code Network NAME { Layer NAME { Type: CONV … } }}, with
 * XRBench's {@code FPS}, {@code Probability} and {@code Dependency}. A file may hold several
 * networks.
 *
 * <p>What such a file leaves open is filled in as follows; every deviation is a note of the model.
 *
 * <ul>
 *   <li>Y and X are taken as they are, padding 0, as the original does; a kernel larger than its
 *       map gets the least padding that makes it fit.
 *   <li>A layer reads the one before it; the format has no other edges.
 *   <li>DSCONV with a 1 × 1 kernel and stride 1 is an addition (this is how the format writes
 *       residuals), otherwise a depthwise layer; its K is ignored. NGCONV has K and C per group.
 *   <li>TRCONV doubles rows and columns unless it has a {@code Stride}. The original costs it as a
 *       convolution on the small map.
 *   <li>A batch N above 1 is left to the scenario, which has a batch of its own.
 *   <li>{@code Dataflow} blocks are skipped: here chiplet types have dataflows, not layers.
 * </ul>
 */
public final class MaestroNetworkReader {
  private static final int DEFAULT_UPSAMPLING = 2;

  /**
   * A network of the file.
   *
   * @param framesPerSecond XRBench's; 0 if the file does not say
   * @param probability with which it runs after what it depends on; 1 unless the file says
   * @param dependencies names of networks whose results it needs
   * @param notes what was assumed
   */
  public record Network(
      Model model,
      int framesPerSecond,
      double probability,
      List<String> dependencies,
      List<String> notes) {
    public Network {
      dependencies = List.copyOf(dependencies);
      notes = List.copyOf(notes);
    }
  }

  /**
   * Reads a file.
   *
   * @return its networks in their order, at least one
   * @throws InputException with the line and what is wrong
   */
  public List<Network> read(InputFile file) {
    return parse(file.shown(), file.text());
  }

  /** Reads a text; messages call it by this name. */
  List<Network> parse(String name, String text) {
    List<NetworkText> networks = new MaestroSyntax(name, text).networks();
    return networks.stream().map(MaestroNetworkReader::network).toList();
  }

  private static Network network(NetworkText text) {
    List<String> notes = new ArrayList<>();
    List<Layer> layers = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>();
    for (LayerText layer : text.layers()) {
      String name = layer.name();
      for (int copy = 2; !names.add(name); copy++) {
        name = layer.name() + "_" + copy;
      }
      if (!name.equals(layer.name())) {
        notes.add("a further layer " + layer.name() + " is called " + name);
      }
      layers.add(layer(name, shape(layer, notes), layers.size()));
    }
    return new Network(
        new Model(text.name(), text.name(), layers),
        text.framesPerSecond(),
        text.probability(),
        text.dependencies(),
        notes);
  }

  private static Layer layer(String name, LayerShape shape, int index) {
    boolean first = index == 0;
    return new Layer(
        name,
        shape,
        shape.macs(),
        shape.weightElements(),
        shape.outputElements(),
        first ? shape.inputElements() : 0,
        first ? List.of() : List.of(index - 1));
  }

  private static LayerShape shape(LayerText layer, List<String> notes) {
    try {
      LayerShape shape = convert(layer, notes);
      Math.addExact(shape.macs(), shape.weightElements());
      Math.addExact(shape.inputElements(), shape.outputElements());
      return shape;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw layer.problem(
          layer.name(),
          e instanceof ArithmeticException
              ? "has sizes beyond 2^63"
              : "is refused: " + e.getMessage());
    }
  }

  private static LayerShape convert(LayerText layer, List<String> notes) {
    return switch (layer.type()) {
      case "CONV" -> convolution(layer, LayerKind.CONV, layer.size("K"), layer.size("C"), 1, notes);
      case "TRCONV" -> upsampling(layer, notes);
      case "DSCONV" -> depthwise(layer, notes);
      case "NGCONV" -> {
        long g = layer.size("G");
        long k = Math.multiplyExact(g, layer.size("K"));
        long c = Math.multiplyExact(g, layer.size("C"));
        yield convolution(layer, g > 1 ? LayerKind.GROUPED : LayerKind.CONV, k, c, g, notes);
      }
      case "GEMM" ->
          LayerShape.product(LayerKind.GEMM, layer.size("M"), layer.size("N"), layer.size("K"), 1);
      default ->
          throw layer.problem(
              layer.type(),
              "is not a type that can be imported; there are CONV, TRCONV, DSCONV, NGCONV and GEMM");
    };
  }

  private static LayerShape depthwise(LayerText layer, List<String> notes) {
    long c = layer.size("C");
    boolean addition =
        layer.size("R") * layer.size("S") == 1
            && layer.stride("Y", 1) == 1
            && layer.stride("X", 1) == 1;
    return convolution(layer, addition ? LayerKind.ADD : LayerKind.DEPTHWISE, c, c, 1, notes);
  }

  private static LayerShape convolution(
      LayerText layer, LayerKind kind, long k, long c, long groups, List<String> notes) {
    batch(layer, notes);
    long r = layer.size("R");
    long s = layer.size("S");
    long padY = least(r, layer.size("Y"));
    long padX = least(s, layer.size("X"));
    if (padY + padX > 0) {
      notes.add(
          "layer %s: the kernel %dx%d is larger than its map; padded by %d rows and %d columns"
              .formatted(layer.name(), r, s, padY, padX));
    }
    return new LayerShape(
        kind,
        k,
        c,
        r,
        s,
        layer.size("Y"),
        layer.size("X"),
        layer.stride("Y", 1),
        layer.stride("X", 1),
        padY,
        padX,
        kind == LayerKind.DEPTHWISE ? c : groups,
        1);
  }

  private static long least(long kernel, long map) {
    return Math.max(0, (kernel - map + 1) / 2);
  }

  private static LayerShape upsampling(LayerText layer, List<String> notes) {
    batch(layer, notes);
    long r = layer.size("R");
    long s = layer.size("S");
    return new LayerShape(
        LayerKind.TRANSPOSED,
        layer.size("K"),
        layer.size("C"),
        r,
        s,
        layer.size("Y"),
        layer.size("X"),
        layer.stride("Y", DEFAULT_UPSAMPLING),
        layer.stride("X", DEFAULT_UPSAMPLING),
        Math.max(0, (r - DEFAULT_UPSAMPLING) / 2),
        Math.max(0, (s - DEFAULT_UPSAMPLING) / 2),
        1,
        1);
  }

  private static void batch(LayerText layer, List<String> notes) {
    long n = layer.has("N") ? layer.size("N") : 1;
    if (n > 1) {
      notes.add("layer %s: N = %d is left to the scenario's batch".formatted(layer.name(), n));
    }
  }
}
