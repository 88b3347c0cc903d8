package dev.scar.cost;

import dev.scar.cost.LayerAnalysis.EnergyParts;
import dev.scar.hardware.ChipletType.ActivityEnergy;
import dev.scar.workload.Layer;
import dev.scar.workload.LayerKind;
import dev.scar.workload.LayerShape;
import dev.scar.workload.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A model's layers as the original tool costs them, quirks and all, on the two chiplet types of the
 * paper.
 */
public final class LayerList {
  private static final Dataflows DATAFLOWS = Dataflows.shipped();
  private static final Dataflow NVD = DATAFLOWS.get("kcp_ws");
  private static final Dataflow SHI = DATAFLOWS.get("yxp_os_capped");
  private static final ActivityEnergy TOOL_L2 = new ActivityEnergy(0.23e-12, 1.68, 18.61);
  private static final ActivityEnergy OUR_L2 = new ActivityEnergy(0.23e-12, 1.68, 6);

  private static final long CLOCK_HZ = 500_000_000L;

  private final List<Counted> layers;

  LayerList(List<Counted> layers) {
    this.layers = List.copyOf(layers);
  }

  /** A layer that occurs so many times. */
  record Counted(MaestroLayer layer, long count) {}

  /** The layers as every other part of the program costs them. */
  public static LayerList of(Model model) {
    return new LayerList(
        model.layers().stream()
            .map(Layer::shape)
            .map(
                shape ->
                    new Counted(
                        ShapeConversion.convert(shape, Correction.NONE),
                        ShapeConversion.times(shape)))
            .toList());
  }

  /** Every layer as a plain stride-1 convolution without padding, as its list prints it. */
  public static LayerList asPrinted(Model literal) {
    return new LayerList(
        literal.layers().stream().map(l -> new Counted(asPrinted(l.shape()), 1)).toList());
  }

  /** Up-convolutions as plain convolutions on their input instead of the up-sampled map. */
  public static LayerList onInputMap(Model model) {
    List<Counted> layers = new ArrayList<>();
    for (Layer layer : model.layers()) {
      LayerShape shape = layer.shape();
      boolean up = shape.kind() == LayerKind.TRANSPOSED;
      layers.add(
          new Counted(up ? asPrinted(shape) : ShapeConversion.convert(shape, Correction.NONE), 1));
    }
    return new LayerList(layers);
  }

  /**
   * A listing of the original tool.
   *
   * @param csv a header, then layer, count, type, K, C, R, S, Y, X and stride
   * @param pooled whether its classifier follows a pooling to one value a channel
   */
  public static LayerList listing(String csv, boolean pooled) {
    List<Counted> layers = new ArrayList<>();
    for (String line : csv.lines().skip(1).toList()) {
      String[] field = line.split(",", -1);
      long[] n = new long[field.length];
      for (int i = 3; i < field.length; i++) {
        n[i] = Long.parseLong(field[i]);
      }
      MaestroLayer layer =
          pooled && field[0].startsWith("FC")
              ? MaestroLayer.convolution(LayerType.CONV, 1, 1, n[3], n[4], 1, 1, 1, 1, 1, 1)
              : MaestroLayer.convolution(
                  LayerType.valueOf(field[2]),
                  1,
                  1,
                  n[3],
                  n[4],
                  n[5],
                  n[6],
                  n[7],
                  n[8],
                  n[9],
                  n[9]);
      layers.add(new Counted(layer, Long.parseLong(field[1])));
    }
    return new LayerList(layers);
  }

  private static MaestroLayer asPrinted(LayerShape s) {
    return MaestroLayer.convolution(
        LayerType.CONV, 1, 1, s.k(), s.c(), s.r(), s.s(), s.y(), s.x(), 1, 1);
  }

  /** Both types' analysis of one layer, as the original computes it. */
  private record Pair(long count, LayerAnalysis nvd, LayerAnalysis shi) {}

  /**
   * Sums over the layers; latency in cycles, energies in MACs.
   *
   * @param best every layer on its faster type
   * @param preferringNvd share of the layers that are faster on the NVDLA-like type
   * @param spread 1 × 1 layers on the NVDLA-like type, the others on the other one
   */
  public record Sums(Cost nvd, Cost shi, Cost best, double preferringNvd, Cost spread) {
    /** The better of the two types for all layers together, per every layer on its own best. */
    public double gain() {
      return Math.min(nvd.cycles(), shi.cycles()) / best.cycles();
    }
  }

  /** Time and energy. */
  public record Cost(double cycles, double toolEnergy, double energy) {
    Cost plus(LayerAnalysis analysis, long count) {
      return new Cost(
          cycles + (double) count * analysis.cycles(),
          toolEnergy + count * total(analysis, TOOL_L2),
          energy + count * total(analysis, OUR_L2));
    }

    private static double total(LayerAnalysis analysis, ActivityEnergy coefficients) {
      EnergyParts parts = analysis.energy(coefficients);
      return parts.total();
    }

    /** At 500 MHz. */
    public double seconds() {
      return cycles / CLOCK_HZ;
    }

    /** With 6 MACs for an L2 access. */
    public double joules() {
      return energy * OUR_L2.macJ();
    }

    /** With the 18.61 MACs of the original tool for an L2 access. */
    public double toolJoules() {
      return toolEnergy * TOOL_L2.macJ();
    }

    /** Energy-delay product in joule-seconds. */
    public double edp() {
      return seconds() * joules();
    }

    /** The same with the energies of the original tool. */
    public double toolEdp() {
      return seconds() * toolJoules();
    }
  }

  /**
   * Costs all layers.
   *
   * @param pes processing elements of a chiplet
   * @param noc network elements per cycle
   * @param offChip off-chip floor in elements per cycle
   */
  public Sums sums(int pes, long noc, long offChip) {
    CostHardware hardware = new CostHardware(pes, noc, 1, offChip);
    Cost zero = new Cost(0, 0, 0);
    Cost nvd = zero;
    Cost shi = zero;
    Cost best = zero;
    Cost spread = zero;
    long preferring = 0;
    long all = 0;
    Map<Counted, Pair> known = new HashMap<>();
    for (Counted counted : layers) {
      Pair pair = known.computeIfAbsent(counted, c -> evaluate(c, hardware));
      boolean faster = pair.nvd().cycles() < pair.shi().cycles();
      boolean pointwise = counted.layer().extents().get(Dim.R) == 1;
      nvd = nvd.plus(pair.nvd(), pair.count());
      shi = shi.plus(pair.shi(), pair.count());
      best = best.plus(faster ? pair.nvd() : pair.shi(), pair.count());
      spread = spread.plus(pointwise ? pair.nvd() : pair.shi(), pair.count());
      preferring += faster ? pair.count() : 0;
      all += pair.count();
    }
    return new Sums(nvd, shi, best, (double) preferring / all, spread);
  }

  private static Pair evaluate(Counted counted, CostHardware hardware) {
    return new Pair(
        counted.count(),
        MaestroEvaluator.unchecked(NVD, counted.layer(), hardware, Correction.NONE),
        MaestroEvaluator.unchecked(SHI, counted.layer(), hardware, Correction.NONE));
  }
}
