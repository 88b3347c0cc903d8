package dev.scar.search.anneal;

import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.schedule.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Between the optimiser's rows and schedules. */
final class Lowering {
  private final Ground ground;

  Lowering(Ground ground) {
    this.ground = ground;
  }

  /**
   * The schedule of rows. A mini-batch is named where it is not the most that L2 allows; for the
   * whole schedule if it is the same in all windows of a model, else by window.
   */
  Schedule schedule(Row[] rows) {
    Map<String, Integer> everywhere = new TreeMap<>();
    for (int m = 0; m < ground.tables().length; m++) {
      int model = m;
      List<Integer> chosen =
          Arrays.stream(rows)
              .map(row -> row.parts()[model])
              .filter(part -> part != null)
              .map(Lowering::chosen)
              .distinct()
              .toList();
      if (chosen.size() == 1 && chosen.get(0) > 0) {
        everywhere.put(id(m), chosen.get(0));
      }
    }
    List<Window> windows = new ArrayList<>();
    for (Row row : rows) {
      List<Segment> segments = new ArrayList<>();
      Map<String, Integer> here = new TreeMap<>();
      for (Part part : row.parts()) {
        if (part != null) {
          for (int k = 0; k < part.segments(); k++) {
            segments.add(
                new Segment(
                    part.model(),
                    part.bounds()[k],
                    part.bounds()[k + 1],
                    ground.fabric().node(part.chiplets()[k])));
          }
          if (chosen(part) > 0 && !everywhere.containsKey(id(part.model()))) {
            here.put(id(part.model()), chosen(part));
          }
        }
      }
      windows.add(new Window(segments, here));
    }
    return new Schedule(
        ground.scenario(),
        ground.fabric().chipletPackage(),
        ground.execution().withMiniBatch(everywhere),
        windows);
  }

  private String id(int model) {
    return ground.tables()[model].model().id();
  }

  private static int chosen(Part part) {
    return part.wish() == 0 ? 0 : part.miniBatch();
  }

  /**
   * The rows of a schedule for the same scenario and package.
   *
   * @throws IllegalArgumentException if it is executed otherwise
   */
  Row[] rows(Schedule schedule) {
    ExecutionPolicy asked = ground.execution();
    if (!asked.equals(schedule.policy().withMiniBatch(asked.miniBatch()))) {
      throw new IllegalArgumentException(
          "a schedule of " + schedule.policy() + " where " + asked + " is asked for");
    }
    PartCost costs = new PartCost(ground);
    List<Row> rows = new ArrayList<>();
    for (Window window : schedule.windows()) {
      ExecutionPolicy policy = window.under(schedule.policy());
      @Nullable Part[] parts = new Part[ground.tables().length];
      for (int m = 0; m < parts.length; m++) {
        List<Segment> segments = window.segmentsOf(m);
        if (!segments.isEmpty()) {
          int[] bounds = new int[segments.size() + 1];
          int[] chiplets = new int[segments.size()];
          for (int k = 0; k < chiplets.length; k++) {
            bounds[k] = segments.get(k).firstLayer();
            bounds[k + 1] = segments.get(k).endLayer();
            chiplets[k] = ground.fabric().chipletOn(segments.get(k).chiplet());
          }
          Integer chosen = policy.miniBatch().get(id(m));
          Part part = costs.of(m, bounds, chiplets, chosen == null ? 0 : chosen);
          parts[m] =
              chosen != null && part.miniBatch() < chosen
                  ? costs.of(m, bounds, chiplets, -chosen)
                  : part;
        }
      }
      rows.add(Row.of(parts));
    }
    return rows.toArray(Row[]::new);
  }
}
