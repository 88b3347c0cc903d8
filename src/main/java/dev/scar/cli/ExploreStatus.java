package dev.scar.cli;

import dev.scar.explore.Exploration;
import dev.scar.explore.Records;
import dev.scar.files.CsvLine;
import dev.scar.files.InputFile;
import dev.scar.files.NumberFormat;
import dev.scar.files.OutputFile;
import dev.scar.files.RecordFile;
import dev.scar.study.Crew;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How far a study is: a line of progress, {@code status.txt} for those who ask from elsewhere, and
 * {@code timings.csv} with what every answer took, which is no part of the results.
 */
final class ExploreStatus implements Exploration.Listener, AutoCloseable {
  private static final String FILE = "status.txt";
  private static final long EVERY_NANOS = 1_000_000_000L;
  private static final String TIMINGS = "timings.csv";

  private final Path folder;
  private final long all;
  private final Crew crew;
  private final Progress progress;
  private final RecordFile timings;
  private final TimeLeft left = new TimeLeft(System::nanoTime);
  private long told = System.nanoTime() - EVERY_NANOS;

  ExploreStatus(Path folder, long all, Crew crew, Progress progress) {
    this.folder = folder;
    this.all = all;
    this.crew = crew;
    this.progress = progress;
    boolean isNew = !Files.isRegularFile(folder.resolve(TIMINGS));
    this.timings = RecordFile.open(folder.resolve(TIMINGS), (at, line) -> {});
    if (isNew) {
      timings.append("key,ended,seconds,heap_bytes,by");
    }
  }

  /** What a folder says. */
  static String of(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw Values.refused("--status", folder.toString(), "has no study that was begun", "");
    }
    String state = Records.areInUse(folder) ? "under way" : "nobody works on it";
    return InputFile.of(file).text() + state + "\n";
  }

  @Override
  public void progress(Exploration.Counts counts) {
    long asked = counts.ended() - counts.known();
    progress.show(
        "explore: %s, %s, %s"
            .formatted(
                counts.text(all),
                crew.state(),
                left.text(asked, Math.max(1, all - counts.known()))));
    if (System.nanoTime() - told >= EVERY_NANOS) {
      told = System.nanoTime();
      write(counts, crew.state());
    }
  }

  /** The last words. */
  void end(Exploration.Counts counts) {
    write(counts, "");
  }

  private void write(Exploration.Counts counts, String state) {
    String text = counts.text(all) + "\n" + (state.isEmpty() ? "" : state + "\n");
    OutputFile.write(
        folder.resolve(FILE), true, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void ended(Crew.Done done) {
    timings.append(
        CsvLine.of(
                done.key(),
                done.answer().isPresent() ? "done" : "failed",
                NumberFormat.shortest(done.seconds()),
                done.heapBytes(),
                done.by())
            .stripTrailing());
  }

  @Override
  public void close() {
    timings.close();
  }
}
