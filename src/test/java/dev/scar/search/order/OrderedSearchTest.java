package dev.scar.search.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Sampled;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Stage;
import dev.scar.plan.WindowPlan;
import dev.scar.reference.NaiveModel;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.schedule.Window;
import dev.scar.search.Objectives;
import dev.scar.search.ScarScheduler;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import dev.scar.search.anneal.AnnealingSearch;
import dev.scar.search.anneal.Effort;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * The search with order against the search without, and against all schedules of small problems.
 */
class OrderedSearchTest {
  private static final AnnealingSearch FIRST = AnnealingSearch.of(new Effort("400", 400));

  private static SearchResult found(
      Scenario scenario, ChipletPackage chips, SearchOptions options, int moves) {
    return found(scenario, chips, options, List.of(), true, moves);
  }

  private static SearchResult found(
      Scenario scenario,
      ChipletPackage chips,
      SearchOptions options,
      List<Schedule> starts,
      boolean barrier,
      int moves) {
    OrderedSearch search =
        new OrderedSearch(
            barrier ? FIRST : FIRST.withoutBarrier(),
            List.of(),
            starts,
            List.of(),
            true,
            barrier,
            moves);
    return new ScarScheduler(Scenes.BY_TYPE, 1, () -> false, (done, windows) -> {})
        .schedule(scenario, chips, options.search(search));
  }

  private static NaiveModel naive(Schedule schedule) {
    return naive(schedule, true);
  }

  private static NaiveModel naive(Schedule schedule, boolean barrier) {
    return new NaiveModel(
        schedule.scenario(),
        schedule.chipletPackage(),
        schedule.policy(),
        schedule.windows(),
        Scenes.BY_TYPE,
        barrier);
  }

  @Test
  void itIsNeverWorseThanTheOtherSearchAndPredictsAsTheNaiveReference() {
    int better = 0;
    for (long seed = 0; seed < Sampled.costly(40); seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      ChipletPackage chips = scenes.tightPackage(2 + (int) (seed % 4));
      Scenario scenario = scenes.oddScenario(2);
      SearchOptions options = SearchOptions.DEFAULT.seed(seed);
      boolean barrier = seed % 3 < 2;
      SearchResult before =
          new ScarScheduler(Scenes.BY_TYPE, 1, () -> false, (done, windows) -> {})
              .schedule(scenario, chips, options.search(barrier ? FIRST : FIRST.withoutBarrier()));
      SearchResult after = found(scenario, chips, options, List.of(), barrier, 200);
      assertThat(after.barrier()).as("seed %d", seed).isEqualTo(barrier);
      assertThat(after.score()).as("seed %d", seed).isLessThanOrEqualTo(before.score());
      assertThat(after.gap().orElse(0)).as("seed %d", seed).isNotNegative();
      NaiveModel naive = naive(after.best().plan().schedule(), barrier);
      assertThat(after.best().latencyPs()).as("seed %d", seed).isEqualTo(naive.latencyPs());
      better += after.isOrdered() ? 1 : 0;
    }
    assertThat(better).as("found better ones with order").isGreaterThan(Sampled.costly(40) / 3);
  }

  @Test
  void miniBatchesFitL2() {
    Scenario scenario = Scenes.scenario(Scenes.streaming("a", 20, 1_000));
    ChipletPackage chips = Packages.lineOfDrams(2, Packages.forFiveSamples("fast"));
    SearchOptions options = SearchOptions.DEFAULT.objective(Objectives.LATENCY);
    SearchResult found = found(scenario, chips, options, 2_000);
    assertThat(found.best().plan().windows().get(0).stages().get(0).miniBatch()).isEqualTo(5);
  }

  /**
   * Mini-batches of 20 samples, of which L2 holds five, in models of 400, 200 and 200 us on two
   * chiplets: the short ones take turns, as they would with mini-batches that fit.
   */
  @Test
  void largerMiniBatchesThatWereAskedForStay() {
    Scenario scenario =
        Scenes.scenario(
            Scenes.streaming("a", 20, 20_000_000),
            Scenes.streaming("b", 20, 10_000_000),
            Scenes.streaming("c", 20, 10_000_000));
    ChipletPackage chips = Packages.lineOfDrams(2, Packages.forFiveSamples("fast"));
    SearchResult found =
        new ScarScheduler(Scenes.BY_TYPE, 1, () -> false, (done, windows) -> {})
            .schedule(
                scenario,
                chips,
                SearchOptions.DEFAULT.search(
                    new OrderedSearch(
                        new AnnealingSearch(new Effort("400", 400), 20, List.of(), List.of(), true),
                        List.of(),
                        List.of(),
                        List.of(),
                        false,
                        true,
                        200)));
    assertThat(found.isOrdered()).isTrue();
    assertThat(found.best().plan().windows())
        .flatExtracting(WindowPlan::stages)
        .extracting(Stage::miniBatch)
        .containsOnly(20);
  }

  /** A start with turns is taken over as it is where no change is tried. */
  @Test
  void itIsNeverWorseThanAStart() {
    int better = 0;
    for (long seed = 0; seed < 20; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      ChipletPackage chips = scenes.tightPackage(3);
      Scenario scenario = scenes.oddScenario(2);
      SearchOptions options = SearchOptions.DEFAULT.seed(seed);
      Schedule start = found(scenario, chips, options, 100).best().plan().schedule();
      double known = Objectives.EDP.scorePs(naive(start).latencyPs(), naive(start).energyJ());
      double with = found(scenario, chips, options, List.of(start), true, 0).score();
      double without = found(scenario, chips, options, List.of(), true, 0).score();
      assertThat(with).as("seed %d", seed).isLessThanOrEqualTo(known * (1 + 1e-9));
      better += with < without ? 1 : 0;
    }
    assertThat(better).as("starts that helped").isPositive();
  }

  /** Every way to cut, to take turns and to break windows, on two chiplets. */
  @Test
  void ofSmallProblemsItFindsTheBest() {
    int best = 0;
    int cases = Sampled.costly(40);
    for (long seed = 0; seed < cases; seed++) {
      Scenario scenario = small(new Random(seed));
      ChipletPackage chips = new RandomScenes(seed).tightPackage(2);
      SearchOptions options = SearchOptions.DEFAULT.seed(seed);
      ExecutionPolicy policy =
          ExecutionPolicy.DEFAULT.withExecution(Execution.values()[(int) (seed % 2)]);
      double[] least = {Double.POSITIVE_INFINITY};
      everySchedule(
          scenario,
          windows -> {
            NaiveModel naive = naive(new Schedule(scenario, chips, policy, windows));
            double score = Objectives.EDP.scorePs(naive.latencyPs(), naive.energyJ());
            least[0] = Math.min(least[0], score);
          });
      double score = found(scenario, chips, options.execution(policy), 400).score();
      assertThat(score).as("seed %d", seed).isGreaterThanOrEqualTo(least[0] * (1 - 1e-9));
      best += score <= least[0] * (1 + 1e-9) ? 1 : 0;
    }
    assertThat(best).as("the best of all schedules").isCloseTo(cases, within(cases / 10));
  }

  private static Scenario small(Random random) {
    return Scenes.scenario(
        Scenes.model(
            "m",
            1,
            Scenes.layer("a", random.nextInt(800_000), 9_000, 1 + random.nextInt(40_000), 500),
            Scenes.layer("b", random.nextInt(800_000), 9_000, 1 + random.nextInt(40_000), 0, 0)),
        Scenes.model(
            "n",
            1,
            Scenes.layer("c", random.nextInt(800_000), 9_000, 1 + random.nextInt(40_000), 500)));
  }

  private static void everySchedule(Scenario scenario, Consumer<List<Window>> each) {
    extend(scenario, new int[scenario.models().size()], new ArrayList<>(), each);
  }

  /** Adds a segment of some model, in the last window or in a new one, after those of a chiplet. */
  private static void extend(
      Scenario scenario, int[] next, List<List<Segment>> windows, Consumer<List<Window>> each) {
    boolean complete = true;
    for (int m = 0; m < next.length; m++) {
      ScenarioModel model = scenario.models().get(m);
      for (int end = next[m] + 1; end <= model.model().layers().size(); end++) {
        complete = false;
        for (int chiplet = 0; chiplet < 2; chiplet++) {
          for (boolean fresh : new boolean[] {true, false}) {
            if (windows.isEmpty() && !fresh) {
              continue;
            }
            List<List<Segment>> longer = new ArrayList<>();
            windows.forEach(window -> longer.add(new ArrayList<>(window)));
            if (fresh) {
              longer.add(new ArrayList<>());
            }
            List<Segment> last = longer.get(longer.size() - 1);
            last.add(new Segment(m, next[m], end, chiplet, last.size()));
            int[] after = next.clone();
            after[m] = end;
            extend(scenario, after, longer, each);
          }
        }
      }
    }
    if (complete) {
      each.accept(windows.stream().map(Window::new).toList());
    }
  }
}
