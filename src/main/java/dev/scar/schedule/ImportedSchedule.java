package dev.scar.schedule;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.hardware.ChipletPackage;
import dev.scar.workload.Scenario;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The windows of another tool's schedule, which nothing has checked yet.
 *
 * @param places where in the file each segment of each window stands
 */
public record ImportedSchedule(List<Window> windows, List<Map<Segment, String>> places) {
  private static final Pattern SEGMENT = Pattern.compile("windows\\[(\\d+)]\\.segments\\[(\\d+)]");

  public ImportedSchedule {
    windows = List.copyOf(windows);
    places = places.stream().map(Map::copyOf).toList();
  }

  /**
   * The schedule, with weights where they fit and the largest mini-batches.
   *
   * @throws InputException with everything that makes it invalid, by the places in the file
   */
  public Schedule on(InputFile file, Scenario scenario, ChipletPackage chipletPackage) {
    try {
      return new Schedule(scenario, chipletPackage, ExecutionPolicy.DEFAULT, windows);
    } catch (ScheduleException e) {
      throw new InputException(
          e.problems().stream()
              .map(p -> new InputProblem(file.shown(), place(p), "", p.message(), p.advice()))
              .toList());
    }
  }

  private String place(ScheduleException.Problem problem) {
    Matcher at = SEGMENT.matcher(problem.path());
    if (!at.matches()) {
      return "";
    }
    int window = Integer.parseInt(at.group(1));
    Segment segment = windows.get(window).segments().get(Integer.parseInt(at.group(2)));
    return places.get(window).getOrDefault(segment, "");
  }
}
