package dev.scar.search;

import io.jenetics.EliteSelector;
import io.jenetics.IntegerGene;
import io.jenetics.Mutator;
import io.jenetics.TournamentSelector;
import io.jenetics.UniformCrossover;
import io.jenetics.engine.Engine;
import io.jenetics.util.RandomRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The evolutionary search of the paper for packages that are too large to enumerate (section IV-E;
 * section V-D for 6 × 6): {@linkplain Genome tuples} of 2·|M| numbers for each window are crossed,
 * mutated and selected by the objective.
 *
 * <p><b>Beyond the paper:</b> the cut of a model is made for the types of the chiplets on its walk,
 * so the tuple says how many segments and by which rule instead of listing cuts; and the best
 * arrangements go through {@link LocalImprovement}, for little energy within latency targets and
 * for the objective; everything on the way goes into the Pareto front of the window.
 *
 * <p>Each window has a generator of its own, seeded by the search's seed and the window's layers,
 * and is searched by one thread: results do not depend on the number of threads. <b>Cost:</b>
 * population · generations arrangements, then rounds · models rounds of local improvement.
 */
final class Evolution implements WindowSearch {
  private static final int TARGETS = 8;
  private static final double FIRST_TARGET = 1.25;
  private static final double NEXT_TARGET = 0.88;

  /** High enough that a model is late only where it has to be. */
  private static final double PENALTY = 20;

  private static final int STEPS = 2;

  /** How much worse than the best a round may end, at first. */
  private static final double SLACK = 0.1;

  private static final double CROSSOVER = 0.5;
  private static final double MUTATION = 0.15;

  private final Supplier<WindowLatency> latencies;
  private final PackageView view;
  private final ExpectedCosts expected;
  private final SearchOptions options;
  private final List<ModelTable> tables;
  private final Consumer<Placement> check;
  private final List<Integer> boundedModels;
  private final BooleanSupplier stop;

  /**
   * A search.
   *
   * @param stop asked in every generation and round whether to end with the best so far
   */
  Evolution(SearchContext context, BooleanSupplier stop) {
    this.latencies = context.latency();
    this.view = context.view();
    this.expected = context.expected();
    this.options = context.options();
    this.tables = context.tables();
    this.check = context.check();
    this.boundedModels = context.boundedModels();
    this.stop = stop;
  }

  @Override
  public WindowSchedules schedule(List<LayerRange> window) {
    int[] nodes = Prov.nodes(window, expected, options, view.chiplets());
    AtomicLong costed = new AtomicLong();
    List<Placer> placers = new ArrayList<>();
    for (LayerRange range : window) {
      Consumer<Placement> counted =
          placement -> {
            costed.incrementAndGet();
            check.accept(placement);
          };
      placers.add(new Placer(view, options, range, tables.get(range.model()), counted));
    }
    RandomGenerator random =
        RandomGeneratorFactory.of("L64X128MixRandom").create(seed(window, options.seed()));
    WindowLatency latency = latencies.get();
    Archive archive = new Archive(boundedModels, latency);
    Walker walker = new Walker(view);
    Score aim = Score.by(options.objective(), latency);
    evolve(new Genome(nodes, view.chiplets(), placers, walker), aim, archive, random);
    LocalImprovement improvement =
        new LocalImprovement(nodes, view, placers, walker, archive, random);
    boolean complete = improve(improvement, archive, latency, window.size());
    return new WindowSchedules(
        window,
        Prov.shares(window, expected, options, view.chiplets()),
        nodes,
        known(archive, window.size()),
        archive.choices(),
        archive.offered(),
        costed.get(),
        archive.offered(),
        false,
        !complete);
  }

  private void evolve(Genome genome, Score aim, Archive archive, RandomGenerator random) {
    EvolutionOptions effort = options.paper().evolution();
    Engine<IntegerGene, Double> engine =
        Engine.builder(
                tuple -> {
                  Placement[] arrangement = genome.decode(tuple);
                  archive.offer(arrangement);
                  return aim.of(arrangement);
                },
                genome::any)
            .minimizing()
            .populationSize(effort.population())
            .survivorsSelector(
                new EliteSelector<IntegerGene, Double>(1, new TournamentSelector<>(3)))
            .offspringSelector(new TournamentSelector<>(3))
            .alterers(new UniformCrossover<>(CROSSOVER), new Mutator<>(MUTATION))
            .executor(Runnable::run)
            .clock(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
            .build();
    List<io.jenetics.Genotype<IntegerGene>> first = genome.first();
    first.forEach(tuple -> archive.offer(genome.decode(tuple)));
    RandomRegistry.using(
        random,
        r ->
            engine.stream(first)
                .limit(result -> !stop.getAsBoolean())
                .limit(effort.generations())
                .forEach(result -> {}));
  }

  /**
   * Half of the rounds for little energy within targets from a little above the best's latency
   * down, the others for the objective.
   */
  private boolean improve(
      LocalImprovement improvement, Archive archive, WindowLatency latency, int models) {
    int rounds = options.paper().evolution().rounds() * models;
    Score objective = Score.by(options.objective(), latency);
    Choice<Placement> unit = best(archive, objective);
    boolean complete = true;
    double target = FIRST_TARGET * unit.latencyPs();
    for (int t = 0; t < TARGETS && complete; t++) {
      Score aim = Score.target(latency, (long) target, unit.energyJ(), PENALTY);
      complete = climb(improvement, archive, aim, rounds / 2 / TARGETS);
      target *= NEXT_TARGET;
    }
    for (int step = 0; step < STEPS && complete; step++) {
      complete = climb(improvement, archive, objective, rounds / 2 / STEPS);
    }
    return complete;
  }

  private boolean climb(LocalImprovement improvement, Archive archive, Score aim, int rounds) {
    Placement[] at = arrangement(best(archive, aim));
    double record = aim.of(at);
    for (int round = 0; round < rounds; round++) {
      if (stop.getAsBoolean()) {
        return false;
      }
      at = improvement.round(at, aim, record * (1 + SLACK * (rounds - round) / rounds));
      record = Math.min(record, aim.of(at));
    }
    if (rounds > 0) {
      improvement.moveCuts(arrangement(best(archive, aim)), aim);
    }
    return !stop.getAsBoolean();
  }

  private static Placement[] arrangement(Choice<Placement> choice) {
    return choice.items().toArray(Placement[]::new);
  }

  private static Choice<Placement> best(Archive archive, Score aim) {
    return archive.choices().stream()
        .min(Comparator.comparingDouble(choice -> aim.of(arrangement(choice))))
        .orElseThrow();
  }

  /** The options of the front by model, best first. */
  private static List<List<Placement>> known(Archive archive, int models) {
    List<List<Placement>> known = new ArrayList<>();
    for (int m = 0; m < models; m++) {
      int model = m;
      known.add(
          archive.choices().stream()
              .map(choice -> choice.items().get(model))
              .distinct()
              .sorted(Comparator.comparingDouble(Placement::score))
              .toList());
    }
    return known;
  }

  /** Different for every window, the same in every run. */
  private static long seed(List<LayerRange> window, long seed) {
    long mixed = seed;
    for (LayerRange range : window) {
      mixed = mixed * 0x9E3779B97F4A7C15L + range.model();
      mixed = mixed * 0x9E3779B97F4A7C15L + range.first();
      mixed = mixed * 0x9E3779B97F4A7C15L + range.end();
    }
    return mixed;
  }
}
