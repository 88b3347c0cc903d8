package dev.scar.search.order;

import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Window;
import dev.scar.search.ScheduleSearch;
import dev.scar.search.SearchResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Improves schedules by order on chiplets: joins windows as long as that helps, and all of them;
 * then changes the best ones at random, and goes on from what is better or, at first, a little
 * worse. Where L2 holds all mini-batches of what is changed, it holds those of the change, too,
 * since the prediction does not charge for others; where a user asked for larger ones it does not.
 */
final class Improvement {
  private static final int WALKS = 2;
  private static final double WARM = 0.004;
  private static final int ASKED_EVERY = 64;

  private final ScheduleSearch.Task task;
  private final Judge judge;
  private final boolean choosesMiniBatch;
  private final int moves;

  Improvement(ScheduleSearch.Task task, OrderedSearch how) {
    this.task = task;
    this.judge = new Judge(task, how.fixed(), how.barrier());
    this.choosesMiniBatch = how.choosesMiniBatch();
    this.moves = how.moves();
  }

  /** The better of what was found and what comes of it and of other schedules. */
  SearchResult of(SearchResult found, List<Schedule> known) {
    List<Judge.Judged> starts = new ArrayList<>();
    for (Schedule start : known) {
      if (start.windows().stream().allMatch(judge::allows)) {
        starts.addAll(joined(start.windowsAlone()));
      }
    }
    if (starts.isEmpty()) {
      return found;
    }
    starts.sort(Comparator.comparingDouble(Judge.Judged::score));
    Judge.Judged best = starts.get(0);
    for (int walk = 0; walk < Math.min(WALKS, starts.size()); walk++) {
      Judge.Judged end = walk(starts.get(walk), walk);
      best = end.score() < best.score() ? end : best;
    }
    return best.score() < found.score() ? with(found, best) : found;
  }

  /** Windows joined one after another, best first; every state on the way down to one window. */
  private List<Judge.Judged> joined(List<Window> windows) {
    List<Judge.Judged> states = new ArrayList<>(List.of(judge.judge(windows)));
    List<Window> now = windows;
    boolean held = judge.holds(windows);
    while (now.size() > 1 && !task.stop().getAsBoolean()) {
      Optional<Judge.Judged> best = Optional.empty();
      for (int w = 0; w + 1 < now.size(); w++) {
        for (Changes.Keep keep : keeps()) {
          List<Window> next = new ArrayList<>(now);
          Window second = next.remove(w + 1);
          Window one = Changes.joined(now.get(w), second, task.scenario(), keep);
          next.set(w, one);
          Judge.Judged judged = judge.judge(next);
          boolean fits = !held || judge.holds(List.of(one));
          if (fits && (best.isEmpty() || judged.score() < best.get().score())) {
            best = Optional.of(judged);
          }
        }
      }
      if (best.isEmpty()) {
        return states;
      }
      states.add(best.get());
      now = best.get().windows();
    }
    return states;
  }

  private List<Changes.Keep> keeps() {
    return choosesMiniBatch ? List.of(Changes.Keep.values()) : List.of(Changes.Keep.FIRST);
  }

  private Judge.Judged walk(Judge.Judged start, int number) {
    SplittableRandom random = new SplittableRandom(task.options().seed() + number);
    Changes changes =
        new Changes(
            task.scenario(), task.chipletPackage().chiplets(), choosesMiniBatch ? 8 : 7, random);
    Judge.Judged now = start;
    Judge.Judged best = start;
    boolean held = judge.holds(start.windows());
    for (int i = 0; i < moves / WALKS; i++) {
      if (i % ASKED_EVERY == 0 && task.stop().getAsBoolean()) {
        break;
      }
      int w = random.nextInt(now.windows().size());
      Optional<Window> changed =
          changes
              .changed(now.windows().get(w))
              .filter(judge::allows)
              .filter(window -> !held || judge.holds(List.of(window)));
      double chance = random.nextDouble();
      if (changed.isPresent()) {
        List<Window> windows = new ArrayList<>(now.windows());
        windows.set(w, changed.get());
        Judge.Judged next = judge.judge(windows);
        double warm = WARM * Math.max(0, 1 - 1.25 * i * WALKS / moves);
        double worse = next.score() / now.score() - 1;
        if (worse <= 0 || (warm > 0 && chance < Math.exp(-worse / warm))) {
          now = next;
        }
        best = now.score() < best.score() ? now : best;
      }
    }
    return best;
  }

  private SearchResult with(SearchResult found, Judge.Judged best) {
    Prediction prediction = Predictor.predict(judge.plan(best.windows()));
    if (prediction.latencyPs() != best.latencyPs()) {
      throw new IllegalStateException(
          "predicted %d ps, judged %d ps".formatted(prediction.latencyPs(), best.latencyPs()));
    }
    List<Prediction> ranked = new ArrayList<>(found.ranked());
    List<Double> scores = new ArrayList<>(found.scores());
    ranked.add(0, prediction);
    scores.add(0, best.score());
    if (ranked.size() > task.options().ranked()) {
      ranked.remove(ranked.size() - 1);
      scores.remove(scores.size() - 1);
    }
    SearchResult.Tradeoff tradeoff = new SearchResult.Tradeoff(best.latencyPs(), best.energyJ());
    return found.led(ranked, scores, tradeoff, judge.predicted());
  }
}
