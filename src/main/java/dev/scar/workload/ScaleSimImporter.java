package dev.scar.workload;

import dev.scar.files.CsvFileReader;
import dev.scar.files.CsvRow;
import dev.scar.files.CsvTable;
import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.files.InputProblems;
import java.util.List;
import java.util.Locale;

/**
 * Imports the network of a topology file of SCALE-Sim (A. Samajdar et al., "A Systematic
 * Methodology for Characterizing Scalability of DNN Accelerators using SCALE-Sim", ISPASS 2020):
 * convolutions ({@code Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width,
 * Channels, Num Filter, Strides,}) or products ({@code Layer, M, N, K,}), told apart by the number
 * of columns.
 *
 * <p>Maps are taken as they are, padding 0; a kernel larger than its map gets the least padding
 * that makes it fit, with a note. A layer reads the one before it. Columns further right are
 * ignored.
 */
final class ScaleSimImporter implements ModelImporter {
  private static final int CONVOLUTION = 8;
  private static final int PRODUCT = 4;

  @Override
  public String name() {
    return "a topology file of SCALE-Sim (.csv)";
  }

  @Override
  public boolean accepts(InputFile file) {
    return file.shown().endsWith(".csv");
  }

  @Override
  public List<ImportedModel> read(InputFile file) {
    InputProblems problems = new InputProblems();
    CsvTable table = CsvFileReader.read(file, problems);
    List<String> columns = table.columns();
    boolean product = columns.size() >= PRODUCT && columns.size() < CONVOLUTION;
    if (columns.size() < PRODUCT
        || !columns.get(0).toLowerCase(Locale.ROOT).startsWith("layer")
        || (product && !columns.subList(1, PRODUCT).equals(List.of("M", "N", "K")))) {
      throw new InputException(
          new InputProblem(
              file.shown(),
              "line 1",
              "",
              "has not the columns of a SCALE-Sim topology",
              "Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width, Channels, Num"
                  + " Filter, Strides; or Layer, M, N, K."));
    }
    ImportedChain chain = new ImportedChain();
    for (CsvRow row : table.rows()) {
      add(row, columns, product, chain);
    }
    problems.throwIfAny();
    if (chain.isEmpty()) {
      throw new InputException(new InputProblem(file.shown(), "", "", "has no layers", ""));
    }
    String given = String.valueOf(file.path().getFileName());
    String name = LayerNames.ofFile(given.substring(0, given.length() - ".csv".length()));
    if (name.isEmpty()) {
      throw new InputException(
          new InputProblem(file.shown(), "", "", "gives no name for a model", "Rename it."));
    }
    return List.of(
        new ImportedModel(new Model(name, name, chain.layers()), 1, 1, List.of(), chain.notes()));
  }

  private static void add(CsvRow row, List<String> columns, boolean product, ImportedChain chain) {
    int sizes = (product ? PRODUCT : CONVOLUTION) - 1;
    long[] n = new long[sizes];
    for (int i = 0; i < sizes; i++) {
      n[i] = row.whole(columns.get(i + 1), 1, LayerShape.LARGEST_BOUND);
    }
    String name = row.text(columns.get(0));
    if (!row.isSound()) {
      return;
    }
    try {
      if (product) {
        chain.add(name, LayerShape.product(LayerKind.GEMM, n[0], n[1], n[2], 1));
        return;
      }
      long padY = ImportedChain.leastPadding(n[2], n[0]);
      long padX = ImportedChain.leastPadding(n[3], n[1]);
      if (padY + padX > 0) {
        chain.note(name, "padded by " + padY + " rows and " + padX + " columns, so that it fits");
      }
      chain.add(
          name,
          new LayerShape(
              LayerKind.CONV, n[5], n[4], n[2], n[3], n[0], n[1], n[6], n[6], padY, padX, 1, 1));
    } catch (IllegalArgumentException e) {
      row.problem("", "is refused: " + e.getMessage(), "");
    } catch (ArithmeticException e) {
      row.problem("", "has sizes beyond 2^63", "");
    }
  }
}
