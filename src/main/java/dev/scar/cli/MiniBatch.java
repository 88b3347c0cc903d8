package dev.scar.cli;

import dev.scar.search.anneal.AnnealingSearch;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Samples per mini-batch.
 *
 * @param label as written
 * @param samples 0 if they are not given by a number
 */
record MiniBatch(String label, int samples) {
  static final MiniBatch AUTO = new MiniBatch("auto", 0);
  static final MiniBatch BEST = new MiniBatch("best", 0);

  /** As the annealing search has it. */
  int forAnnealing() {
    return equals(AUTO) ? AnnealingSearch.MOST_THAT_FITS : samples;
  }

  boolean isNumber() {
    return !equals(AUTO) && !equals(BEST);
  }

  @Override
  public String toString() {
    return label;
  }

  /** A number of samples, or how to choose it. */
  static final class Converter implements ITypeConverter<MiniBatch> {
    @Override
    public MiniBatch convert(String text) {
      for (MiniBatch known : List.of(AUTO, BEST)) {
        if (known.label().equalsIgnoreCase(text)) {
          return known;
        }
      }
      if (!text.matches("-?[0-9]{1,9}")) {
        throw new TypeConversionException("(" + text + ") is not auto, best or a whole number");
      }
      return new MiniBatch(text, Integer.parseInt(text));
    }
  }
}
