package dev.scar.search.anneal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Sampled;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.reference.NaiveModel;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Segment;
import dev.scar.schedule.Window;
import dev.scar.search.Objective;
import dev.scar.search.Objectives;
import dev.scar.search.SearchResult;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The optimiser against plain enumeration of all schedules: every sequence of windows, every cut,
 * every choice of chiplets, neighbours or not, and every mini-batch that L2 holds. The enumeration
 * shares nothing with the optimiser; its costs come from the naive reference.
 */
class EnumerationTest {
  private static final int CASES = Sampled.costly(300);
  private static final int BOUNDED = 8;
  private static final int MOST_SCHEDULES = 300;
  private static final int MOST_SCHEDULES_OF_LARGER_CASES = 3_000;

  @Test
  void smallProblemsAreSolvedExactly() {
    solvesExactly(MOST_SCHEDULES);
  }

  @Test
  @Tag("slow")
  void largerProblemsAreSolvedExactly() {
    solvesExactly(MOST_SCHEDULES_OF_LARGER_CASES);
  }

  private static void solvesExactly(int mostSchedules) {
    int checked = 0;
    int severalWindows = 0;
    int smallerMiniBatch = 0;
    for (long seed = 0; checked < CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      ChipletPackage chips = scenes.tightPackage(1 + (int) (seed % 4));
      Scenario scenario = scenes.oddScenario(1 + (int) (seed / 4 % 3));
      Objective objective = Objectives.ALL.get((int) (seed % 3));
      Naive naive = new Naive(scenario, chips, objective, mostSchedules);
      if (!naive.run()) {
        continue;
      }
      checked++;
      SearchResult found =
          new Optimiser(Scenes.BY_TYPE, 1, () -> false, (m, n, b) -> {})
              .schedule(scenario, chips, Small.options(objective, 1, seed));
      assertThat(found.coverage().exact()).as("seed %d", seed).isTrue();
      assertThat(found.score())
          .as("seed %d %s", seed, objective)
          .isCloseTo(naive.best, withinPercentage(1e-9));
      if (seed % BOUNDED == 0) {
        assertThat(found.boundScore()).as("seed %d", seed).isLessThanOrEqualTo(naive.best);
      }
      severalWindows += found.best().windows().size() > 1 ? 1 : 0;
      smallerMiniBatch += found.best().plan().schedule().policy().miniBatch().isEmpty() ? 0 : 1;
    }
    assertThat(severalWindows).isGreaterThan(CASES / 15);
    assertThat(smallerMiniBatch).isGreaterThan(CASES / 15);
  }

  /** The naive search. */
  private static final class Naive {
    private final Scenario scenario;
    private final ChipletPackage chips;
    private final Objective objective;
    private final int most;
    private final int[] next;
    private final List<Window> windows = new ArrayList<>();
    private boolean judges;
    private int seen;
    private double best = Double.MAX_VALUE;

    Naive(Scenario scenario, ChipletPackage chips, Objective objective, int most) {
      this.most = most;
      this.scenario = scenario;
      this.chips = chips;
      this.objective = objective;
      this.next = new int[scenario.models().size()];
    }

    /**
     * Whether there was not too much to enumerate. Schedules are only counted at first, with a
     * single mini-batch each, so that nothing is costed in vain where there are too many.
     */
    boolean run() {
      judges = false;
      if (!window(0, new ArrayList<>(), new HashSet<>())) {
        return false;
      }
      judges = true;
      seen = 0;
      return window(0, new ArrayList<>(), new HashSet<>());
    }

    private boolean done(int m) {
      return next[m] == scenario.models().get(m).model().layers().size();
    }

    /** Extends a window by segments of this model or later ones. */
    private boolean window(int m, List<Segment> segments, Set<Integer> used) {
      if (m == next.length) {
        if (segments.isEmpty()) {
          return true;
        }
        return miniBatches(0, segments, new TreeMap<>());
      }
      if (!window(m + 1, segments, used)) {
        return false;
      }
      int first = next[m];
      for (Chiplet chiplet : chips.chiplets()) {
        if (!done(m) && used.add(chiplet.node())) {
          int layers = scenario.models().get(m).model().layers().size();
          for (int end = first + 1; end <= layers; end++) {
            segments.add(new Segment(m, first, end, chiplet.node()));
            next[m] = end;
            boolean goesOn = window(m, segments, used);
            segments.remove(segments.size() - 1);
            next[m] = first;
            if (!goesOn) {
              return false;
            }
          }
          used.remove(chiplet.node());
        }
      }
      return true;
    }

    /** Chooses mini-batches for a window, then goes on to the next one. */
    private boolean miniBatches(int m, List<Segment> segments, Map<String, Integer> chosen) {
      if (m < next.length) {
        int model = m;
        ScenarioModel one = scenario.models().get(m);
        if (segments.stream().noneMatch(s -> s.model() == model)) {
          return miniBatches(m + 1, segments, chosen);
        }
        int largest = judges ? allowed(segments, m) : 1;
        for (int samples = 1; samples <= largest; samples++) {
          chosen.put(one.id(), samples);
          if (!miniBatches(m + 1, segments, chosen)) {
            return false;
          }
        }
        chosen.remove(one.id());
        return true;
      }
      windows.add(new Window(segments, chosen));
      boolean goesOn = true;
      boolean complete = true;
      for (int k = 0; k < next.length; k++) {
        complete &= done(k);
      }
      if (complete) {
        if (judges) {
          NaiveModel naive =
              new NaiveModel(
                  scenario, chips, ExecutionPolicy.DEFAULT, windows, Scenes.BY_TYPE, true);
          best = Math.min(best, objective.scorePs(naive.latencyPs(), naive.energyJ()));
        }
        goesOn = ++seen < most;
      } else {
        goesOn = window(0, new ArrayList<>(), new HashSet<>());
      }
      windows.remove(windows.size() - 1);
      return goesOn;
    }

    private final Map<List<Segment>, Integer> known = new HashMap<>();

    /** What L2 holds of a model's segments in a window. */
    private int allowed(List<Segment> segments, int m) {
      List<Segment> own = segments.stream().filter(s -> s.model() == m).toList();
      return known.computeIfAbsent(
          own,
          key ->
              new NaiveModel(
                      scenario,
                      chips,
                      ExecutionPolicy.DEFAULT,
                      List.of(new Window(key)),
                      Scenes.BY_TYPE,
                      true)
                  .stages(0)
                  .get(0)
                  .miniBatch);
    }
  }
}
