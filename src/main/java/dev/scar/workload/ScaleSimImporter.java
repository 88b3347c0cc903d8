package dev.scar.workload;

import dev.scar.files.CsvFileReader;
import dev.scar.files.CsvRow;
import dev.scar.files.CsvTable;
import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.files.InputProblems;
import java.util.ArrayList;
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
 * that makes it fit, with a note. Outputs are rounded down, as a convolution has them; SCALE-Sim
 * itself rounds up where the last step of the kernel does not fit, which a note says. A layer reads
 * the one before it. Further right, a second column of strides is that along columns, and a column
 * of batch sizes must say the same for all layers; what other columns say is dropped, with a note.
 */
final class ScaleSimImporter implements ModelImporter {
  private static final int CONVOLUTION = 8;
  private static final int PRODUCT = 4;
  private static final int STRIDE = 7;

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
    Layout layout = layout(file, table.columns());
    ImportedChain chain = new ImportedChain();
    long batch = 0;
    for (CsvRow row : table.rows()) {
      add(row, layout, chain);
      batch = batch(row, layout, batch);
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
    List<String> notes = new ArrayList<>(chain.notes());
    layout.dropped().forEach(column -> notes.add("column \"" + column + "\" is dropped"));
    return List.of(
        new ImportedModel(
            new Model(name, name, chain.layers()), Math.max(1, (int) batch), 1, List.of(), notes));
  }

  /**
   * What stands where.
   *
   * @param sizes columns of sizes, in the order of the format
   * @param across the column of strides along columns
   * @param batch the column of batch sizes; empty if there is none
   * @param dropped columns that are not read
   */
  private record Layout(
      String name, List<String> sizes, String across, String batch, List<String> dropped) {
    boolean isProduct() {
      return sizes.size() < CONVOLUTION - 1;
    }
  }

  private static Layout layout(InputFile file, List<String> columns) {
    boolean product = columns.size() >= PRODUCT && columns.size() < CONVOLUTION;
    if (columns.size() < PRODUCT
        || !lower(columns.get(0)).startsWith("layer")
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
    int known = product ? PRODUCT : CONVOLUTION;
    String across = product ? "" : columns.get(STRIDE);
    String batch = "";
    List<String> dropped = new ArrayList<>();
    for (String column : columns.subList(known, columns.size())) {
      if (lower(column).startsWith("stride") && !product) {
        across = column;
      } else if (lower(column).startsWith("batch")) {
        batch = column;
      } else if (!column.isEmpty()) {
        dropped.add(column);
      }
    }
    return new Layout(columns.get(0), columns.subList(1, known), across, batch, dropped);
  }

  private static String lower(String column) {
    return column.toLowerCase(Locale.ROOT);
  }

  private static long batch(CsvRow row, Layout layout, long before) {
    if (layout.batch().isEmpty()) {
      return 1;
    }
    long own = row.whole(layout.batch(), 1, ScenarioModel.LARGEST_BATCH);
    if (before > 0 && own != before) {
      row.problem(layout.batch(), "differs from " + before + ", that of the layers before", "");
    }
    return own;
  }

  private static void add(CsvRow row, Layout layout, ImportedChain chain) {
    long[] n =
        layout.sizes().stream()
            .mapToLong(column -> row.whole(column, 1, LayerShape.LARGEST_BOUND))
            .toArray();
    long across = layout.isProduct() ? 1 : row.whole(layout.across(), 1, LayerShape.LARGEST_BOUND);
    String name = row.text(layout.name());
    if (!row.isSound()) {
      return;
    }
    try {
      if (layout.isProduct()) {
        chain.add(name, LayerShape.product(LayerKind.GEMM, n[0], n[1], n[2], 1));
        return;
      }
      long padY = ImportedChain.leastPadding(n[2], n[0]);
      long padX = ImportedChain.leastPadding(n[3], n[1]);
      if (padY + padX > 0) {
        chain.note(name, "padded by " + padY + " rows and " + padX + " columns, so that it fits");
      }
      if (Math.max(0, n[0] - n[2]) % n[6] + Math.max(0, n[1] - n[3]) % across > 0) {
        chain.note(
            name,
            "the kernel's last step does not fit its map and is left out; SCALE-Sim counts it");
      }
      chain.add(
          name,
          new LayerShape(
              LayerKind.CONV, n[5], n[4], n[2], n[3], n[0], n[1], n[6], across, padY, padX, 1, 1));
    } catch (IllegalArgumentException e) {
      row.problem("", "is refused: " + e.getMessage(), "");
    } catch (ArithmeticException e) {
      row.problem("", "has sizes beyond 2^63", "");
    }
  }
}
