package dev.scar.cost;

import dev.scar.files.CsvFileReader;
import dev.scar.files.CsvRow;
import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblems;
import dev.scar.files.Spelling;
import dev.scar.units.Quantity;
import dev.scar.workload.Layer;
import dev.scar.workload.Model;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads a table of measured or externally computed layer costs, the paper's offline database
 * (section III).
 *
 * <p>Columns: {@code model}, {@code layer} and {@code chiplet_type} name what is costed, {@code
 * cycles} is the time of one sample at the type's clock, all repetitions of the layer included, and
 * {@code energy} its energy with a unit ({@code "1.5 uJ"}). Other columns are ignored.
 */
public final class CsvCostReader {
  /** Eleven days at 1 GHz; more is taken for a slip. */
  private static final long MOST_CYCLES = 1_000_000_000_000_000L;

  private static final double MOST_J = 1e6;

  private final Map<String, Model> models;

  /** For tables about these models. */
  public CsvCostReader(Collection<Model> models) {
    this.models = new TreeMap<>();
    models.forEach(model -> this.models.put(model.name(), model));
  }

  /**
   * Reads a table.
   *
   * @throws InputException with the line and the reason for every row that cannot be used: unknown
   *     model or layer, cycles or energy that are not positive or beyond reason, or a cost given
   *     twice
   */
  public CsvCostModel read(InputFile file) {
    InputProblems problems = new InputProblems();
    Map<CsvCostModel.Key, CsvCostModel.Entry> costs = new LinkedHashMap<>();
    for (CsvRow row : CsvFileReader.read(file, problems).rows()) {
      read(row, costs);
    }
    problems.throwIfAny();
    return new CsvCostModel(file.shown(), costs);
  }

  private void read(CsvRow row, Map<CsvCostModel.Key, CsvCostModel.Entry> costs) {
    String modelName = row.text("model");
    String layerName = row.text("layer");
    String type = row.text("chiplet_type");
    long cycles = row.whole("cycles", 1, MOST_CYCLES);
    double energyJ = row.positive("energy", Quantity.ENERGY, MOST_J, "1 MJ", "1 uJ");
    if (!row.isSound()) {
      return;
    }
    Model model = models.get(modelName);
    if (model == null) {
      row.problem("model", "is not a model here", Spelling.advice(modelName, models.keySet()));
      return;
    }
    List<String> layers = model.layers().stream().map(Layer::name).toList();
    if (!layers.contains(layerName)) {
      row.problem("layer", "is not a layer of " + modelName, Spelling.advice(layerName, layers));
      return;
    }
    CsvCostModel.Entry entry = new CsvCostModel.Entry(cycles, energyJ);
    CsvCostModel.Entry earlier = costs.put(new CsvCostModel.Key(modelName, layerName, type), entry);
    if (earlier != null && !earlier.equals(entry)) {
      row.problem("layer", "has another cost on " + type + " in a row before", "");
    }
  }
}
