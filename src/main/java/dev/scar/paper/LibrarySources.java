package dev.scar.paper;

import dev.scar.hardware.ChipletPackage;
import dev.scar.run.Inputs;
import dev.scar.schedule.Schedule;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import dev.scar.workload.Shapes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The shipped files, each read once. */
public final class LibrarySources implements Sources {
  private final Inputs inputs;
  private final Map<String, Scenario> scenarios = new ConcurrentHashMap<>();
  private final Map<String, ChipletPackage> packages = new ConcurrentHashMap<>();
  private final Map<String, Schedule> schedules = new ConcurrentHashMap<>();

  /** From these files. */
  public LibrarySources(Inputs inputs) {
    this.inputs = inputs;
  }

  @Override
  public Scenario scenario(String name) {
    List<String> parts = List.of(name.split("\\+"));
    Scenario whole = scenarios.computeIfAbsent(parts.get(0), inputs::scenario);
    List<String> kept = parts.subList(1, parts.size());
    return kept.isEmpty()
        ? whole
        : of(whole, name, whole.models().stream().filter(m -> kept.contains(m.id())).toList());
  }

  @Override
  public Scenario scenario(String name, Shapes shapes) {
    Scenario read = scenario(name);
    return of(
        read,
        name,
        read.models().stream()
            .map(m -> m.with(inputs.model(m.model().name()).model(shapes)))
            .toList());
  }

  private static Scenario of(Scenario like, String name, List<ScenarioModel> models) {
    return new Scenario(name, like.title(), like.shapes(), like.defaultPackage(), models);
  }

  @Override
  public ChipletPackage chipletPackage(String name) {
    return packages.computeIfAbsent(name, inputs::topology);
  }

  @Override
  public Schedule motivational(String name) {
    return schedules.computeIfAbsent(
        name,
        n ->
            inputs.schedule(
                inputs.home().resolve("workloads/motivational/" + n + ".json"), null, null));
  }
}
