package dev.scar.run;

import dev.scar.analysis.Energy;
import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.cost.CostModel;
import dev.scar.cost.LayerCost;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.PackageParts;
import dev.scar.plan.Plan;
import dev.scar.plan.PlanBuilder;
import dev.scar.report.Column;
import dev.scar.schedule.Schedule;
import dev.scar.units.Bandwidth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether one schedule stays before another one if the parameters are a tenth off: the layers'
 * cycles by chiplet type, the bandwidths of NoP and DRAM, the energies of compute, NoP and DRAM,
 * each a tenth less or more in both, in all combinations. Predicted, without contention.
 *
 * <p>What both share moves both, so an order may survive an error that is larger than the distance.
 * <b>Cost:</b> 2^(types + 2) predictions of each schedule.
 */
public final class Robustness {
  private static final double OFF = 0.1;
  private static final int MOST_TYPES = 4;

  private final Plan first;
  private final Plan other;
  private final List<String> types;
  private final List<String> slow;
  private final List<String> factors;
  private final Map<List<Double>, Prediction> known = new HashMap<>();

  /**
   * How an order comes out.
   *
   * @param measure what was compared
   * @param ratio of the other one to the first, with parameters as they are
   * @param turned combinations in which the order is another one
   * @param combinations all of them
   * @param alone what turns the order by itself
   */
  public record Order(
      String measure, double ratio, int turned, int combinations, List<String> alone) {
    public Order {
      alone = List.copyOf(alone);
    }
  }

  /** Of two schedules. */
  public Robustness(Plan first, Plan other) {
    this.first = first;
    this.other = other;
    List<String> all =
        Stream.of(first, other)
            .flatMap(plan -> plan.chipletPackage().chiplets().stream())
            .map(chiplet -> chiplet.type().name())
            .distinct()
            .sorted()
            .toList();
    this.types = all.size() > MOST_TYPES ? List.of() : all;
    this.slow = new ArrayList<>();
    if (types.isEmpty()) {
      slow.add("layer cycles");
    }
    types.forEach(type -> slow.add("cycles on " + type));
    slow.add("NoP bandwidth");
    slow.add("DRAM bandwidth");
    this.factors = new ArrayList<>(slow);
    factors.addAll(List.of("compute energy", "NoP energy", "DRAM energy"));
  }

  /** By latency, by energy and by EDP. */
  public List<Order> orders() {
    return List.of(
        order("latency", slow.size(), p -> p.latencyPs()),
        order("energy", factors.size(), p -> p.joules()),
        order("EDP", factors.size(), p -> p.joules() * p.latencyPs()));
  }

  /** A schedule with parameters off. */
  private record Point(long latencyPs, double joules) {}

  private Order order(String measure, int count, ToDoubleFunction<Point> value) {
    double[] exact = new double[factors.size()];
    Arrays.fill(exact, 1);
    double ratio = ratio(exact, value);
    int turned = 0;
    List<String> alone = new ArrayList<>();
    for (int corner = 0; corner < 1 << count; corner++) {
      double[] off = exact.clone();
      for (int f = 0; f < count; f++) {
        off[f] = (corner >> f & 1) == 0 ? 1 - OFF : 1 + OFF;
      }
      turned += turns(ratio, ratio(off, value)) ? 1 : 0;
    }
    for (int f = 0; f < count; f++) {
      for (double by : new double[] {-OFF, OFF}) {
        double[] off = exact.clone();
        off[f] += by;
        if (turns(ratio, ratio(off, value))) {
          alone.add("%s %s10 %%".formatted(factors.get(f), by < 0 ? "−" : "+"));
        }
      }
    }
    return new Order(measure, ratio, turned, 1 << count, alone);
  }

  private static boolean turns(double ratio, double off) {
    return Math.signum(ratio - 1) * Math.signum(off - 1) < 0;
  }

  private double ratio(double[] off, ToDoubleFunction<Point> value) {
    return value.applyAsDouble(point(other, 1, off)) / value.applyAsDouble(point(first, 0, off));
  }

  private Point point(Plan plan, int which, double[] off) {
    List<Double> key = new ArrayList<>();
    key.add((double) which);
    for (int f = 0; f < slow.size(); f++) {
      key.add(off[f]);
    }
    Prediction prediction = known.computeIfAbsent(key, k -> predict(plan, off));
    Energy energy = prediction.energy();
    int e = slow.size();
    return new Point(
        prediction.latencyPs(),
        energy.computeJ() * off[e]
            + energy.nopJ() * off[e + 1]
            + energy.dramJ() * off[e + 2]
            + energy.staticJ());
  }

  private Prediction predict(Plan plan, double[] off) {
    Schedule schedule = plan.schedule();
    double nop = off[slow.size() - 2];
    double dram = off[slow.size() - 1];
    ChipletPackage changed =
        PackageParts.SAME
            .links(l -> l.withBandwidth(times(l.bandwidth(), nop)))
            .chiplets(c -> c.withPorts(times(c.injection(), nop), times(c.ejection(), nop)))
            .drams(d -> d.withPeak(times(d.peak(), dram)))
            .in(schedule.chipletPackage(), schedule.chipletPackage().name());
    CostModel costs =
        (layer, type) -> {
          LayerCost cost = plan.costs().cost(layer, type);
          double by = off[types.isEmpty() ? 0 : types.indexOf(type.name())];
          return new LayerCost(
              Math.max(1, Math.round(cost.cycles() * by)),
              cost.macs(),
              cost.energyMacUnits(),
              cost.utilization());
        };
    Plan built =
        new PlanBuilder(costs)
            .build(
                new Schedule(schedule.scenario(), changed, schedule.policy(), schedule.windows()));
    return Predictor.predict(plan.barrier() ? built : built.withoutBarrier());
  }

  private static Bandwidth times(Bandwidth of, double factor) {
    return Bandwidth.ofBytesPerSecond(Math.max(1, Math.round(of.bytesPerSecond() * factor)));
  }

  /**
   * For people, a line per measure.
   *
   * @param name of the other schedule
   * @param firstName of the first one
   */
  public String text(String name, String firstName) {
    return orders().stream()
        .map(order -> line(order, name, firstName))
        .collect(Collectors.joining());
  }

  private static String line(Order order, String name, String firstName) {
    double more = order.ratio() - 1;
    if (more == 0) {
      return "  predicted %-7s  %s and %s are equal%n".formatted(order.measure(), name, firstName);
    }
    String survives =
        order.turned() == 0
            ? "stays so in all %d combinations of ±10 %%".formatted(order.combinations())
            : "turns in %d of %d combinations of ±10 %%%s"
                .formatted(
                    order.turned(),
                    order.combinations(),
                    order.alone().isEmpty()
                        ? ""
                        : ", by itself with " + String.join(" or ", order.alone()));
    return "  predicted %-7s  %s is %s %s than %s: %s%n"
        .formatted(
            order.measure(),
            name,
            Column.percent(Math.abs(more)),
            more > 0 ? "more" : "less",
            firstName,
            survives);
  }
}
