package dev.scar.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.plan.Flow;
import dev.scar.plan.Plan;
import dev.scar.plan.Stage;
import dev.scar.plan.WindowPlan;
import dev.scar.trace.LogDetail;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What happens when, as text to be compared with what was worked out by hand, in ns: L is when each
 * mini-batch is loaded, C when it is computed, X when it is sent, S when it is stored.
 */
final class Timeline {
  private Timeline() {}

  private record Span(long fromPs, long toPs) {
    @Override
    public String toString() {
      return ns(fromPs) + "-" + ns(toPs);
    }

    private static long ns(long ps) {
      assertThat(ps % 1000).isZero();
      return ps / 1000;
    }
  }

  private static String line(String what, List<Span> spans) {
    StringBuilder text = new StringBuilder(what);
    spans.stream()
        .filter(span -> span.toPs() > span.fromPs())
        .sorted(Comparator.comparingLong(Span::fromPs))
        .forEach(span -> text.append(' ').append(span));
    return text.toString();
  }

  private static String letter(Flow flow) {
    return switch (flow.kind()) {
      case LOAD -> "L";
      case PREFETCH -> "P";
      case SEND -> "X";
      case STORE -> "S";
      case SPILL, REFILL -> throw new IllegalStateException("nothing is spilled here");
    };
  }

  private static List<Flow> flows(WindowPlan window, Stage stage) {
    return window.flows().stream().filter(flow -> flow.stage() == stage.ordinal()).toList();
  }

  /** A line for the loads, the computations, each send and the stores of each stage. */
  static List<String> predicted(Plan plan) {
    Prediction prediction = Predictor.predict(plan);
    List<String> lines = new ArrayList<>();
    for (WindowPlan window : plan.windows()) {
      var times = prediction.windows().get(window.index());
      for (Stage stage : window.stages()) {
        List<Span> compute = new ArrayList<>();
        for (int i = 0; i < stage.miniBatches(); i++) {
          long loaded = stage.load().isPresent() ? times.arrivalPs(stage.load().get(), i) : 0;
          long start = Math.max(loaded, times.stageStartPs(stage, i));
          compute.add(new Span(start, start + stage.computePs() * stage.samples(i)));
        }
        lines.add(line("C", compute));
        for (Flow flow : flows(window, stage)) {
          List<Span> moves = new ArrayList<>();
          for (int i = 0; i < stage.miniBatches(); i++) {
            moves.add(new Span(times.releasePs(flow, i), times.arrivalPs(flow, i)));
          }
          lines.add(line(letter(flow), moves));
        }
      }
    }
    return lines;
  }

  static List<String> simulated(Plan plan) {
    ReplayOptions options = new ReplayOptions(4096, LogDetail.OFF, (w, t) -> {});
    ReplayResult result = new LoopEngine().replay(plan, options, entry -> {});
    List<String> lines = new ArrayList<>();
    for (WindowReplay window : result.windows()) {
      long from = plan.barrier() ? window.startPs() : 0;
      for (StageRun run : window.stages()) {
        Stage stage = run.program().stage();
        List<Span> compute = new ArrayList<>();
        for (int i = 0; i < stage.miniBatches(); i++) {
          long start = Math.max(loadedPs(run, i), run.startPs(i)) - from;
          compute.add(new Span(start, start + stage.computePs() * stage.samples(i)));
        }
        lines.add(line("C", compute));
        for (Flow flow : flows(plan.windows().get(window.index()), stage)) {
          lines.add(
              line(
                  letter(flow),
                  run.transfers().stream()
                      .filter(transfer -> transfer.program().flow().equals(flow))
                      .map(t -> new Span(t.releasePs() - from, t.arrivalPs() - from))
                      .toList()));
        }
      }
    }
    return lines;
  }

  private static long loadedPs(StageRun run, int miniBatch) {
    return run.transfers().stream()
        .filter(transfer -> transfer.program().flow().kind() == Flow.Kind.LOAD)
        .filter(transfer -> transfer.miniBatch() == miniBatch)
        .mapToLong(Transfer::arrivalPs)
        .max()
        .orElse(0);
  }
}
