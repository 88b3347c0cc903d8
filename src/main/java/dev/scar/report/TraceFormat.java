package dev.scar.report;

import dev.scar.trace.LogDetail;
import dev.scar.trace.LogSink;
import dev.scar.trace.TraceRange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** A file that traces a replay: it sees every record as it comes, and the run when it is over. */
public interface TraceFormat {
  /** The file's name before it is zipped; no other format has it. */
  String file();

  /** Whether it covers only the part of the run that is asked for; else always all of it. */
  boolean isOfPart();

  /** Begins a file; the stream is closed by the caller after {@link Tracing#finish}. */
  Tracing begin(Scope scope, OutputStream out);

  /**
   * What is traced.
   *
   * @param labels names of the plan's flows and components
   * @param detail which records there are; never {@link LogDetail#OFF}
   * @param range the part of the run
   */
  record Scope(PlanLabels labels, LogDetail detail, TraceRange range) {}

  /** A file under way. */
  interface Tracing extends LogSink {
    /** The replay is over: writes what is left. */
    void finish(RunReport run) throws IOException;

    /** What the file leaves out, for the user. */
    default Optional<String> leftOut() {
      return Optional.empty();
    }
  }
}
