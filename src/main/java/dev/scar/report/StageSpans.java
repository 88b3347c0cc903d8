package dev.scar.report;

import dev.scar.analysis.WindowPrediction;
import dev.scar.plan.Flow;
import dev.scar.plan.Stage;
import dev.scar.sim.StageRun;
import dev.scar.sim.Transfer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a stage does, as spans to be drawn: per mini-batch its load, compute, sends and store.
 *
 * <p>A stage beyond the {@link SpanBudget} gets one span per group of consecutive mini-batches
 * instead, from the start of the first to the end of the last.
 */
final class StageSpans {
  /** What a span shows. */
  public enum Kind {
    COMPUTE,
    LOAD,
    SEND,
    STORE,
    /** Several mini-batches with all they do. */
    MERGED,
    /** What a transfer takes longer than without contention. */
    CONTENTION
  }

  /**
   * A span.
   *
   * @param fromPs absolute
   * @param toPs absolute
   * @param miniBatch the first that it shows
   * @param miniBatches how many it shows
   */
  public record Span(Kind kind, long fromPs, long toPs, int miniBatch, int miniBatches) {}

  private final SpanBudget budget;

  /** Spans merged as far as this budget asks for. */
  public StageSpans(SpanBudget budget) {
    this.budget = budget;
  }

  /** As predicted, in a window that starts at this time. */
  public List<Span> predicted(Stage stage, WindowPrediction window, long startPs) {
    Times times =
        new Times(
            i -> startPs + window.stageBeganPs(stage, i),
            i -> startPs + window.stageFinishPs(stage, i));
    if (budget.isMerged(stage)) {
      return merged(stage, times);
    }
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < stage.miniBatches(); i++) {
      List<Span> moves = new ArrayList<>();
      long computePs = startPs + window.stageStartPs(stage, i);
      for (Flow flow : stage.flows()) {
        if (kind(flow) == Kind.LOAD) {
          computePs = Math.max(computePs, startPs + window.arrivalPs(flow, i));
        }
        moves.add(
            new Span(
                kind(flow),
                startPs + window.releasePs(flow, i),
                startPs + window.arrivalPs(flow, i),
                i,
                1));
      }
      add(spans, stage, i, computePs, moves);
    }
    return spans;
  }

  /** As simulated. */
  public List<Span> simulated(StageRun run) {
    Stage stage = run.program().stage();
    Times times = new Times(run::beganPs, run::finishPs);
    if (budget.isMerged(stage)) {
      return merged(stage, times);
    }
    List<List<Span>> moves = new ArrayList<>();
    for (int i = 0; i < stage.miniBatches(); i++) {
      moves.add(new ArrayList<>());
    }
    for (Transfer transfer : run.transfers()) {
      int i = transfer.miniBatch();
      Kind kind = kind(transfer.program().flow());
      long cleanPs = transfer.releasePs() + transfer.predictedPs();
      moves.get(i).add(new Span(kind, transfer.releasePs(), cleanPs, i, 1));
      moves.get(i).add(new Span(Kind.CONTENTION, cleanPs, transfer.arrivalPs(), i, 1));
    }
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < stage.miniBatches(); i++) {
      add(spans, stage, i, run.computeStartPs(i), moves.get(i));
    }
    return spans;
  }

  /** A mini-batch: what it moves, and its compute; sends in a row become one. */
  private static void add(
      List<Span> spans, Stage stage, int miniBatch, long computePs, List<Span> moves) {
    long takes = Math.multiplyExact(stage.computePs(), (long) stage.samples(miniBatch));
    List<Span> all = new ArrayList<>(moves);
    all.add(new Span(Kind.COMPUTE, computePs, computePs + takes, miniBatch, 1));
    all.removeIf(span -> span.toPs() <= span.fromPs());
    all.sort(Comparator.comparingLong(Span::fromPs));
    int first = spans.size();
    for (Span span : all) {
      int last = spans.size() - 1;
      if (last >= first && follows(span, spans.get(last))) {
        spans.set(last, new Span(span.kind(), spans.get(last).fromPs(), span.toPs(), miniBatch, 1));
      } else {
        spans.add(span);
      }
    }
  }

  /** Whether two spans of a kind meet. */
  private static boolean follows(Span span, Span last) {
    return last.kind() == span.kind() && last.toPs() == span.fromPs();
  }

  private List<Span> merged(Stage stage, Times times) {
    int group = budget.group(stage);
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < stage.miniBatches(); i += group) {
      int count = Math.min(group, stage.miniBatches() - i);
      spans.add(
          new Span(Kind.MERGED, times.start().at(i), times.finish().at(i + count - 1), i, count));
    }
    return spans;
  }

  private static Kind kind(Flow flow) {
    return switch (flow.kind()) {
      case LOAD, PREFETCH, REFILL -> Kind.LOAD;
      case SEND -> Kind.SEND;
      case STORE, SPILL -> Kind.STORE;
    };
  }

  @FunctionalInterface
  private interface Time {
    long at(int miniBatch);
  }

  private record Times(Time start, Time finish) {}
}
