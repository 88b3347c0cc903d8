package dev.scar.bound;

import java.util.Arrays;
import java.util.List;

/** The cheapest choices of one model's layers at given prices. */
final class Market {
  private final Relaxation of;
  private final ModelLayers model;
  private final List<LayerGroup> groups;
  private final double[] prices;
  private final int first;
  private final double energyPrice;
  private final int types;
  private final double[] best;
  private final Choice[] chosen;
  private final double[] base;
  private final Site[] sites;
  private final double[] alongPath;
  private final double[] rest;
  private final double[] path;

  /** Where and how. */
  private record Choice(int type, Batching batching, int holding, Site site) {}

  /**
   * A kind of chiplets and what the batch of one layer uses of it.
   *
   * @param seconds of it as a whole, or of its processing elements where steps overlap
   * @param memorySeconds of its memory where steps overlap
   */
  private record Site(
      int kind,
      double seconds,
      double memorySeconds,
      double joules,
      double bytesLoaded,
      double bytesStored) {}

  Market(Relaxation of, ModelLayers model, double[] prices, int first, double energyPrice) {
    this.of = of;
    this.model = model;
    this.groups = model.groups();
    this.prices = prices;
    this.first = first;
    this.energyPrice = energyPrice;
    this.types = of.types();
    int size = groups.size();
    best = new double[size];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    chosen = new Choice[size];
    base = new double[size];
    sites = new Site[size];
    alongPath = new double[size];
    rest = new double[size];
    path = new double[size];
  }

  Relaxation.Choices cheapest() {
    for (int t = 0; t < types; t++) {
      for (Batching batching : model.batchings()) {
        prepare(t, batching);
        if (of.holdings().isEmpty()) {
          offer(t, batching, -1, 0, 0, prices[first], new double[0]);
        }
        for (int h = 0; h < of.holdings().size(); h++) {
          if (of.holdings().get(h).most()[t] > 0) {
            offer(t, batching, h);
          }
        }
      }
    }
    double value = 0;
    double energy = 0;
    double[] use = new double[of.common() + of.own()];
    for (int g = 0; g < best.length; g++) {
      int count = groups.get(g).count();
      value += best[g] * count;
      energy += chosen[g].site().joules() * count / of.energyUnit();
      use(g, count, use);
    }
    return new Relaxation.Choices(value, energy, use);
  }

  /** What each group uses on a type with such mini-batches, whatever is held. */
  private void prepare(int type, Batching batching) {
    for (int g = 0; g < best.length; g++) {
      times(g, type, batching);
      int loads = groups.get(g).streamed()[type] ? batching.loads() : 1;
      base[g] = Double.POSITIVE_INFINITY;
      for (int k = 0; k < of.kinds().size(); k++) {
        if (of.kinds().get(k).type() == type) {
          Site site = site(groups.get(g), k, loads);
          double price = price(site);
          if (price < base[g]) {
            base[g] = price;
            sites[g] = site;
          }
        }
      }
    }
  }

  private void times(int g, int type, Batching batching) {
    LayerGroup group = groups.get(g);
    boolean streamed = group.streamed()[type];
    double sample = group.secondsPerSample()[type] / of.timeUnit();
    double load = group.loadSeconds()[type] / of.timeUnit();
    if (group.onPath()) {
      alongPath[g] = batching.alongPath() * sample + (streamed ? load : 0);
      rest[g] = batching.onPath() * sample + (streamed ? batching.loadsInTurn() - 1 : 1) * load;
      path[g] =
          batching.smallest()
                  * (of.overlaps() ? group.computeSeconds()[type] / of.timeUnit() : sample)
              + (of.overlaps() ? 0 : load);
    } else {
      alongPath[g] = 0;
      rest[g] = batching.offPath() * sample + (streamed ? batching.loadsInTurn() : 1) * load;
      path[g] = 0;
    }
  }

  private Site site(LayerGroup group, int k, int loads) {
    ChipletKind kind = of.kinds().get(k);
    int batch = model.batch();
    double loaded = (double) group.weightBytes() * loads + (double) group.loadBytes() * batch;
    double stored = (double) group.storeBytes() * batch;
    double compute = group.computeSeconds()[kind.type()] * batch;
    double load = loaded * kind.loadSecondsPerByte();
    double store = stored * kind.storeSecondsPerByte();
    return new Site(
        k,
        of.overlaps() ? compute : compute + load + store,
        of.overlaps() ? load + store : 0,
        group.energyJ()[kind.type()]
            + loaded * kind.loadJoulePerByte()
            + stored * kind.storeJoulePerByte(),
        loaded,
        stored);
  }

  private double price(Site site) {
    double price =
        energyPrice * site.joules() / of.energyUnit()
            + prices[site.kind()] * site.seconds() / of.timeUnit();
    if (of.overlaps()) {
      price += prices[of.kinds().size() + site.kind()] * site.memorySeconds() / of.timeUnit();
    }
    for (int r = 0; r < of.scarce(); r++) {
      price += prices[of.firstScarce() + r] * busy(r, site);
    }
    return price;
  }

  private double busy(int resource, Site site) {
    return of.busy(resource, site.kind(), site.bytesLoaded(), site.bytesStored());
  }

  private void offer(int type, Batching batching, int h) {
    Holding holding = of.holdings().get(h);
    double[] byTime = new double[of.times()];
    for (int r = 0; r < byTime.length; r++) {
      byTime[r] = prices[first + types * byTime.length + r];
      for (int q = 0; q < types; q++) {
        byTime[r] += holding.least()[q] * prices[first + q * byTime.length + r];
      }
    }
    double restPrice = 0;
    for (int r = 0; r < byTime.length; r++) {
      restPrice += byTime[r] * restShare(holding, type, r);
    }
    offer(type, batching, h, 1, restPrice, byTime[Relaxation.PATH], byTime);
  }

  private void offer(
      int type,
      Batching batching,
      int h,
      int held,
      double restPrice,
      double pathPrice,
      double[] byTime) {
    int known = -1;
    double alongPrice = 0;
    for (int g = 0; g < best.length; g++) {
      LayerGroup group = groups.get(g);
      if (held > 0 && alongPath[g] > 0 && group.passedBy() != known) {
        known = group.passedBy();
        alongPrice = 0;
        for (int r = 0; r < byTime.length; r++) {
          alongPrice += byTime[r] * alongShare(of.holdings().get(h), r, known);
        }
      }
      double value =
          base[g] + alongPrice * alongPath[g] + restPrice * rest[g] + pathPrice * path[g];
      if (value < best[g]) {
        best[g] = value;
        chosen[g] = new Choice(type, batching, h, sites[g]);
      }
    }
  }

  /** Which part of the rest of the work on a type counts for a time. */
  private static double restShare(Holding holding, int type, int time) {
    if (time == Relaxation.PATH) {
      return 0;
    }
    int q = time - Relaxation.BY_TYPE;
    if (q >= 0 && holding.most()[q] > 0) {
      return q == type ? 1.0 / holding.most()[q] : 0;
    }
    return 1.0 / holding.mostInAll();
  }

  /**
   * Which part of the path counts for a time. Of the stages over which a time is the mean, those
   * without any layer of the path may pass by so many of its layers.
   */
  private static double alongShare(Holding holding, int time, int passedBy) {
    if (time == Relaxation.PATH) {
      return 0;
    }
    int q = time - Relaxation.BY_TYPE;
    int stages = q >= 0 && holding.most()[q] > 0 ? holding.least()[q] : holding.leastInAll();
    int passing = Math.min(Math.min(passedBy, holding.mostInAll() - 1), stages);
    return 1 - (double) passing / stages;
  }

  private void use(int g, int count, double[] use) {
    Choice choice = chosen[g];
    Site site = choice.site();
    use[site.kind()] += count * site.seconds() / of.timeUnit();
    if (of.overlaps()) {
      use[of.kinds().size() + site.kind()] += count * site.memorySeconds() / of.timeUnit();
    }
    for (int r = 0; r < of.scarce(); r++) {
      use[of.firstScarce() + r] += count * busy(r, site);
    }
    times(g, choice.type(), choice.batching());
    int times = of.times();
    if (choice.holding() < 0) {
      use[of.common()] += count * path[g];
      return;
    }
    Holding holding = of.holdings().get(choice.holding());
    for (int r = 0; r < times; r++) {
      double time =
          r == Relaxation.PATH
              ? path[g]
              : alongShare(holding, r, groups.get(g).passedBy()) * alongPath[g]
                  + restShare(holding, choice.type(), r) * rest[g];
      for (int q = 0; q <= types; q++) {
        int held = q < types ? holding.least()[q] : 1;
        use[of.common() + q * times + r] += count * held * time;
      }
    }
  }
}
