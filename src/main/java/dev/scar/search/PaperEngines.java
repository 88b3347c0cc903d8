package dev.scar.search;

import dev.scar.analysis.ContentionBound;
import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.bound.Bounds;
import dev.scar.plan.PlanBuilder;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.schedule.Window;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the four engines: MCM-Reconfig's candidate partitionings, PROV, SEG and SCHED in each of
 * their windows, and the combination of the windows.
 *
 * <p>Windows are independent of each other and may be scheduled in parallel; the result does not
 * depend on the number of threads. A stop condition ends the search early with what there is; at
 * least the first partitioning is always finished.
 */
final class PaperEngines {
  private final ScarSearch paper;
  private final ScheduleSearch.Task task;
  private final Scenario scenario;
  private final SearchOptions options;
  private final SearchContext context;
  private final PackageView view;

  PaperEngines(ScarSearch paper, ScheduleSearch.Task task) {
    this.paper = paper;
    this.task = task;
    this.scenario = task.scenario();
    this.options = task.options();
    this.context = SearchContext.of(paper, task);
    this.view = context.view();
  }

  /** A partitioning with its best way to put its windows together. */
  private record Scheduled(List<WindowSchedules> windows, List<Choice<Choice<Placement>>> front) {}

  /** A schedule among those of all partitionings. */
  private record Candidate(int partitioning, Choice<Choice<Placement>> choice, double score) {}

  SearchResult search() {
    McmReconfig reconfig = new McmReconfig(scenario, context.expected(), view.chiplets());
    List<List<List<LayerRange>>> candidates =
        switch (paper.strategy()) {
          case SCAR -> reconfig.candidates(paper.windows(), options.seed());
          case STANDALONE -> List.of(reconfig.whole());
          case NN_BATON -> List.of(reconfig.oneByOne());
        };
    Combination combination = new Combination(paper.combine(), options, context.boundedModels());
    WindowSearch search = windowSearch();
    if (task.listener().follows()) {
      search =
          new ProgressSearch(search, candidates, combination, options.objective(), task.listener());
    }
    Map<List<LayerRange>, WindowSchedules> byWindow =
        new WindowPool(task.threads(), task.stop(), task.listener()).schedule(candidates, search);
    List<Scheduled> scheduled = new ArrayList<>();
    for (List<List<LayerRange>> candidate : candidates) {
      List<WindowSchedules> windows =
          candidate.stream().map(byWindow::get).filter(w -> w != null).toList();
      if (windows.size() == candidate.size()) {
        scheduled.add(new Scheduled(windows, combination.of(windows)));
      }
    }
    return result(scheduled, candidates.size());
  }

  private WindowSearch windowSearch() {
    return switch (paper.methodOn(view.chiplets(), options.contentionAware())) {
      case AUTO, EVOLUTIONARY -> new Evolution(context, task.stop());
      case EXHAUSTIVE -> new Sched(context, true);
      case BEAM -> new Sched(context, false);
    };
  }

  private SearchResult result(List<Scheduled> scheduled, int candidates) {
    Front<Choice<Placement>> pareto = new Front<>();
    List<Candidate> all = new ArrayList<>();
    for (int s = 0; s < scheduled.size(); s++) {
      for (Choice<Choice<Placement>> choice : scheduled.get(s).front()) {
        pareto.add(
            new Choice<>(choice.latencyPs(), choice.energyJ(), Choice.NO_BOUNDS, null, null));
        all.add(
            new Candidate(
                s, choice, options.objective().scorePs(choice.latencyPs(), choice.energyJ())));
      }
    }
    if (all.isEmpty()) {
      throw new NoScheduleException("no schedule found meets the latency bounds");
    }
    all.sort(Comparator.comparingDouble(Candidate::score));
    Map<List<Window>, Candidate> distinct = new LinkedHashMap<>();
    for (Candidate candidate : all) {
      if (distinct.size() < options.ranked()) {
        distinct.putIfAbsent(windows(candidate.choice(), view), candidate);
      }
    }
    PlanBuilder builder = new PlanBuilder(task.costs());
    List<Prediction> ranked = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    distinct.forEach(
        (windows, candidate) -> {
          ranked.add(
              predict(
                  builder,
                  new Schedule(scenario, view.chipletPackage(), options.execution(), windows),
                  candidate.choice(),
                  options.contentionAware()));
          scores.add(candidate.score());
        });
    Candidate best = all.get(0);
    return new SearchResult(
        ranked,
        scores,
        pareto.choices().stream()
            .map(p -> new SearchResult.Tradeoff(p.latencyPs(), p.energyJ()))
            .toList(),
        options.objective(),
        new Bounds(scenario, view.chipletPackage(), task.costs(), options.execution()),
        coverage(scheduled, candidates),
        new Explainer(view, options)
            .explain(
                scheduled.stream().map(Scheduled::windows).toList(),
                scheduled.stream().map(Scheduled::front).toList(),
                best.partitioning(),
                best.choice()));
  }

  private static SearchResult.Coverage coverage(List<Scheduled> scheduled, int candidates) {
    double covered = 0;
    long evaluated = 0;
    long combined = 0;
    boolean exact = true;
    boolean stopped = scheduled.size() < candidates;
    for (Scheduled one : scheduled) {
      double product = 1;
      for (WindowSchedules window : one.windows()) {
        product *= window.covered();
        evaluated += window.evaluated();
        combined += window.combined();
        exact &= window.exact();
        stopped |= window.stopped();
      }
      covered += product;
    }
    return new SearchResult.Coverage(
        scheduled.size(), 0, covered, evaluated, combined, exact, stopped, 0);
  }

  private static List<Window> windows(Choice<Choice<Placement>> sum, PackageView view) {
    List<Window> windows = new ArrayList<>();
    for (List<Placement> placements : Combination.placements(sum)) {
      List<Segment> segments = new ArrayList<>();
      placements.forEach(placement -> segments.addAll(placement.segments(view)));
      windows.add(new Window(segments));
    }
    return windows;
  }

  /** The analytical model's word on a schedule, which must be what the search reckoned with. */
  private static Prediction predict(
      PlanBuilder builder,
      Schedule schedule,
      Choice<Choice<Placement>> choice,
      boolean contentionAware) {
    Prediction prediction = Predictor.predict(builder.build(schedule));
    long latency = contentionAware ? ContentionBound.latencyPs(prediction) : prediction.latencyPs();
    if (latency != choice.latencyPs()) {
      throw new IllegalStateException(
          "the search reckoned with %d ps, the plan takes %d ps"
              .formatted(choice.latencyPs(), latency));
    }
    return prediction;
  }

  static Optional<Double> best(List<Choice<Choice<Placement>>> front, Objective objective) {
    return front.stream()
        .map(p -> objective.scorePs(p.latencyPs(), p.energyJ()))
        .min(Double::compare);
  }
}
