package dev.scar.explore;

import io.jenetics.DoubleChromosome;
import io.jenetics.DoubleGene;
import io.jenetics.Genotype;
import io.jenetics.Mutator;
import io.jenetics.Phenotype;
import io.jenetics.TournamentSelector;
import io.jenetics.UniformCrossover;
import io.jenetics.engine.Engine;
import io.jenetics.ext.moea.NSGA2Selector;
import io.jenetics.ext.moea.Vec;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import io.jenetics.util.Seq;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds good combinations without trying all: NSGA-II breeds generations of points, each from the
 * best of those before by the study's objectives.
 *
 * <p>K. Deb, A. Pratap, S. Agarwal, T. Meyarivan, "A Fast and Elitist Multiobjective Genetic
 * Algorithm: NSGA-II", IEEE Trans. Evolutionary Computation 6(2), 2002. A generation is known in
 * full before the next one is bred, so the points are the same on any number of workers. A point
 * without result, or outside the constraints, is worse than any other.
 */
final class GuidedSearch {
  private static final double CROSSOVER = 0.9;
  private static final double WORST = 1e100;

  private final Study study;
  private final Exploration exploration;
  private final Consumer<Row> rows;
  private final Map<List<Integer>, double[]> known = new HashMap<>();

  GuidedSearch(Study study, Exploration exploration, Consumer<Row> rows) {
    this.study = study;
    this.exploration = exploration;
    this.rows = rows;
  }

  /** Works out all generations. */
  void run(Sample.Guided sample) {
    int axes = study.axes().size();
    Engine<DoubleGene, Vec<double[]>> engine =
        new Engine.Builder<>(this::generation, this::any)
            .minimizing()
            .populationSize(sample.population())
            .offspringSelector(new TournamentSelector<>(2))
            .survivorsSelector(NSGA2Selector.ofVec())
            .alterers(new UniformCrossover<>(CROSSOVER), new Mutator<>(Math.min(1, 1.0 / axes)))
            .executor(Runnable::run)
            .clock(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
            .build();
    RandomRegistry.using(
        Sample.generator(sample.seed()),
        random ->
            engine.stream()
                .limit(result -> !exploration.isStopped())
                .limit(sample.generations())
                .forEach(result -> {}));
  }

  /** A gene per axis, which stands for the value at that part of the axis. */
  private Genotype<DoubleGene> any() {
    return Genotype.of(DoubleChromosome.of(0, 1, study.axes().size()));
  }

  private ISeq<Phenotype<DoubleGene, Vec<double[]>>> generation(
      Seq<Phenotype<DoubleGene, Vec<double[]>>> population) {
    Set<List<Integer>> fresh = new LinkedHashSet<>();
    for (Phenotype<DoubleGene, Vec<double[]>> one : population) {
      if (!known.containsKey(choice(one.genotype()))) {
        fresh.add(choice(one.genotype()));
      }
    }
    List<List<Integer>> choices = List.copyOf(fresh);
    long before = known.size();
    List<Exploration.Numbered> points = new ArrayList<>();
    for (List<Integer> choice : choices) {
      points.add(new Exploration.Numbered(before + points.size() + 1, Point.of(study, choice)));
    }
    exploration.run(
        points.iterator(),
        row -> {
          known.put(choices.get((int) (row.number() - before - 1)), costs(row));
          rows.accept(row);
        });
    return population
        .map(
            one ->
                one.isEvaluated()
                    ? one
                    : one.withFitness(Vec.of(known.getOrDefault(choice(one.genotype()), worst()))))
        .asISeq();
  }

  private double[] costs(Row row) {
    double[] costs = study.objectives().stream().mapToDouble(m -> m.cost(row)).toArray();
    for (double cost : costs) {
      if (!row.isDone() || Double.isNaN(cost)) {
        return worst();
      }
    }
    return costs;
  }

  private double[] worst() {
    return study.objectives().stream().mapToDouble(m -> WORST).toArray();
  }

  private List<Integer> choice(Genotype<DoubleGene> genotype) {
    List<Integer> choice = new ArrayList<>();
    for (DoubleGene gene : genotype.chromosome()) {
      int levels = study.axes().get(choice.size()).levels().size();
      choice.add(Math.min(levels - 1, (int) (gene.doubleValue() * levels)));
    }
    return choice;
  }
}
