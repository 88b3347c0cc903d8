package dev.scar.schedule;

import dev.scar.hardware.ChipletPackage;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A schedule of a scenario on a package (Definition 9): windows that run one after the other. Valid
 * by construction.
 *
 * <p>Valid means (Theorems 1 and 2): every layer of every model is in exactly one segment; a
 * model's segments take its layers in order, window by window; the segments of a chiplet in a
 * window have an order, and no segments wait for each other; every chiplet exists and is enabled.
 */
public final class Schedule {
  private final Scenario scenario;
  private final ChipletPackage chipletPackage;
  private final ExecutionPolicy policy;
  private final List<Window> windows;

  /**
   * Checks and builds.
   *
   * @throws ScheduleException with every problem found
   */
  public Schedule(
      Scenario scenario,
      ChipletPackage chipletPackage,
      ExecutionPolicy policy,
      List<Window> windows) {
    this.scenario = scenario;
    this.chipletPackage = chipletPackage;
    this.policy = policy;
    this.windows = List.copyOf(windows);
    List<ScheduleException.Problem> problems =
        new ScheduleCheck(scenario, chipletPackage, policy).problems(windows);
    if (!problems.isEmpty()) {
      throw new ScheduleException(problems);
    }
  }

  /**
   * A schedule executed as by default.
   *
   * @throws ScheduleException with every problem found
   */
  public static Schedule of(Scenario scenario, ChipletPackage chipletPackage, Window... windows) {
    return new Schedule(scenario, chipletPackage, ExecutionPolicy.DEFAULT, List.of(windows));
  }

  /** The same, executed otherwise. */
  public Schedule executed(Execution execution) {
    return new Schedule(scenario, chipletPackage, policy.withExecution(execution), windows);
  }

  public Scenario scenario() {
    return scenario;
  }

  public ChipletPackage chipletPackage() {
    return chipletPackage;
  }

  public ExecutionPolicy policy() {
    return policy;
  }

  public List<Window> windows() {
    return windows;
  }

  /** Whether chiplets take several segments of some window in turn. */
  public boolean sharesChiplets() {
    return windows.stream().anyMatch(Window::sharesChiplets);
  }

  /**
   * The windows, each of which names the mini-batches of its models that are chosen, so that equal
   * ones do the same in any schedule.
   */
  public List<Window> windowsAlone() {
    List<Window> alone = new ArrayList<>();
    for (Window window : windows) {
      Map<String, Integer> chosen = new TreeMap<>(window.under(policy).miniBatch());
      for (int m = 0; m < scenario.models().size(); m++) {
        if (window.segmentsOf(m).isEmpty()) {
          chosen.remove(scenario.models().get(m).id());
        }
      }
      alone.add(new Window(window.segments(), chosen));
    }
    return alone;
  }
}
