package dev.scar.report;

import dev.scar.trace.ChromeTraceWriter;
import dev.scar.trace.EventsWriter;
import dev.scar.trace.LogRecord;
import dev.scar.trace.SpanSelection;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** The files that trace a replay. A further one is a class and a line in {@link #ALL}. */
public final class TraceFormats {
  /** All of them. */
  public static final List<TraceFormat> ALL =
      List.of(
          new Events(),
          new Chrome(),
          new Afterwards("transfers.csv", TransferTable::write),
          new Afterwards("waits.csv", WaitTable::write),
          new Afterwards("l2.csv", L2Occupancy::write));

  private TraceFormats() {}

  /** The event log, streamed while the replay runs. */
  private record Events() implements TraceFormat {
    @Override
    public String file() {
      return "events.csv";
    }

    @Override
    public boolean isOfPart() {
      return true;
    }

    @Override
    public Tracing begin(Scope scope, OutputStream out) {
      EventsWriter events = new EventsWriter(scope.labels(), out);
      return new Tracing() {
        @Override
        public void append(LogRecord entry) {
          if (scope.range().touches(entry)) {
            events.append(entry);
          }
        }

        @Override
        public void finish(RunReport run) {
          events.finish();
        }
      };
    }
  }

  /** The drawing for the Perfetto UI. */
  private record Chrome() implements TraceFormat {
    private static final int MOST_SPANS = 200_000;

    @Override
    public String file() {
      return "trace.json";
    }

    @Override
    public boolean isOfPart() {
      return true;
    }

    @Override
    public Tracing begin(Scope scope, OutputStream out) {
      SpanSelection spans = new SpanSelection(scope.detail(), scope.range(), MOST_SPANS);
      return new Tracing() {
        @Override
        public void append(LogRecord entry) {
          spans.append(entry);
        }

        @Override
        public void finish(RunReport run) throws IOException {
          new ChromeTraceWriter(scope.labels(), spans)
              .write(
                  run.origin().all(),
                  run.replay().windows().stream()
                      .map(w -> new ChromeTraceWriter.WindowSpan(w.index(), w.startPs(), w.endPs()))
                      .toList(),
                  run.replay().service(),
                  run.l2().stream().map(chiplet -> chiplet.counter(scope.labels())).toList(),
                  out);
        }

        @Override
        public Optional<String> leftOut() {
          return spans.leftOut() == 0
              ? Optional.empty()
              : Optional.of(
                  "%,d spans, those shorter than %,d ps and some as long, are left out of trace.json.gz; --trace-from and --trace-to narrow it"
                      .formatted(spans.leftOut(), spans.shortestPs()));
        }
      };
    }
  }

  /** Writes about a run that is over. */
  @FunctionalInterface
  private interface Content {
    void write(RunReport run, OutputStream out) throws IOException;
  }

  /** A file that does not need the records. */
  private record Afterwards(String file, Content content) implements TraceFormat {
    @Override
    public boolean isOfPart() {
      return false;
    }

    @Override
    public Tracing begin(Scope scope, OutputStream out) {
      return new Tracing() {
        @Override
        public void append(LogRecord entry) {}

        @Override
        public void finish(RunReport run) throws IOException {
          content.write(run, out);
        }
      };
    }
  }
}
