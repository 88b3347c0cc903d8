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
import dev.scar.workload.Serving;
import dev.scar.workload.Transformer;
import dev.scar.workload.onnx.ImportOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A folder with a model file for each of some models and a scenario of them, made from another
 * tool's listing or of sizes.
 *
 * @param shown what messages call the listing, or what was generated
 * @param title of the scenario
 * @param source what the files call it
 * @param scenario the scenario's file name without ending
 * @param names of the models' files, without ending, in the order of the models
 */
public record WorkloadFolder(
    String shown,
    String title,
    String source,
    String scenario,
    List<String> names,
    List<ImportedModel> models) {

  public WorkloadFolder {
    names = List.copyOf(names);
    models = List.copyOf(models);
  }

  /**
   * Reads a listing and gives everything a name.
   *
   * @param options what the user says where the listing leaves something open
   * @throws InputException with what cannot be imported
   */
  public static WorkloadFolder of(InputFile listing, ImportOptions options) {
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
    return new WorkloadFolder(
        listing.shown(), "Imported from " + file, file, scenario, names, models);
  }

  /**
   * A transformer, as it is served.
   *
   * @param kind what it is, such as {@code llama-3-8b}
   * @throws InputException naming what it cannot be
   */
  public static WorkloadFolder of(String kind, Transformer transformer, Serving serving) {
    String name =
        kind + "-s" + serving.sequence() + (serving.context() > 0 ? "-c" + serving.context() : "");
    try {
      ImportedModel model = ImportedModel.of(name, transformer, serving);
      return new WorkloadFolder(
          kind,
          "%d tokens after %d of %d texts, %s"
              .formatted(serving.sequence(), serving.context(), serving.batch(), kind),
          "scar workload generate",
          name + "-b" + serving.batch(),
          List.of(name),
          List.of(model));
    } catch (IllegalArgumentException e) {
      throw new InputException(
          new InputProblem(kind, "", "", "is not possible: " + e.getMessage(), ""));
    } catch (ArithmeticException e) {
      throw new InputException(new InputProblem(kind, "", "", "has sizes beyond 2^63", ""));
    }
  }

  /**
   * Writes the folder, whole or not at all: what would not be read back, or could not be costed on
   * the package, is refused.
   *
   * @param topology the package that the scenario names
   * @throws InputException with the listing's name and what its contents cannot be
   */
  public void write(Path out, boolean overwrite, String topology, Inputs inputs) {
    ChipletPackage made = inputs.topology(topology);
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
          stream ->
              ModelWriter.writeScenario(scenario, title, source, topology, models, names, stream));
      check(inputs.scenario(folder.staged(scenario + ".json").toString()), made);
      folder.publish();
    } catch (InputException e) {
      throw new InputException(
          e.problems().stream().map(p -> problem(p.path(), p.value(), p.expectation())).toList());
    }
  }

  private void check(Scenario scenario, ChipletPackage made) {
    MaestroCostModel costs = MaestroCostModel.shipped();
    List<ChipletType> types = made.chiplets().stream().map(Chiplet::type).distinct().toList();
    try {
      for (ScenarioModel model : scenario.models()) {
        model.model().layers().forEach(layer -> types.forEach(type -> costs.cost(layer, type)));
      }
    } catch (CostException e) {
      throw new InputException(
          problem("", "", "cannot be costed: " + String.valueOf(e.getMessage())));
    }
  }

  private InputProblem problem(String path, String value, String expectation) {
    return new InputProblem(shown, path, value, expectation, "");
  }
}
