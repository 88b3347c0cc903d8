package dev.scar.run;

import dev.scar.files.NamedGzip;
import dev.scar.files.OutputFolder;
import dev.scar.plan.Plan;
import dev.scar.report.L2Occupancy;
import dev.scar.report.PlanLabels;
import dev.scar.report.RunReport;
import dev.scar.report.TransferTable;
import dev.scar.sim.ReplayResult;
import dev.scar.trace.ChromeTraceWriter;
import dev.scar.trace.CriticalPath;
import dev.scar.trace.EventRow;
import dev.scar.trace.EventsWriter;
import dev.scar.trace.LogDetail;
import dev.scar.trace.LogSink;
import dev.scar.trace.SpanSelection;
import dev.scar.trace.TraceRange;
import dev.scar.units.Quantity;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The files that trace a replay: the event log, streamed while it runs, the drawing of it, each
 * transfer's time, and the L2 over time. All of them zipped, and named inside by the run's origin
 * ({@link NamedGzip}).
 */
final class RunTrace {
  /** What it writes. */
  static final Set<String> FILES =
      Set.of("events.csv.gz", "trace.json.gz", "transfers.csv.gz", "l2.csv.gz");

  private static final int MOST_SPANS = 200_000;

  private final LogDetail detail;
  private final TraceRange range;
  private final boolean withPath;
  private final String origin;
  private final PlanLabels labels;
  private final SpanSelection spans;
  private final CriticalPath path = new CriticalPath();

  /**
   * Traces as asked for.
   *
   * @param origin where the run comes from, for the names that zipped files carry
   */
  RunTrace(RunOptions options, Plan plan, String origin) {
    this.origin = origin;
    this.detail = options.detail();
    this.range = options.traced();
    this.withPath = options.page();
    this.labels = new PlanLabels(plan, options.packetBytes());
    this.spans = new SpanSelection(detail, range, MOST_SPANS);
  }

  /**
   * Replays, with a sink that writes the event log as it comes.
   *
   * @param watch told every record too
   */
  ReplayResult record(OutputFolder output, LogSink watch, Function<LogSink, ReplayResult> replay) {
    if (detail == LogDetail.OFF) {
      return replay.apply(entry -> {});
    }
    List<ReplayResult> result = new ArrayList<>();
    zipped(
        output,
        "events.csv.gz",
        range,
        stream -> {
          EventsWriter events = new EventsWriter(labels, stream);
          result.add(
              replay.apply(
                  entry -> {
                    EventRow row = EventRow.of(entry, labels);
                    if (range.touches(entry)) {
                      events.append(row);
                    }
                    if (withPath) {
                      path.accept(row);
                    }
                    watch.append(entry);
                    spans.append(entry);
                  }));
          events.finish();
        });
    return result.get(0);
  }

  /** The names of the plan's flows and components. */
  PlanLabels labels() {
    return labels;
  }

  /** Writes the other files. */
  void write(OutputFolder output, RunReport run) {
    if (detail == LogDetail.OFF) {
      return;
    }
    List<L2Occupancy.Chiplet> l2 = run.l2();
    List<ChromeTraceWriter.WindowSpan> windows =
        run.replay().windows().stream()
            .map(w -> new ChromeTraceWriter.WindowSpan(w.index(), w.startPs(), w.endPs()))
            .toList();
    zipped(
        output,
        "trace.json.gz",
        range,
        stream ->
            new ChromeTraceWriter(labels, spans)
                .write(
                    run.origin().all(),
                    windows,
                    run.replay().service(),
                    l2.stream().map(this::occupancy).toList(),
                    stream));
    TraceRange all = TraceRange.ALL;
    zipped(output, "transfers.csv.gz", all, stream -> TransferTable.write(run, stream));
    zipped(output, "l2.csv.gz", all, stream -> L2Occupancy.write(l2, stream));
  }

  /** What makes up the makespan; empty if nothing is traced or there is no page to show it. */
  List<CriticalPath.Step> criticalPath() {
    return path.steps();
  }

  /** What the drawing leaves out, if anything. */
  Optional<String> thinned() {
    return spans.leftOut() == 0
        ? Optional.empty()
        : Optional.of(
            "%,d spans, those shorter than %,d ps and some as long, are left out of trace.json.gz; --trace-from and --trace-to narrow it"
                .formatted(spans.leftOut(), spans.shortestPs()));
  }

  /** What is wrong with the range, if nothing happens in it. */
  Optional<String> beyond(long endPs) {
    return detail == LogDetail.OFF || range.fromPs() < endPs
        ? Optional.empty()
        : Optional.of(
            "--trace-from %s is not before the end of the run at %s: events.csv.gz and trace.json.gz show nothing"
                .formatted(Quantity.TIME.format(range.fromPs()), Quantity.TIME.format(endPs)));
  }

  private ChromeTraceWriter.Occupancy occupancy(L2Occupancy.Chiplet chiplet) {
    return new ChromeTraceWriter.Occupancy(
        labels.chiplet(chiplet.node()),
        chiplet.steps().stream()
            .map(step -> new ChromeTraceWriter.Point(step.timePs(), step.bytes()))
            .toList());
  }

  private interface Zipped {
    void writeTo(OutputStream stream) throws IOException;
  }

  /** A file that covers this part of the run, and says so in its name inside. */
  private void zipped(OutputFolder output, String name, TraceRange part, Zipped content) {
    String end = part.label() + "_" + name.substring(0, name.length() - ".gz".length());
    int most = NamedGzip.LONGEST_NAME - end.length();
    String unzipped = origin.substring(0, Math.min(origin.length(), most)) + end;
    output.write(
        name,
        stream -> {
          try (NamedGzip zipped = new NamedGzip(stream, unzipped)) {
            content.writeTo(zipped);
          }
        });
  }
}
