package dev.scar.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Builds the levels of a listing for a layer and a number of processing elements.
 *
 * <p>A dimension that the layer's type lacks, such as K in a depthwise layer, has extent 1: its map
 * is a loop of one step.
 */
final class Mapping {
  private final Dataflow dataflow;
  private final MaestroLayer layer;
  private final Set<Correction> corrections;
  private final List<List<Level.Loop>> groups = new ArrayList<>();
  private final List<Long> clusterUnits = new ArrayList<>();

  private Mapping(Dataflow dataflow, MaestroLayer layer, Set<Correction> corrections) {
    this.dataflow = dataflow;
    this.layer = layer;
    this.corrections = corrections;
  }

  /**
   * The levels, outermost first.
   *
   * @throws CostException if the listing cannot be evaluated for this layer
   */
  static List<Level> levels(
      Dataflow dataflow, MaestroLayer layer, long pes, Set<Correction> corrections) {
    Mapping mapping = new Mapping(dataflow, layer, corrections);
    mapping.resolve();
    return mapping.build(pes);
  }

  private void resolve() {
    for (Listing.Group group : dataflow.listing(layer.type()).groups()) {
      List<Level.Loop> loops = new ArrayList<>();
      for (Directive directive : group.directives()) {
        loops.add(resolve(directive, group));
      }
      clusterUnits.add(positive(group.units().value(layer.extents()), "the size of a cluster"));
      groups.add(loops);
    }
  }

  private Level.Loop resolve(Directive directive, Listing.Group group) {
    Dim dim = directive.dim();
    if (layer.type().isConvolution() ? dim == Dim.M : !layer.type().has(dim)) {
      throw refused(directive + ": " + layer.type() + " layers have no dimension " + dim);
    }
    long size = positive(directive.size().value(layer.extents()), directive + ": the size");
    long offset = positive(directive.offset().value(layer.extents()), directive + ": the offset");
    if (directive.output()) {
      size = Math.addExact(size, filterSize(group, dim) - 1);
    }
    boolean filter = layer.type().isConvolution() && (dim == Dim.R || dim == Dim.S);
    if (filter && (size != offset || size != layer.extents().get(dim))) {
      throw refused(
          directive
              + " must cover "
              + dim
              + " = "
              + layer.extents().get(dim)
              + " whole; filters that move or are split over units are not covered by the model");
    }
    return new Level.Loop(directive.spatial(), dim, size, offset);
  }

  private long filterSize(Listing.Group group, Dim axis) {
    return group.directives().stream()
        .filter(directive -> directive.dim() == axis.filter())
        .mapToLong(directive -> directive.size().value(layer.extents()))
        .findFirst()
        .orElseThrow(() -> refused(axis + "' needs " + axis.filter() + " in the same level"));
  }

  private List<Level> build(long pes) {
    long inner = clusterUnits.stream().reduce(1L, Math::multiplyExact);
    if (pes / inner < 1) {
      throw refused(pes + " processing elements are fewer than a cluster of " + inner);
    }
    List<Level> levels = new ArrayList<>();
    List<Level.Loop> above = List.of();
    Extents extents = outermostExtents();
    for (int g = 0; g < groups.size(); g++) {
      List<Level.Loop> order = complete(groups.get(g), above);
      long units = g == 0 ? pes / inner : clusterUnits.get(g);
      Level level =
          new Level(layer, capped(strided(order, g), extents), units, extents, corrections);
      levels.add(level);
      for (int i = 0; i < level.loops; i++) {
        extents = extents.with(level.dim[i], Math.min(level.size[i], extents.get(level.dim[i])));
      }
      above = order;
    }
    return levels;
  }

  private boolean corrects(Correction correction) {
    return corrections.contains(correction);
  }

  /** The layer's extents; if strided tiles are corrected, without what no output reads. */
  private Extents outermostExtents() {
    Extents extents = layer.extents();
    if (layer.type().isConvolution() && corrects(Correction.STRIDED_TILE)) {
      for (Dim axis : List.of(Dim.Y, Dim.X)) {
        long read =
            Math.addExact(
                Math.multiplyExact(layer.outputs(axis) - 1, layer.step(axis)),
                extents.get(axis.filter()));
        extents = extents.with(axis, read);
      }
    }
    return extents;
  }

  /**
   * Inherits what the level above maps and this one does not, outermost and in reverse; appends
   * what nobody maps, innermost.
   */
  private List<Level.Loop> complete(List<Level.Loop> listed, List<Level.Loop> above) {
    List<Level.Loop> order = new ArrayList<>(listed);
    for (Level.Loop loop : above) {
      if (order.stream().noneMatch(l -> l.dim() == loop.dim())) {
        order.add(0, new Level.Loop(false, loop.dim(), loop.size(), loop.offset()));
      }
    }
    for (Dim dim : Dim.values()) {
      if (layer.type().has(dim) && order.stream().noneMatch(l -> l.dim() == dim)) {
        long whole = layer.extents().get(dim);
        order.add(new Level.Loop(false, dim, whole, whole));
      }
    }
    return order;
  }

  private List<Level.Loop> strided(List<Level.Loop> order, int group) {
    return layer.type().isConvolution()
        ? order.stream().map(loop -> loop.dim().slides() ? strided(loop, group) : loop).toList()
        : order;
  }

  private Level.Loop strided(Level.Loop loop, int group) {
    long stride = layer.stride(loop.dim());
    long filter = layer.extents().get(loop.dim().filter());
    if (stride == 1 || loop.size() < filter) {
      return loop;
    }
    long step = layer.step(loop.dim());
    long outputs = Math.addExact(loop.size(), stride - filter) / stride;
    long size = Math.addExact(Math.multiplyExact(outputs, step), Math.max(filter - stride, 0));
    boolean dense = group > 0 || corrects(Correction.STRIDED_TILE);
    return new Level.Loop(
        loop.spatial(), loop.dim(), size, Math.multiplyExact(outputs, dense ? step : stride));
  }

  private List<Level.Loop> capped(List<Level.Loop> order, Extents extents) {
    if (!corrects(Correction.OVERSIZED_TILE)) {
      return order;
    }
    List<Level.Loop> capped = new ArrayList<>();
    for (Level.Loop loop : order) {
      long extent = extents.get(loop.dim());
      boolean oversized = loop.offset() <= extent && extent < loop.size();
      capped.add(
          oversized ? new Level.Loop(loop.spatial(), loop.dim(), extent, loop.offset()) : loop);
    }
    return capped;
  }

  private long positive(long value, String what) {
    if (value < 1 || value > Integer.MAX_VALUE) {
      throw refused(what + " is " + value + ", outside 1 to " + Integer.MAX_VALUE);
    }
    return value;
  }

  private CostException refused(String why) {
    return new CostException("dataflow " + dataflow.name() + ": " + why);
  }
}
