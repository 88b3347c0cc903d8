package dev.scar.bound;

import dev.scar.cost.CostModel;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Resource;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * No schedule within the scope has a smaller latency, energy, or value of an objective that grows
 * with both ({@code bounds.md}).
 *
 * <p>The least energy for a latency is a convex, falling function; it is known as the highest of
 * some lines below it. The latency times the energy of one line has its least value at an end of
 * the stretch where that line is the highest, so the EDP bound is that of a corner. All values are
 * rounded down by a millionth.
 *
 * <p>Static power is a term of the whole latency: it is added to the least energy for a latency,
 * and adds nothing to what that is made of.
 *
 * @param latencySeconds least latency
 * @param lines below the dynamic energy, by falling slope; the last one is level
 * @param staticW static power of the package
 */
public record LowerBound(double latencySeconds, List<Line> lines, double staticW, Scope scope) {
  private static final double ROUNDED = 1 - 1e-6;
  private static final double CLOSE = 2e-3;
  private static final int MOST_LINES = 24;
  private static final double LONG = 1e3;
  private static final int PIECES = 4000;

  public LowerBound {
    lines = List.copyOf(lines);
    if (lines.isEmpty() || lines.get(lines.size() - 1).slope() != 0) {
      throw new IllegalArgumentException("the last line must be level, not " + lines);
    }
  }

  /** The dynamic energy is at least {@code level − slope · latency}, in joules and seconds. */
  public record Line(double levelJ, double slope) {
    double at(double latencySeconds) {
      return levelJ - slope * latencySeconds;
    }
  }

  /**
   * The bound of a scenario on a package. <b>Cost:</b> milliseconds to a second; one thread, the
   * same result every time.
   */
  public static LowerBound of(
      Scenario scenario, ChipletPackage chipletPackage, CostModel costs, Scope scope) {
    Relaxation relaxation = Relaxation.of(scenario, chipletPackage, costs, scope, List.of());
    return of(relaxation, chipletPackage.staticW(), scope);
  }

  /**
   * The bound of replays, where this is that of predictions: what every schedule moves passes
   * shared DRAMs and links.
   */
  LowerBound simulated(Scenario scenario, ChipletPackage chipletPackage, CostModel costs) {
    List<Resource> scarce = SharedResources.of(scenario, chipletPackage, latencySeconds);
    return scarce.isEmpty()
        ? new LowerBound(latencySeconds, lines, staticW, scope.shared())
        : of(
            Relaxation.of(scenario, chipletPackage, costs, scope, scarce), staticW, scope.shared());
  }

  private static LowerBound of(Relaxation relaxation, double staticW, Scope scope) {
    CuttingPlanes planes = new CuttingPlanes(relaxation);
    double shortest = planes.shortest();
    List<CuttingPlanes.Tangent> tangents = new ArrayList<>();
    tangents.add(new CuttingPlanes.Tangent(planes.tangent(LONG * shortest).at(0), 0));
    double watts = staticW * relaxation.timeUnit() / relaxation.energyUnit();
    double known = Double.MAX_VALUE;
    double at = shortest;
    while (tangents.size() < MOST_LINES) {
      CuttingPlanes.Tangent tangent = planes.tangent(at);
      tangents.add(tangent);
      known = Math.min(known, at * energy(tangents, watts, at));
      at = leastProduct(tangents, watts, shortest);
      if (at * energy(tangents, watts, at) >= known * (1 - CLOSE)) {
        break;
      }
    }
    List<Line> lines =
        tangents.stream()
            .sorted(Comparator.comparingDouble(CuttingPlanes.Tangent::slope).reversed())
            .map(
                t ->
                    new Line(
                        t.level() * relaxation.energyUnit() * ROUNDED,
                        t.slope() * relaxation.energyUnit() / relaxation.timeUnit()))
            .toList();
    return new LowerBound(shortest * relaxation.timeUnit() * ROUNDED, lines, staticW, scope);
  }

  private static double energy(List<CuttingPlanes.Tangent> tangents, double watts, double latency) {
    return tangents.stream().mapToDouble(t -> t.at(latency)).max().orElse(0) + watts * latency;
  }

  /**
   * The latency where latency times energy is least: the shortest one, or where lines cross. With
   * static power, too: latency · (level − (slope − power) · latency) rises all the way or is
   * concave.
   */
  private static double leastProduct(
      List<CuttingPlanes.Tangent> tangents, double watts, double shortest) {
    double best = shortest;
    for (CuttingPlanes.Tangent a : tangents) {
      for (CuttingPlanes.Tangent b : tangents) {
        double latency = (a.level() - b.level()) / (a.slope() - b.slope());
        if (a.slope() > b.slope()
            && latency > shortest
            && latency * energy(tangents, watts, latency) < best * energy(tangents, watts, best)) {
          best = latency;
        }
      }
    }
    return best;
  }

  /** Least latency in picoseconds. */
  public long latencyPs() {
    return (long) (latencySeconds * 1e12);
  }

  /**
   * Whether a schedule of this latency and energy would break no law.
   *
   * @param joules with static power
   */
  public boolean allows(double seconds, double joules) {
    return seconds >= latencySeconds && joules >= dynamicJ(seconds) + staticW * seconds * ROUNDED;
  }

  /** Least energy in joules, static power included, however long it takes. */
  public double energyJ() {
    if (staticW == 0) {
      return lines.get(lines.size() - 1).levelJ();
    }
    double least = Double.POSITIVE_INFINITY; // It is convex, so that it is least at a corner.
    for (double latency : corners()) {
      least = Math.min(least, dynamicJ(latency) + staticW * latency);
    }
    return least * ROUNDED;
  }

  /** The shortest latency, and where the highest line is another one from then on. */
  private List<Double> corners() {
    List<Double> corners = new ArrayList<>(List.of(latencySeconds));
    for (Line a : lines) {
      for (Line b : lines) {
        double latency = (a.levelJ() - b.levelJ()) / (a.slope() - b.slope());
        if (a.slope() > b.slope() && latency > latencySeconds) {
          corners.add(latency);
        }
      }
    }
    return corners;
  }

  /** Least dynamic energy in joules of what takes no longer than this. */
  private double dynamicJ(double latency) {
    return lines.stream().mapToDouble(line -> line.at(latency)).max().orElse(0);
  }

  /** Least energy-delay product in joule-seconds. */
  public double edpJouleSeconds() {
    List<CuttingPlanes.Tangent> tangents =
        lines.stream().map(l -> new CuttingPlanes.Tangent(l.levelJ(), l.slope())).toList();
    double latency = leastProduct(tangents, staticW, latencySeconds);
    return latency * energy(tangents, staticW, latency) * ROUNDED;
  }

  /**
   * Least value of an objective that grows with latency and energy: on each piece of the front, its
   * value of the piece's least latency and of its least dynamic energy.
   *
   * @param objective of seconds and joules
   */
  public double least(DoubleBinaryOperator objective) {
    double leastDynamic = lines.get(lines.size() - 1).levelJ();
    double longest = latencySeconds;
    for (Line line : lines) {
      if (line.slope() > 0) {
        longest = Math.max(longest, (line.levelJ() - leastDynamic) / line.slope());
      }
    }
    double growth = Math.pow(longest / latencySeconds, 1.0 / PIECES);
    double least = objective.applyAsDouble(longest, leastDynamic + staticW * longest * ROUNDED);
    double from = latencySeconds;
    for (int piece = 0; piece < PIECES; piece++) {
      double to = from * growth;
      double joules = dynamicJ(to) + staticW * from * ROUNDED;
      least = Math.min(least, objective.applyAsDouble(from, joules));
      from = to;
    }
    return least;
  }

  /** One line on what the bound contains. */
  public String contents() {
    return scope.contents() + (staticW > 0 ? ", static power" : "");
  }
}
