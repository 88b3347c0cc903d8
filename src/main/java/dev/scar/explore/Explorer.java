package dev.scar.explore;

import dev.scar.files.InputFile;
import dev.scar.files.OutputFile;
import dev.scar.report.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Works out a study into its folder: {@code results.csv} with a row per point in the order of the
 * points, the page {@code explore.html}, and what {@link Records} keep. After a stop the table has
 * the rows before the first missing one.
 */
public final class Explorer {
  private final Study study;
  private final PointReader points;
  private final Exploration exploration;
  private final Optional<Shard> shard;

  /**
   * A study with everything that works it out.
   *
   * @param shard the part of the points that is worked out; all if there is none
   */
  public Explorer(Study study, PointReader points, Exploration exploration, Optional<Shard> shard) {
    this.study = study;
    this.points = points;
    this.exploration = exploration;
    this.shard = shard;
  }

  /**
   * Tries every value of every axis once, before long work.
   *
   * @throws dev.scar.files.InputException with the values that are never possible
   */
  public static void check(InputFile file, Study study, PointReader points) {
    new StudyCheck(file, study, points).run();
  }

  /** How many points there are to work out; of a guided study at most. */
  public static long count(Study study, Optional<Shard> shard) {
    long all = study.sample().count(study.axes());
    return shard.map(s -> (all - s.number()) / s.of() + 1).orElse(all);
  }

  /**
   * Works it out.
   *
   * @throws dev.scar.files.OutputException if the folder cannot be written
   */
  public Findings run(Path folder) {
    Findings findings = new Findings(study);
    Table<Row> table = ResultTable.of(study);
    String name = "results" + shard.map(s -> "-" + s.name()).orElse("") + ".csv";
    OutputFile.write(
        folder.resolve(name),
        true,
        out -> {
          write(out, table.csvHeader());
          run(
              row -> {
                findings.add(row);
                write(out, table.csvLine(row));
              });
        });
    if (study.robustness().isPresent() && shard.isEmpty() && !exploration.isStopped()) {
      new Robustness(study, points, exploration)
          .changes(
              findings.best(), study.robustness().getAsDouble(), study.sample().count(study.axes()))
          .forEach(findings::add);
    }
    return findings;
  }

  /**
   * Writes the page {@code explore.html} of what was found.
   *
   * @param runs folders of single points by their number, as seen from this one
   * @param command that goes on with the study, or runs it again
   */
  public void writePage(Path folder, Findings findings, Map<Long, String> runs, String command) {
    String counts = exploration.counts().text(count(study, shard));
    OutputFile.write(
        folder.resolve("explore.html"),
        true,
        out -> ExplorePage.write(study, findings, counts, runs, command, out));
  }

  private void run(Consumer<Row> rows) {
    if (study.sample() instanceof Sample.Guided guided) {
      new GuidedSearch(study, exploration, rows).run(guided);
      return;
    }
    exploration.run(numbered(), rows);
  }

  private Iterator<Exploration.Numbered> numbered() {
    Iterator<List<Integer>> choices = study.sample().choices(study.axes());
    long[] number = {0};
    Iterable<List<Integer>> all = () -> choices;
    Stream<Exploration.Numbered> points =
        StreamSupport.stream(all.spliterator(), false)
            .map(choice -> new Choice(++number[0], choice))
            .filter(c -> shard.isEmpty() || shard.get().has(c.number()))
            .map(c -> new Exploration.Numbered(c.number(), Point.of(study, c.choice())));
    return points.iterator();
  }

  private record Choice(long number, List<Integer> choice) {}

  private static void write(OutputStream out, String line) {
    try {
      out.write(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
