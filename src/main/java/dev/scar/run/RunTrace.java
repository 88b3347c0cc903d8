package dev.scar.run;

import dev.scar.files.NamedGzip;
import dev.scar.files.OutputFolder;
import dev.scar.plan.Plan;
import dev.scar.report.PlanLabels;
import dev.scar.report.RunReport;
import dev.scar.report.TraceFormat;
import dev.scar.report.TraceFormats;
import dev.scar.trace.CriticalPath;
import dev.scar.trace.LogDetail;
import dev.scar.trace.LogSink;
import dev.scar.trace.TraceRange;
import dev.scar.units.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The files that trace a replay, all of {@link TraceFormats}. All of them zipped, and named inside
 * by the run's origin ({@link NamedGzip}).
 */
final class RunTrace {
  /** What it writes. */
  static final Set<String> FILES =
      TraceFormats.ALL.stream().map(RunTrace::zippedName).collect(Collectors.toUnmodifiableSet());

  private final LogDetail detail;
  private final TraceRange range;
  private final String origin;
  private final PlanLabels labels;
  private final CriticalPath path = new CriticalPath();
  private final List<String> leftOut = new ArrayList<>();

  /**
   * Traces as asked for.
   *
   * @param origin where the run comes from, for the names that zipped files carry
   */
  RunTrace(RunOptions options, Plan plan, String origin) {
    this.origin = origin;
    this.detail = options.detail();
    this.range = options.traced();
    this.labels = new PlanLabels(plan, options.flowControl().unitBytes(options.packetBytes()));
  }

  private static String zippedName(TraceFormat format) {
    return format.file() + ".gz";
  }

  /**
   * Replays, and writes the files as the records come.
   *
   * @param watch told every record too
   */
  RunReport record(OutputFolder output, LogSink watch, Function<LogSink, RunReport> replay) {
    if (detail == LogDetail.OFF) {
      return replay.apply(entry -> {});
    }
    LogSink follow = CriticalPath.of(labels, path);
    return record(output, 0, new ArrayList<>(List.of(watch, follow)), replay);
  }

  /** Opens the files from this one on, one inside the other, and replays when all are open. */
  private RunReport record(
      OutputFolder output, int format, List<LogSink> sinks, Function<LogSink, RunReport> replay) {
    if (format == TraceFormats.ALL.size()) {
      return replay.apply(entry -> sinks.forEach(sink -> sink.append(entry)));
    }
    TraceFormat file = TraceFormats.ALL.get(format);
    List<RunReport> run = new ArrayList<>();
    output.write(
        zippedName(file),
        stream -> {
          try (NamedGzip zipped = new NamedGzip(stream, nameInside(file))) {
            TraceFormat.Tracing tracing =
                file.begin(new TraceFormat.Scope(labels, detail, range), zipped);
            sinks.add(tracing);
            run.add(record(output, format + 1, sinks, replay));
            tracing.finish(run.get(0));
            tracing.leftOut().ifPresent(leftOut::add);
          }
        });
    return run.get(0);
  }

  /** Of which run, and which part of it. */
  private String nameInside(TraceFormat file) {
    String end = (file.isOfPart() ? range.label() : "") + "_" + file.file();
    int most = NamedGzip.LONGEST_NAME - end.length();
    return origin.substring(0, Math.min(origin.length(), most)) + end;
  }

  /** The names of the plan's flows and components. */
  PlanLabels labels() {
    return labels;
  }

  /** What makes up the makespan; empty if nothing is traced. */
  List<CriticalPath.Step> criticalPath() {
    return path.steps();
  }

  /** What the files leave out, if anything. */
  List<String> leftOut() {
    return leftOut;
  }

  /** What is wrong with the range, if nothing happens in it. */
  Optional<String> beyond(long endPs) {
    return detail == LogDetail.OFF || range.fromPs() < endPs
        ? Optional.empty()
        : Optional.of(
            "--trace-from %s is not before the end of the run at %s: events.csv.gz and trace.json.gz show nothing"
                .formatted(Quantity.TIME.format(range.fromPs()), Quantity.TIME.format(endPs)));
  }
}
