package dev.scar.workload;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.workload.MaestroSyntax.NetworkText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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
 *       residuals), otherwise a depthwise layer; its K is ignored.
 *   <li>NGCONV has K per group. Its C is that of a group, unless the layer before has just as many
 *       channels: then it is the total.
 *   <li>TRCONV doubles rows and columns unless it has a {@code Stride}, and is padded so that the
 *       output is as many times the input. The original costs it as a convolution on the small map.
 *   <li>N is the batch if all layers agree on it; the samples are then N times the frames per
 *       second. Otherwise it goes into the rows of its layer, where the kernel allows.
 *   <li>Y' and X' give the output where Y and X are missing. FC is a convolution whose kernel is 1
 *       × 1 unless it has one. BMM is a product of activations, B times.
 *   <li>{@code Dataflow} and {@code Accelerator} blocks are skipped: here chiplet types have
 *       dataflows, not layers.
 * </ul>
 */
final class MaestroImporter implements ModelImporter {
  private static final int DEFAULT_UPSAMPLING = 2;
  private static final Set<String> PRODUCTS = Set.of("GEMM", "BMM");

  @Override
  public String name() {
    return "a listing of MAESTRO or XRBench (Network { Layer … })";
  }

  @Override
  public boolean accepts(InputFile file) {
    return file.shown().endsWith(".m");
  }

  @Override
  public List<ImportedModel> read(InputFile file) {
    return parse(file.shown(), file.text());
  }

  /** Reads a text; messages call it by this name. */
  static List<ImportedModel> parse(String file, String text) {
    List<ImportedModel> models = new ArrayList<>();
    for (NetworkText network : new MaestroSyntax(file, text).networks()) {
      String place = "line " + network.line();
      String name = LayerNames.ofFile(network.name());
      if (name.isEmpty()) {
        throw new InputException(
            new InputProblem(file, place, network.name(), "gives no name for a file", ""));
      }
      long batch = batch(network);
      long samples = Math.max(1, network.framesPerSecond()) * batch;
      if (samples > ScenarioModel.LARGEST_BATCH) {
        throw new InputException(
            new InputProblem(
                file,
                place,
                network.name(),
                "has "
                    + samples
                    + " samples, N times FPS; "
                    + ScenarioModel.LARGEST_BATCH
                    + " is most",
                ""));
      }
      ImportedChain chain = new ImportedChain();
      network.layers().forEach(layer -> add(layer, batch > 1, chain));
      List<String> notes = new ArrayList<>(chain.notes());
      if (batch > 1) {
        notes.add("N = " + batch + " of all layers is in the scenario's batch");
      }
      models.add(
          new ImportedModel(
              new Model(name, name, chain.layers()),
              (int) samples,
              network.probability(),
              network.dependencies(),
              notes));
    }
    return models;
  }

  /** The N of all layers; 1 if they differ. */
  private static long batch(NetworkText network) {
    List<Long> different =
        network.layers().stream().map(MaestroImporter::samples).distinct().toList();
    return different.size() == 1 ? different.get(0) : 1;
  }

  /** Samples in a layer; of a GEMM, N is a size. */
  private static long samples(MaestroLayerText layer) {
    return layer.has("N") && !PRODUCTS.contains(layer.type()) ? layer.size("N") : 1;
  }

  private static void add(MaestroLayerText layer, boolean batched, ImportedChain chain) {
    try {
      LayerShape shape = convert(layer, chain);
      long samples = samples(layer);
      if (samples > 1 && !batched) {
        shape = inRows(layer, shape, samples);
        chain.note(
            layer.name(), "N = " + samples + " is in its rows, since N differs between layers");
      }
      Math.addExact(shape.macs(), shape.weightElements());
      Math.addExact(shape.inputElements(), shape.outputElements());
      chain.add(layer.name(), shape);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw layer.problem(
          layer.name(),
          e instanceof ArithmeticException
              ? "has sizes beyond 2^63"
              : "is refused: " + e.getMessage());
    }
  }

  /** Samples one below the other, which a kernel that slides would mix. */
  private static LayerShape inRows(MaestroLayerText layer, LayerShape shape, long samples) {
    boolean whole = shape.outputY() == 1 && shape.outputX() == 1;
    if (shape.kind() == LayerKind.CONV && whole) {
      long reduction = Math.multiplyExact(shape.c(), Math.multiplyExact(shape.r(), shape.s()));
      return LayerShape.product(LayerKind.GEMM, samples, shape.k(), reduction, 1);
    }
    if (shape.r() == 1 && shape.strideY() == 1 && shape.kind() != LayerKind.TRANSPOSED) {
      return shape.withRows(Math.multiplyExact(shape.y(), samples));
    }
    throw layer.problem(
        layer.name(),
        "has N = " + samples + " where other layers differ, and a kernel that slides over rows");
  }

  private static LayerShape convert(MaestroLayerText layer, ImportedChain chain) {
    return switch (layer.type()) {
      case "CONV", "FC" ->
          convolution(layer, LayerKind.CONV, layer.size("K"), layer.size("C"), 1, chain);
      case "TRCONV" -> upsampling(layer);
      case "DSCONV" -> depthwise(layer, chain);
      case "NGCONV" -> grouped(layer, chain);
      case "GEMM" ->
          LayerShape.product(LayerKind.GEMM, layer.size("M"), layer.size("N"), layer.size("K"), 1);
      case "BMM" ->
          LayerShape.product(
              LayerKind.MATMUL,
              layer.size("M"),
              layer.size("N"),
              layer.size("K"),
              layer.has("B") ? layer.size("B") : 1);
      default ->
          throw layer.problem(
              layer.type(),
              "is not a type that can be imported; there are CONV, FC, TRCONV, DSCONV, NGCONV, GEMM and BMM");
    };
  }

  private static LayerShape grouped(MaestroLayerText layer, ImportedChain chain) {
    long groups = layer.size("G");
    long k = Math.multiplyExact(groups, layer.size("K"));
    long written = layer.size("C");
    long ofAll = Math.multiplyExact(groups, written);
    long before = chain.isEmpty() ? 0 : chain.last().k();
    boolean total = written == before && written % groups == 0;
    if (!total && ofAll != before) {
      chain.note(
          layer.name(),
          "C is taken for that of a group; neither it nor G times it is the channels before it");
    }
    return convolution(
        layer,
        groups > 1 ? LayerKind.GROUPED : LayerKind.CONV,
        k,
        total ? written : ofAll,
        groups,
        chain);
  }

  private static LayerShape depthwise(MaestroLayerText layer, ImportedChain chain) {
    long c = layer.size("C");
    boolean addition =
        layer.size("R") * layer.size("S") == 1
            && layer.stride("Y", 1) == 1
            && layer.stride("X", 1) == 1;
    return convolution(layer, addition ? LayerKind.ADD : LayerKind.DEPTHWISE, c, c, 1, chain);
  }

  private static LayerShape convolution(
      MaestroLayerText layer, LayerKind kind, long k, long c, long groups, ImportedChain chain) {
    boolean flat = layer.type().equals("FC");
    long r = flat && !layer.has("R") ? 1 : layer.size("R");
    long s = flat && !layer.has("S") ? 1 : layer.size("S");
    long y = flat && !layer.has("Y") ? r : layer.input("Y", r);
    long x = flat && !layer.has("X") ? s : layer.input("X", s);
    long padY = ImportedChain.leastPadding(r, y);
    long padX = ImportedChain.leastPadding(s, x);
    if (padY + padX > 0) {
      chain.note(
          layer.name(),
          "the kernel %dx%d is larger than its map; padded by %d rows and %d columns"
              .formatted(r, s, padY, padX));
    }
    return new LayerShape(
        kind,
        k,
        c,
        r,
        s,
        y,
        x,
        layer.stride("Y", 1),
        layer.stride("X", 1),
        padY,
        padX,
        kind == LayerKind.DEPTHWISE ? c : groups,
        1);
  }

  private static LayerShape upsampling(MaestroLayerText layer) {
    long r = layer.size("R");
    long s = layer.size("S");
    long strideY = layer.stride("Y", DEFAULT_UPSAMPLING);
    long strideX = layer.stride("X", DEFAULT_UPSAMPLING);
    return new LayerShape(
        LayerKind.TRANSPOSED,
        layer.size("K"),
        layer.size("C"),
        r,
        s,
        layer.size("Y"),
        layer.size("X"),
        strideY,
        strideX,
        Math.max(0, (r - strideY) / 2),
        Math.max(0, (s - strideX) / 2),
        1,
        1);
  }
}
