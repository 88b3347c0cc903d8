package dev.scar.study;

import dev.scar.analysis.ContentionBound;
import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.analysis.WindowPrediction;
import dev.scar.cost.CostModel;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.TopologyWriter;
import dev.scar.plan.PlanBuilder;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.schedule.Window;
import dev.scar.search.Objective;
import dev.scar.search.ScarScheduler;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs searches, each once for the same inputs, and predicts given schedules. */
public final class Experiments {
  private static final int ESTIMATED = 50;
  private static final int MOST_TRADEOFFS = 60;

  private final Sources sources;
  private final CostModel costs;
  private final String program;
  private final ResultCache cache;
  private final SearchOptions base;
  private final int threads;
  private final Listener listener;
  private final Map<SearchRequest, SearchOutcome> answered = new ConcurrentHashMap<>();

  /** Told about progress, from any thread. */
  @FunctionalInterface
  public interface Listener {
    /** So many searches of all are done; the last one was this. */
    void done(int searches, int all, String last);
  }

  /**
   * Experiments.
   *
   * @param program identifies the program, since another one may come to other results
   * @param base options of all searches; {@link SearchOptions#splits} is the most that any makes
   */
  public Experiments(
      Sources sources,
      CostModel costs,
      String program,
      ResultCache cache,
      SearchOptions base,
      int threads,
      Listener listener) {
    this.sources = sources;
    this.costs = costs;
    this.program = program;
    this.cache = cache;
    this.base = base;
    this.threads = threads;
    this.listener = listener;
  }

  /** Everything that a request stands for, read and changed as its variant says. */
  private record Problem(Scenario scenario, ChipletPackage chipletPackage, SearchOptions options) {
    /** All of it as text. */
    String text(String program, boolean contentionAware) {
      StringBuilder text = new StringBuilder(program).append('\n');
      for (ScenarioModel model : scenario.models()) {
        text.append(model).append('\n').append(model.model().layers()).append('\n');
      }
      ByteArrayOutputStream topology = new ByteArrayOutputStream();
      try {
        TopologyWriter.write(chipletPackage, topology);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return text.append(topology.toString(StandardCharsets.UTF_8))
          .append(options)
          .append(contentionAware)
          .toString();
    }
  }

  private Problem problem(SearchRequest request) {
    Scenario scenario = request.variant().workload().apply(request.scenario(), sources);
    ChipletPackage made =
        request.variant().hardware().apply(sources.chipletPackage(request.topology()));
    SearchOptions options =
        request
            .upon(base)
            .with()
            .ranked(request.variant().contentionAware() ? ESTIMATED : 1)
            .build();
    return new Problem(scenario, made, request.variant().options().apply(scenario, options));
  }

  /** Searches, unless the outcome is known. */
  public SearchOutcome outcome(SearchRequest request) {
    SearchOutcome seen = answered.get(request);
    if (seen == null) {
      seen = lookUp(request);
      answered.put(request, seen);
    }
    return seen;
  }

  private SearchOutcome lookUp(SearchRequest request) {
    Problem problem = problem(request);
    boolean aware = request.variant().contentionAware();
    String inputs = problem.text(program, aware);
    return cache
        .get(inputs)
        .orElseGet(
            () -> {
              SearchOutcome outcome = search(problem, aware);
              cache.put(inputs, request.label() + "; " + request.variant().label(), outcome);
              return outcome;
            });
  }

  /** Searches all of these side by side, so that later questions find them known. */
  public void prepare(List<SearchRequest> requests) {
    List<SearchRequest> distinct = requests.stream().distinct().toList();
    AtomicInteger done = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (SearchRequest request : distinct) {
        running.add(
            pool.submit(
                () -> {
                  outcome(request);
                  listener.done(done.incrementAndGet(), distinct.size(), request.label());
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      pool.shutdownNow();
    }
  }

  /** Predicts a schedule of the motivational example. */
  public Prediction motivational(String name, Variant variant) {
    String file = variant.firstChipletIsShi() && name.equals("B1") ? "B1-shi" : name;
    Schedule read = sources.motivational(file);
    Schedule changed =
        new Schedule(
            read.scenario(),
            variant.hardware().apply(read.chipletPackage()),
            variant.options().apply(read.scenario(), base).execution(),
            read.windows());
    return Predictor.predict(new PlanBuilder(costs).build(changed));
  }

  /** The inputs by name. */
  public Sources sources() {
    return sources;
  }

  /** What layers cost. */
  public CostModel costs() {
    return costs;
  }

  private SearchOutcome search(Problem problem, boolean contentionAware) {
    SearchResult result =
        new ScarScheduler(costs, 1, () -> false, (done, all) -> {})
            .schedule(problem.scenario(), problem.chipletPackage(), problem.options());
    Objective objective = problem.options().objective();
    Prediction best =
        contentionAware
            ? result.ranked().stream()
                .min(
                    Comparator.comparingDouble(
                        p -> objective.scorePs(ContentionBound.latencyPs(p), p.energy().totalJ())))
                .orElseThrow()
            : result.best();
    return new SearchOutcome(
        contentionAware ? ContentionBound.latencyPs(best) : best.latencyPs(),
        best.energy().computeJ(),
        best.energy().nopJ(),
        best.energy().dramJ(),
        windows(best),
        thinned(result.pareto()),
        result.coverage().exact());
  }

  private static List<SearchOutcome.WindowPart> windows(Prediction best) {
    Schedule schedule = best.plan().schedule();
    List<SearchOutcome.WindowPart> parts = new ArrayList<>();
    for (int w = 0; w < schedule.windows().size(); w++) {
      Window window = schedule.windows().get(w);
      WindowPrediction predicted = best.windows().get(w);
      List<SearchOutcome.ModelPart> models = new ArrayList<>();
      for (int m = 0; m < schedule.scenario().models().size(); m++) {
        List<Segment> segments = window.segmentsOf(m);
        if (!segments.isEmpty()) {
          models.add(
              new SearchOutcome.ModelPart(
                  schedule.scenario().models().get(m).id(),
                  predicted.modelLatencyPs(m),
                  segments.stream().map(s -> part(s, schedule.chipletPackage())).toList()));
        }
      }
      parts.add(new SearchOutcome.WindowPart(predicted.latencyPs(), models));
    }
    return parts;
  }

  private static SearchOutcome.SegmentPart part(Segment segment, ChipletPackage made) {
    String type = made.chipletAt(segment.chiplet()).orElseThrow().type().name();
    return new SearchOutcome.SegmentPart(segment.layerCount(), segment.chiplet(), type);
  }

  /** At most so many points, evenly chosen, with both ends. */
  private static List<SearchOutcome.Tradeoff> thinned(List<SearchResult.Tradeoff> front) {
    List<SearchOutcome.Tradeoff> kept = new ArrayList<>();
    int points = Math.min(front.size(), MOST_TRADEOFFS);
    for (int i = 0; i < points; i++) {
      int at = points == 1 ? 0 : (int) ((long) i * (front.size() - 1) / (points - 1));
      kept.add(new SearchOutcome.Tradeoff(front.get(at).latencyPs(), front.get(at).energyJ()));
    }
    return kept;
  }
}
