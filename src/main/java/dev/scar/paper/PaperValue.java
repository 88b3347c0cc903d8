package dev.scar.paper;

import java.util.ArrayList;
import java.util.List;

/**
 * A value of the paper beside ours.
 *
 * @param experiment the table or figure
 * @param metric what is compared, with its unit
 * @param item the strategy or package
 * @param column the scenario or window
 * @param paper the paper's value; NaN if it prints none
 * @param ours our value
 */
record PaperValue(
    String experiment, String metric, String item, String column, double paper, double ours) {
  /** Ours over the paper's; NaN if there is nothing to compare. */
  public double ratio() {
    return paper == 0 ? Double.NaN : ours / paper;
  }

  /** Values of an experiment as they are collected. */
  static final class Collector {
    private final Reproduction reproduction;
    private final String experiment;
    private final List<PaperValue> values;

    private Collector(Reproduction reproduction, String experiment, List<PaperValue> values) {
      this.reproduction = reproduction;
      this.experiment = experiment;
      this.values = values;
    }

    static Collector of(Reproduction reproduction, String experiment) {
      return new Collector(reproduction, experiment, new ArrayList<>());
    }

    /** For further values of another experiment. */
    Collector then(String other) {
      return new Collector(reproduction, other, values);
    }

    /** A value that the paper prints. */
    Collector add(String metric, String item, String column, double paper, double ours) {
      values.add(new PaperValue(experiment, metric, item, column, paper, ours));
      return this;
    }

    /** A value that the paper does not print. */
    Collector add(String metric, String item, String column, double ours) {
      return add(metric, item, column, Double.NaN, ours);
    }

    /** What a claim prints, beside what its check found. */
    Collector claim(String metric, String id, String... columns) {
      Paper.Claim claim = reproduction.paper().claim(id);
      List<Double> ours = Claims.judge(claim, reproduction.results()).judgement().values();
      for (int i = 0; i < columns.length; i++) {
        add(metric, id, columns[i], claim.values().get(i), ours.get(i));
      }
      return this;
    }

    List<PaperValue> values() {
      return List.copyOf(values);
    }
  }
}
