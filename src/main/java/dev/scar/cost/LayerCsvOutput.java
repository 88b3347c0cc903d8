package dev.scar.cost;

import dev.scar.cost.LayerAnalysis.Counts;
import dev.scar.cost.LayerAnalysis.Delay;
import dev.scar.files.NumberFormat;
import dev.scar.hardware.ChipletType.ActivityEnergy;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The output columns of the reference data, in its order and number formats. */
final class LayerCsvOutput {
  private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);
  private static final int UTILIZATION_DECIMALS = 6;
  private static final int ENERGY_DECIMALS = 2;
  private static final int LONGEST_PLAIN = 16;

  static final List<String> COLUMNS =
      List.of(
          "runtime_cycles",
          "total_macs",
          "true_macs",
          "utilization",
          "avg_utilized_pes",
          "total_energy",
          "input_l1_read",
          "input_l1_write",
          "input_l2_read",
          "input_l2_write",
          "weight_l1_read",
          "weight_l1_write",
          "weight_l2_read",
          "weight_l2_write",
          "output_l1_read",
          "output_l1_write",
          "output_l2_read",
          "output_l2_write",
          "l1_req_per_pe",
          "l2_req",
          "noc_bw_required",
          "noc_bw_avg",
          "offchip_bw_required",
          "ingress_delay_min",
          "ingress_delay_max",
          "ingress_delay_avg",
          "egress_delay_min",
          "egress_delay_max",
          "egress_delay_avg",
          "compute_delay_min",
          "compute_delay_max",
          "compute_delay_avg",
          "degenerate");

  private LayerCsvOutput() {}

  static List<String> fields(
      LayerAnalysis analysis, LayerCsvFormat.Row row, ActivityEnergy energy, double macTolerance) {
    long needed = row.layer().trueMacs();
    BigDecimal pes = new BigDecimal(analysis.avgUtilizedPes()).round(SIX_DIGITS);
    double utilization = pes.doubleValue() / row.hardware().pes();
    List<String> fields = new ArrayList<>();
    fields.add(Long.toString(analysis.cycles()));
    fields.add(Long.toString(analysis.macs()));
    fields.add(Long.toString(needed));
    fields.add(decimals(utilization, UTILIZATION_DECIMALS));
    fields.add(sixDigits(analysis.avgUtilizedPes()));
    fields.add(decimals(analysis.energyMacUnits(energy), ENERGY_DECIMALS));
    for (Counts counts : List.of(analysis.input(), analysis.weight(), analysis.output())) {
      add(fields, counts.l1Read(), counts.l1Write(), counts.l2Read(), counts.l2Write());
    }
    add(fields, analysis.l1RequiredPerPe(), analysis.l2Required(), analysis.nocRequired());
    fields.add(sixDigits(analysis.nocAverage()));
    add(fields, analysis.offChipRequired());
    for (Delay delay : List.of(analysis.ingress(), analysis.egress(), analysis.compute())) {
      add(fields, delay.least(), delay.greatest(), delay.mean());
    }
    fields.add(degenerate(analysis, needed, macTolerance));
    return fields;
  }

  private static void add(List<String> fields, long... numbers) {
    for (long number : numbers) {
      fields.add(Long.toString(number));
    }
  }

  private static String degenerate(LayerAnalysis analysis, long needed, double macTolerance) {
    if (analysis.cycles() <= 0) {
      return "invalid";
    }
    return Math.abs(analysis.macs() - needed) > macTolerance * needed ? "mac_mismatch" : "none";
  }

  /** Rounded to so many decimals and then as Python prints it: shortest, with at least one. */
  static String decimals(double value, int decimals) {
    double rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).doubleValue();
    BigDecimal shortest = NumberFormat.exactly(rounded).stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (rounded != 0 && (exponent < -4 || exponent >= LONGEST_PLAIN)) {
      return withExponent(shortest, exponent);
    }
    String text = shortest.toPlainString();
    return text.contains(".") ? text : text + ".0";
  }

  /** Six significant digits, with an exponent beyond them, as C's {@code %g} prints. */
  static String sixDigits(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(SIX_DIGITS).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < SIX_DIGITS.getPrecision()) {
      return rounded.toPlainString();
    }
    return withExponent(rounded, exponent);
  }

  private static String withExponent(BigDecimal number, int exponent) {
    BigDecimal digits = number.scaleByPowerOfTen(-exponent).stripTrailingZeros();
    String sign = exponent < 0 ? "-" : "+";
    return String.format(
        Locale.ROOT, "%se%s%02d", digits.toPlainString(), sign, Math.abs(exponent));
  }
}
