package dev.scar.search;

import io.jenetics.Genotype;
import io.jenetics.IntegerChromosome;
import io.jenetics.IntegerGene;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The encoding of a window's arrangement as a tuple of 2·|M| numbers (section IV-E, figure 5): the
 * first |M| say into how many segments each model is cut and by which rule, the others on which
 * chiplet it starts and which walk it takes from there.
 *
 * <p>Every tuple means a valid arrangement: models are placed in turn, those with the most chiplets
 * first; an occupied start stands for the nearest free chiplet; a walk that finds no way on is cut
 * short, and so is one that would leave a later model without a chiplet.
 */
final class Genome {
  private final int[] nodes;
  private final int chiplets;
  private final List<Placer> placers;
  private final Walker walker;
  private final int[] order;
  private final int cutValues;
  private final int walkValues;

  Genome(int[] nodes, int chiplets, List<Placer> placers, Walker walker) {
    this.nodes = nodes;
    this.chiplets = chiplets;
    this.placers = placers;
    this.walker = walker;
    this.order =
        IntStream.range(0, nodes.length)
            .boxed()
            .sorted(Comparator.comparingInt((Integer m) -> -nodes[m]))
            .mapToInt(Integer::intValue)
            .toArray();
    this.cutValues = Placer.Cut.values().length * IntStream.of(nodes).max().orElseThrow();
    this.walkValues = Math.multiplyExact(chiplets, Walker.NUMBERS);
  }

  /** Any tuple. */
  Genotype<IntegerGene> any() {
    return Genotype.of(
        IntegerChromosome.of(0, cutValues, nodes.length),
        IntegerChromosome.of(0, walkValues, nodes.length));
  }

  /**
   * Tuples to begin with: every model with all, half and one of its chiplets, starting at even
   * distances, by each rule.
   */
  List<Genotype<IntegerGene>> first() {
    List<Genotype<IntegerGene>> made = new ArrayList<>();
    for (int part = 1; part <= 4; part *= 2) {
      for (Placer.Cut rule : Placer.Cut.values()) {
        int[] cuts = new int[nodes.length];
        int[] walks = new int[nodes.length];
        int start = 0;
        for (int m = 0; m < nodes.length; m++) {
          int segments = part == 4 ? 1 : Math.max(1, nodes[m] / part);
          cuts[m] = Placer.Cut.values().length * (segments - 1) + rule.ordinal();
          walks[m] = start % chiplets;
          start += nodes[m];
        }
        made.add(Genotype.of(chromosome(cuts, cutValues), chromosome(walks, walkValues)));
      }
    }
    return made;
  }

  private static IntegerChromosome chromosome(int[] values, int end) {
    return IntegerChromosome.of(
        IntStream.of(values).mapToObj(value -> IntegerGene.of(value, 0, end)).toList());
  }

  /** What a tuple means: an placement for each model, by the window's order of models. */
  Placement[] decode(Genotype<IntegerGene> tuple) {
    Placement[] placements = new Placement[nodes.length];
    BitSet free = new BitSet();
    free.set(0, chiplets);
    int left = chiplets;
    int waiting = nodes.length;
    for (int m : order) {
      waiting--;
      int cut = tuple.get(0).get(m).intValue();
      int walk = tuple.get(1).get(m).intValue();
      Placer.Cut rule = Placer.Cut.values()[cut % Placer.Cut.values().length];
      int segments = 1 + cut / Placer.Cut.values().length % nodes[m];
      int[] path =
          walker.walk(walk % chiplets, Math.min(segments, left - waiting), walk / chiplets, free);
      for (int chiplet : path) {
        free.clear(chiplet);
      }
      left -= path.length;
      placements[m] = placers.get(m).place(path, rule);
    }
    return placements;
  }
}
