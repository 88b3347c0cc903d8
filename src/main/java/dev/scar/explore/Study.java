package dev.scar.explore;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A question about packages: what varies, which combinations are tried, and what counts.
 *
 * @param base JSON values by field, which hold unless an axis sets the field
 * @param objectives what the Pareto front is of
 * @param best what the winner is chosen by
 * @param robustness by which part the winner's numbers are changed up and down, if at all
 */
public record Study(
    String name,
    String title,
    Map<String, String> base,
    List<Axis> axes,
    Sample sample,
    List<Constraint> constraints,
    List<Metric> objectives,
    Metric best,
    OptionalDouble robustness,
    Optional<ChipletCosts> costs) {
  public Study {
    base = Collections.unmodifiableMap(new TreeMap<>(base));
    axes = List.copyOf(axes);
    constraints = List.copyOf(constraints);
    objectives = List.copyOf(objectives);
  }
}
