package dev.scar.report;

import dev.scar.trace.CriticalPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A piece of a critical path as the page shows it.
 *
 * @param label what happened, for people
 * @param kind what kind of thing that is: compute, load, send, store, contention, mixed
 * @param fromPs when it began, absolute
 * @param toPs when it ended, absolute
 */
record PathStep(String label, String kind, long fromPs, long toPs) {
  private static final int MOST_STEPS = 1000;

  /**
   * The pieces of a path. Of a path of more than {@value #MOST_STEPS} steps those that follow each
   * other on one chiplet are taken together.
   */
  public static List<PathStep> of(List<CriticalPath.Step> path) {
    List<PathStep> steps = new ArrayList<>();
    boolean coarse = path.size() > MOST_STEPS;
    String chiplet = "";
    for (CriticalPath.Step step : path) {
      if (coarse && step.component().equals(chiplet)) {
        PathStep last = steps.remove(steps.size() - 1);
        steps.add(new PathStep(last.label(), "mixed", last.fromPs(), step.endPs()));
      } else {
        String kind = step.kind().name().toLowerCase(Locale.ROOT);
        steps.add(new PathStep(label(step), kind, step.startPs(), step.endPs()));
      }
      chiplet = step.component();
    }
    return List.copyOf(steps);
  }

  private static String label(CriticalPath.Step step) {
    String what =
        step.kind() == CriticalPath.Kind.COMPUTE
            ? step.component() + ": " + step.model() + " " + step.what()
            : step.what();
    return "W" + step.window() + " " + what + ", mini-batch " + step.miniBatch();
  }
}
