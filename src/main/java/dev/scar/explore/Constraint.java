package dev.scar.explore;

import java.util.Optional;

/** What a metric must not be less or more than; a value that is not known breaks nothing. */
public record Constraint(Metric metric, double least, double most) {
  /** What a row breaks, in words. */
  Optional<String> broken(Row row) {
    double value = metric.of(row);
    if (value < least) {
      return Optional.of(
          "%s %s is less than %s"
              .formatted(metric.label(), metric.shown(value), metric.shown(least)));
    }
    return value > most
        ? Optional.of(
            "%s %s is more than %s"
                .formatted(metric.label(), metric.shown(value), metric.shown(most)))
        : Optional.empty();
  }
}
