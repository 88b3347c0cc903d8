package dev.scar.schedule;

import dev.scar.files.CsvFileReader;
import dev.scar.files.CsvRow;
import dev.scar.files.CsvTable;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.files.InputProblems;
import dev.scar.files.Spelling;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Imports a table with a row for each segment:
 *
 * <pre>{@code
 * model,from,to,window,chiplet,order
 * resnet-part,c2_2_1,c2_2_2,0,0,0
 * gpt-part,ff1,ff1,0,1,0
 * }</pre>
 *
 * <p>The columns may stand in any order, the rows too. Layers are named, or numbered from 0;
 * windows are numbered from 0 without a gap, chiplets are nodes. {@code order} may be left out or
 * empty where a chiplet has one segment in a window; of several, those of lower order come first.
 */
final class CsvScheduleImporter implements ScheduleImporter {
  private static final List<String> COLUMNS = List.of("model", "from", "to", "window", "chiplet");
  private static final String ORDER = "order";
  private static final int MOST_WINDOWS = 100_000;

  @Override
  public String title() {
    return "a table of model, from, to, window, chiplet and perhaps order (.csv)";
  }

  @Override
  public boolean accepts(InputFile file) {
    return file.shown().endsWith(".csv");
  }

  @Override
  public ImportedSchedule read(InputFile file, Scenario scenario) {
    InputProblems problems = new InputProblems();
    CsvTable table = CsvFileReader.read(file, problems);
    checkColumns(file, table.columns(), problems);
    problems.throwIfAny();
    List<List<Segment>> windows = new ArrayList<>();
    List<Map<Segment, String>> places = new ArrayList<>();
    Rows rows = new Rows(scenario);
    for (CsvRow row : table.rows()) {
      int window = (int) row.whole("window", 0, MOST_WINDOWS);
      Optional<Segment> segment = rows.segment(row);
      if (segment.isPresent()) {
        while (windows.size() <= window) {
          windows.add(new ArrayList<>());
          places.add(new HashMap<>());
        }
        windows.get(window).add(segment.get());
        places.get(window).put(segment.get(), "line " + row.line());
      }
    }
    problems.throwIfAny();
    for (int w = 0; w < windows.size(); w++) {
      if (windows.get(w).isEmpty()) {
        problems.add(
            new InputProblem(
                file.shown(),
                "",
                "",
                "has no segment in window " + w,
                "Windows are numbered from 0 without a gap."));
      }
    }
    problems.throwIfAny();
    return new ImportedSchedule(windows.stream().map(Window::new).toList(), places);
  }

  private static void checkColumns(InputFile file, List<String> columns, InputProblems problems) {
    for (String column : COLUMNS) {
      if (!columns.contains(column)) {
        problems.add(
            new InputProblem(file.shown(), "line 1", "", "has no column " + column, known()));
      }
    }
    for (String column : columns) {
      if (!COLUMNS.contains(column) && !column.equals(ORDER)) {
        problems.add(
            new InputProblem(file.shown(), "line 1", column, "is not a known column", known()));
      }
    }
  }

  private static String known() {
    return "Columns: " + String.join(", ", COLUMNS) + ", and perhaps " + ORDER + ".";
  }

  /** Reads the segments of rows. */
  private static final class Rows {
    private final Scenario scenario;
    private final List<String> ids;
    private final Map<Integer, LayerNumbers> layers = new HashMap<>();

    Rows(Scenario scenario) {
      this.scenario = scenario;
      this.ids = scenario.models().stream().map(ScenarioModel::id).toList();
    }

    Optional<Segment> segment(CsvRow row) {
      int chiplet = (int) row.whole("chiplet", 0, Integer.MAX_VALUE);
      boolean ordered = !row.optional(ORDER).orElse("").isEmpty();
      int order = ordered ? (int) row.whole(ORDER, 0, Integer.MAX_VALUE) : 0;
      String id = row.text("model");
      int model = ids.indexOf(id);
      if (model < 0 && !id.isEmpty()) {
        row.problem(
            "model", "is not a model of scenario " + scenario.name(), Spelling.advice(id, ids));
      }
      if (model < 0) {
        return Optional.empty();
      }
      Optional<Integer> first = layer(row, "from", model);
      Optional<Integer> last = layer(row, "to", model);
      if (first.isPresent() && last.isPresent() && last.get() < first.get()) {
        row.problem("to", "comes before " + row.text("from"), "Swap from and to.");
      }
      return row.isSound()
          ? Optional.of(
              new Segment(model, first.orElseThrow(), last.orElseThrow() + 1, chiplet, order))
          : Optional.empty();
    }

    private Optional<Integer> layer(CsvRow row, String column, int model) {
      ScenarioModel of = scenario.models().get(model);
      LayerNumbers numbers = layers.computeIfAbsent(model, m -> new LayerNumbers(of.model()));
      String written = row.text(column);
      Optional<Integer> found = numbers.of(written);
      if (found.isEmpty() && !written.isEmpty()) {
        row.problem(column, "is not a layer of " + of.id(), numbers.advice(written));
      }
      return found;
    }
  }
}
