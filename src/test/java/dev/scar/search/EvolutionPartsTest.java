package dev.scar.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.workload.Scenario;
import io.jenetics.util.RandomRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Laws of the parts that the evolutionary search is made of. */
class EvolutionPartsTest {
  private static final int CASES = 200;

  @Test
  void walksPassOverFreeNeighboursOnly() {
    for (long seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      PackageView view =
          new PackageView(new RandomScenes(seed).chipletPackage(2 + random.nextInt(20)));
      BitSet free = free(view.chiplets(), random);
      BitSet before = (BitSet) free.clone();
      int length = 1 + random.nextInt(view.chiplets());
      int number = random.nextInt(Walker.NUMBERS);
      int start = random.nextInt(view.chiplets());
      int[] walk = new Walker(view).walk(start, length, number, free);
      assertThat(free).as("seed %d", seed).isEqualTo(before);
      assertIsWalk(walk, length, view, free, seed);
      assertThat(walk[0] == start || !free.get(start)).as("seed %d", seed).isTrue();
      int[] near = new Neighbourhood(view, random).of(walk, free, length);
      if (near.length > 0) {
        assertIsWalk(near, length, view, free, seed);
      }
    }
  }

  private static BitSet free(int chiplets, Random random) {
    BitSet free = new BitSet();
    for (int chiplet = 0; chiplet < chiplets; chiplet++) {
      free.set(chiplet, random.nextInt(3) > 0);
    }
    free.set(random.nextInt(chiplets));
    return free;
  }

  private static void assertIsWalk(
      int[] walk, int length, PackageView view, BitSet free, long seed) {
    assertThat(walk).as("seed %d", seed).hasSizeBetween(1, length).doesNotHaveDuplicates();
    for (int k = 0; k < walk.length; k++) {
      assertThat(free.get(walk[k])).as("seed %d", seed).isTrue();
      if (k > 0) {
        assertThat(view.neighbours(walk[k - 1])).as("seed %d", seed).contains(walk[k]);
      }
    }
  }

  @Test
  void cutsStayInOrderAndKeepBothEnds() {
    for (long seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      int first = random.nextInt(5);
      int layers = 1 + random.nextInt(30);
      CutMoves moves = new CutMoves(random);
      int[] bounds = {first, first + layers};
      for (int step = 0; step < 10; step++) {
        int segments = 1 + random.nextInt(layers);
        bounds = moves.shifted(moves.of(bounds, segments));
        assertThat(bounds).as("seed %d", seed).hasSize(segments + 1).isSorted();
        assertThat(bounds).as("seed %d", seed).doesNotHaveDuplicates().startsWith(first);
        assertThat(bounds).as("seed %d", seed).endsWith(first + layers);
      }
    }
  }

  @Test
  void everyTupleMeansDisjointWalksThatCoverAllLayers() {
    for (long seed = 0; seed < CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      ChipletPackage chipletPackage = scenes.chipletPackage(5 + (int) (seed % 9));
      Scenario scenario = scenes.scenario(1 + (int) (seed % 5));
      SearchOptions options = SearchOptions.PAPER;
      SearchContext context =
          SearchContext.of(
              ScarSearch.DEFAULT,
              new ScheduleSearch.Task(
                  scenario,
                  chipletPackage,
                  options,
                  Scenes.MACS_ARE_PICOSECONDS,
                  1,
                  () -> false,
                  (done, all) -> {}));
      int chiplets = context.view().chiplets();
      List<LayerRange> window =
          new McmReconfig(scenario, context.expected(), chiplets).whole().get(0);
      int[] nodes = Prov.nodes(window, context.expected(), options, chiplets);
      List<Placer> placers = new ArrayList<>();
      for (LayerRange range : window) {
        placers.add(
            new Placer(
                context.view(), options, range, context.tables().get(range.model()), o -> {}));
      }
      Genome genome = new Genome(nodes, chiplets, placers, new Walker(context.view()));
      Placement[] arrangement =
          RandomRegistry.with(new Random(seed), r -> genome.decode(genome.any().newInstance()));
      assertArrangement(arrangement, window, nodes, seed);
      genome.first().forEach(t -> assertArrangement(genome.decode(t), window, nodes, 0));
    }
  }

  private static void assertArrangement(
      Placement[] placements, List<LayerRange> window, int[] nodes, long seed) {
    assertThat(Arrays.stream(placements).flatMapToInt(o -> Arrays.stream(o.path())).toArray())
        .as("seed %d", seed)
        .doesNotHaveDuplicates();
    for (int m = 0; m < placements.length; m++) {
      int[] bounds = placements[m].bounds();
      assertThat(placements[m].path()).as("seed %d", seed).hasSize(bounds.length - 1);
      assertThat(bounds.length - 1).as("seed %d", seed).isLessThanOrEqualTo(nodes[m]);
      assertThat(bounds[0]).as("seed %d", seed).isEqualTo(window.get(m).first());
      assertThat(bounds[bounds.length - 1]).as("seed %d", seed).isEqualTo(window.get(m).end());
    }
  }
}
