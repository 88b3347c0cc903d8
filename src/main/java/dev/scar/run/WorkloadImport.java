package dev.scar.run;

import dev.scar.cost.CostException;
import dev.scar.cost.MaestroCostModel;
import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.files.OutputFolder;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.ChipletType;
import dev.scar.workload.ImportedModel;
import dev.scar.workload.ModelImporters;
import dev.scar.workload.ModelWriter;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import dev.scar.workload.onnx.ImportOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Turns another tool's listing into a folder with a model file for each of its models and a
 * scenario of them.
 *
 * @param scenario the scenario's file name without ending
 * @param names of the models' files, without ending, in the order of the models
 */
public record WorkloadImport(String scenario, List<String> names, List<ImportedModel> models) {

  public WorkloadImport {
    names = List.copyOf(names);
    models = List.copyOf(models);
  }

  /**
   * Reads a listing and gives everything a name.
   *
   * @param options what the user says where the listing leaves something open
   * @throws InputException with what cannot be imported
   */
  public static WorkloadImport of(InputFile listing, ImportOptions options) {
    List<ImportedModel> models = ModelImporters.read(listing, options);
    String file = String.valueOf(listing.path().getFileName());
    String start = file.contains(".") ? file.substring(0, file.indexOf('.')) : file;
    String plain = start.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[._-]+", "");
    String scenario =
        plain.isEmpty() ? "imported" : plain.substring(0, Math.min(90, plain.length()));
    Set<String> taken = new HashSet<>(Set.of(scenario));
    List<String> names = new ArrayList<>();
    for (ImportedModel model : models) {
      String own = model.model().name();
      String name = own;
      for (int copy = 2; !taken.add(name); copy++) {
        name = own.substring(0, Math.min(90, own.length())) + "-" + copy;
      }
      names.add(name);
    }
    return new WorkloadImport(scenario, names, models);
  }

  /**
   * Writes the folder, whole or not at all: what would not be read back, or could not be costed on
   * the package, is refused.
   *
   * @param topology the package that the scenario names
   * @throws InputException with the listing's name and what its contents cannot be
   */
  public void write(
      InputFile listing, Path out, boolean overwrite, String topology, Inputs inputs) {
    ChipletPackage made = inputs.topology(topology);
    String source = String.valueOf(listing.path().getFileName());
    Set<String> ours = new HashSet<>(Set.of(scenario + ".json"));
    names.forEach(name -> ours.add(name + ".json"));
    try (OutputFolder folder = OutputFolder.create(out, overwrite, ours)) {
      for (int m = 0; m < names.size(); m++) {
        ImportedModel model = models.get(m);
        String name = names.get(m);
        folder.write(name + ".json", stream -> ModelWriter.write(model, name, source, stream));
      }
      folder.write(
          scenario + ".json",
          stream -> ModelWriter.writeScenario(scenario, source, topology, models, names, stream));
      check(listing, inputs.scenario(folder.staged(scenario + ".json").toString()), made);
      folder.publish();
    } catch (InputException e) {
      throw new InputException(
          e.problems().stream()
              .map(p -> problem(listing, p.path(), p.value(), p.expectation()))
              .toList());
    }
  }

  private static void check(InputFile listing, Scenario scenario, ChipletPackage made) {
    MaestroCostModel costs = MaestroCostModel.shipped();
    List<ChipletType> types = made.chiplets().stream().map(Chiplet::type).distinct().toList();
    try {
      for (ScenarioModel model : scenario.models()) {
        model.model().layers().forEach(layer -> types.forEach(type -> costs.cost(layer, type)));
      }
    } catch (CostException e) {
      throw new InputException(
          problem(listing, "", "", "cannot be costed: " + String.valueOf(e.getMessage())));
    }
  }

  private static InputProblem problem(
      InputFile listing, String path, String value, String expectation) {
    return new InputProblem(listing.shown(), path, value, expectation, "");
  }
}
