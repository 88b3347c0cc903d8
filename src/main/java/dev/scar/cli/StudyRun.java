package dev.scar.cli;

import dev.scar.files.OutputFile;
import dev.scar.report.Table;
import dev.scar.run.Inputs;
import dev.scar.sim.Engine;
import dev.scar.study.Bench;
import dev.scar.study.Crew;
import dev.scar.study.Experiments;
import dev.scar.study.ResultCache;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Runs a study row by row and prints its table. With {@code --out} the table is a file as well,
 * written anew after each row, so that a study that is cut short, by whatever, leaves the rows that
 * were finished. After Ctrl-C these are printed, too.
 */
final class StudyRun implements AutoCloseable {
  private static final int STOPPED_WITHOUT_RESULT = 130;

  private final String name;
  private final CommonOptions common;
  private final PrintWriter out;
  private final Optional<Path> file;
  private final PrintWriter err;
  private final Progress progress;
  private final StopSwitch stop = StopSwitch.after(null);
  private final Optional<Crew> crew;

  /**
   * A study that this process works on.
   *
   * @param spec of the command, whose name the file has
   * @throws dev.scar.files.OutputException if the file is there and not to be replaced
   */
  StudyRun(CommandSpec spec, CommonOptions common, StudyOutput output) {
    this(spec, common, output, new CrewSettings());
  }

  /** The same, for whoever works on it. */
  StudyRun(CommandSpec spec, CommonOptions common, StudyOutput output, CrewSettings workers) {
    this.name = spec.name();
    this.common = common;
    this.out = spec.commandLine().getOut();
    this.err = spec.commandLine().getErr();
    this.progress = new Progress(err, common.quiet);
    this.file = output.file(name, common.format);
    this.crew = workers.crew(spec);
  }

  /** Experiments that end at Ctrl-C; nothing is kept of them, since their times are measured. */
  Experiments experiments(Inputs inputs, Engine engine) {
    Bench bench = new Bench(inputs.costs(), common.threads, engine, stop);
    return new Experiments(bench, "", ResultCache.NONE, crew, (done, all, last) -> {});
  }

  /**
   * Runs all rows and prints them.
   *
   * @param label of a row, for progress
   * @return the exit code
   */
  <Q, R> int print(Table<R> table, List<Q> planned, Function<Q, String> label, Function<Q, R> row) {
    List<R> rows = new ArrayList<>();
    try {
      for (Q one : planned) {
        progress.show(
            "%s: %d of %d, %s%s"
                .formatted(
                    name,
                    rows.size() + 1,
                    planned.size(),
                    label.apply(one),
                    crew.map(c -> ", " + c.state()).orElse("")));
        rows.add(row.apply(one));
        file.ifPresent(target -> write(target, table.print(common.format, rows)));
      }
    } catch (CancellationException stopped) {
      progress.clear();
      err.printf("scar: stopped; %d of %d rows are done%n", rows.size(), planned.size());
      err.flush();
    }
    if (rows.size() == planned.size()) {
      crew.ifPresent(Crew::finished);
    }
    progress.clear();
    if (!common.quiet) {
      out.print(table.print(common.format, rows));
      out.flush();
    }
    return rows.isEmpty() ? STOPPED_WITHOUT_RESULT : 0;
  }

  /** Writes a text file whole, in place of an older one. */
  static void write(Path file, String text) {
    OutputFile.write(file, true, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void close() {
    progress.clear();
    crew.ifPresent(Crew::close);
    stop.close();
  }
}
