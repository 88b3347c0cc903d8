package dev.scar.report;

import dev.scar.report.laws.Physics;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Writes {@code summary.json}: everything about a run, for machines. Times are integer picoseconds,
 * energies joules.
 */
public final class SummaryWriter {
  private static final int MOST_PAIRS = 100;

  private SummaryWriter() {}

  private record LawView(String statement, long checked, long broken) {}

  /** The text. */
  public static String text(RunReport run) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("format", "scar-summary-1");
    summary.put("inputs", run.origin().all());
    summary.putAll(run.totals());
    summary.put("windows", run.windows());
    summary.put("resources", run.resources());
    summary.put("packetLatencyPs", packetLatency(run.packetLatencyPs()));
    summary.put("transfers", run.delays().models());
    summary.put("lateness", run.lateness().view());
    summary.put("whatIf", run.whatIfs());
    summary.put("waitingPairs", run.delays().pairs(MOST_PAIRS));
    summary.put("l2", run.l2().stream().map(L2Occupancy.Peak::of).toList());
    List<FrameRow> frames = run.frames();
    if (!frames.isEmpty()) {
      summary.put("frames", frames);
    }
    summary.put("physics", physics(run.physics()));
    return ViewWriter.text(summary);
  }

  /** The file. */
  public static void write(RunReport run, OutputStream out) throws IOException {
    out.write(text(run).getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> packetLatency(Histogram latency) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("count", latency.getTotalCount());
    view.put("p50", latency.getValueAtPercentile(50));
    view.put("p90", latency.getValueAtPercentile(90));
    view.put("p99", latency.getValueAtPercentile(99));
    view.put("p99.9", latency.getValueAtPercentile(99.9));
    view.put("max", latency.getMaxValue());
    return view;
  }

  private static Map<String, Object> physics(Physics physics) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("holds", physics.holds());
    for (Physics.Law law : physics.laws()) {
      view.put(law.name(), new LawView(law.statement(), law.checked(), law.broken()));
    }
    return view;
  }
}
