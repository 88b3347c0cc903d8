package dev.scar.paper;

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
public record Figure(
    String experiment, String metric, String item, String column, double paper, double ours) {
  /** Ours over the paper's; NaN if there is nothing to compare. */
  public double ratio() {
    return paper == 0 ? Double.NaN : ours / paper;
  }
}
