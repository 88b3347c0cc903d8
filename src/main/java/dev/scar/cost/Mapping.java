package dev.scar.cost;

import java.util.ArrayList;
import java.util.List;

/** Builds the levels of a listing for a layer and a number of processing elements. */
final class Mapping {
  private final Dataflow dataflow;
  private final MaestroLayer layer;
  private final List<List<Level.Loop>> groups = new ArrayList<>();
  private final List<Long> clusterUnits = new ArrayList<>();

  private Mapping(Dataflow dataflow, MaestroLayer layer) {
    this.dataflow = dataflow;
    this.layer = layer;
  }

  /**
   * The levels, outermost first.
   *
   * @throws CostException if the listing cannot be evaluated for this layer
   */
  static List<Level> levels(Dataflow dataflow, MaestroLayer layer, long pes) {
    Mapping mapping = new Mapping(dataflow, layer);
    mapping.split();
    return mapping.build(pes);
  }

  private void split() {
    List<Directive.Loop> group = new ArrayList<>();
    for (Directive directive : dataflow.listing(layer.type())) {
      if (directive instanceof Directive.Cluster cluster) {
        groups.add(resolve(group));
        group = new ArrayList<>();
        clusterUnits.add(positive(cluster.units().evaluate(layer.extents()), "a cluster"));
      } else if (directive instanceof Directive.Loop loop) {
        group.add(loop);
      }
    }
    groups.add(resolve(group));
  }

  private List<Level.Loop> resolve(List<Directive.Loop> group) {
    List<Level.Loop> loops = new ArrayList<>();
    for (Directive.Loop loop : group) {
      if (!layer.type().has(loop.dim())) {
        throw refused(layer.type() + " layers have no dimension " + loop.dim());
      }
      if (loops.stream().anyMatch(l -> l.dim() == loop.dim())) {
        throw refused("a level maps " + loop.dim() + " twice");
      }
      long size = positive(loop.size().evaluate(layer.extents()), "the size of " + loop.dim());
      long offset =
          positive(loop.offset().evaluate(layer.extents()), "the offset of " + loop.dim());
      if (loop.output()) {
        size = Math.addExact(size, filterSize(group, loop.dim()) - 1);
      }
      checkFilter(loop, size, offset);
      loops.add(new Level.Loop(loop.spatial(), loop.dim(), size, offset));
    }
    return loops;
  }

  private void checkFilter(Directive.Loop loop, long size, long offset) {
    boolean filter = layer.type().isConvolution() && (loop.dim() == Dim.R || loop.dim() == Dim.S);
    if (filter && !loop.spatial() && (size != offset || size != layer.extents().get(loop.dim()))) {
      throw refused(
          "a temporal map of "
              + loop.dim()
              + " must cover it whole, not ("
              + size
              + ","
              + offset
              + ")");
    }
  }

  private long filterSize(List<Directive.Loop> group, Dim axis) {
    Dim filter = axis == Dim.Y ? Dim.R : Dim.S;
    for (Directive.Loop loop : group) {
      if (loop.dim() == filter) {
        return loop.size().evaluate(layer.extents());
      }
    }
    throw refused(axis + "' needs " + filter + " in the same level");
  }

  private List<Level> build(long pes) {
    long inner = clusterUnits.stream().reduce(1L, Math::multiplyExact);
    if (pes / inner < 1) {
      throw refused(pes + " processing elements are fewer than a cluster of " + inner);
    }
    List<Level> levels = new ArrayList<>();
    List<Level.Loop> above = List.of();
    Extents extents = layer.extents();
    for (int g = 0; g < groups.size(); g++) {
      List<Level.Loop> order = complete(groups.get(g), above, extents);
      long units = g == 0 ? pes / inner : clusterUnits.get(g - 1);
      Level level =
          new Level(layer.type(), strided(order, g), units, checkedSpatial(order, extents));
      levels.add(level);
      for (int i = 0; i < level.loops; i++) {
        extents = extents.with(level.dim[i], Math.min(level.size[i], extents.get(level.dim[i])));
      }
      above = order;
    }
    return levels;
  }

  /**
   * Inherits what the level above maps and this one does not, outermost and in reverse; appends
   * what nobody maps, innermost.
   */
  private List<Level.Loop> complete(
      List<Level.Loop> listed, List<Level.Loop> above, Extents extents) {
    List<Level.Loop> order = new ArrayList<>(listed);
    for (Level.Loop loop : above) {
      if (order.stream().noneMatch(l -> l.dim() == loop.dim())) {
        order.add(0, new Level.Loop(false, loop.dim(), loop.size(), loop.offset()));
      }
    }
    for (Dim dim : Dim.values()) {
      if (layer.type().has(dim) && order.stream().noneMatch(l -> l.dim() == dim)) {
        order.add(new Level.Loop(false, dim, extents.get(dim), extents.get(dim)));
      }
    }
    return order;
  }

  private Extents checkedSpatial(List<Level.Loop> order, Extents extents) {
    long spatial = order.stream().filter(Level.Loop::spatial).count();
    if (spatial != 1) {
      throw refused("every level needs exactly one SpatialMap; one has " + spatial);
    }
    return extents;
  }

  private List<Level.Loop> strided(List<Level.Loop> order, int group) {
    if (!layer.type().isConvolution()) {
      return order;
    }
    List<Level.Loop> strided = new ArrayList<>();
    for (Level.Loop loop : order) {
      strided.add(
          loop.dim() == Dim.Y
              ? strided(loop, layer.strideY(), layer.extents().get(Dim.R), group)
              : loop.dim() == Dim.X
                  ? strided(loop, layer.strideX(), layer.extents().get(Dim.S), group)
                  : loop);
    }
    return strided;
  }

  private static Level.Loop strided(Level.Loop loop, long stride, long filter, int group) {
    if (stride == 1 || loop.size() < filter) {
      return loop;
    }
    long outputs = (loop.size() + stride - filter) / stride;
    long size = outputs * Math.min(stride, filter) + Math.max(filter - stride, 0);
    long offset = group > 0 && filter < stride ? outputs * filter : outputs * stride;
    return new Level.Loop(loop.spatial(), loop.dim(), size, offset);
  }

  private long positive(long value, String what) {
    if (value < 1 || value > Integer.MAX_VALUE) {
      throw refused(what + " is " + value);
    }
    return value;
  }

  private CostException refused(String why) {
    return new CostException("dataflow " + dataflow.name() + ": " + why);
  }
}
