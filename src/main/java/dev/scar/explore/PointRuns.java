package dev.scar.explore;

import dev.scar.report.RunOrigin;
import dev.scar.run.Inputs;
import dev.scar.run.RunFolder;
import dev.scar.run.RunOptions;
import dev.scar.search.SearchResult;
import dev.scar.study.Bench;
import dev.scar.study.PackageExperiment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

/**
 * Runs of single points, each in a folder of its own below that of the study: {@code points/KEY},
 * where KEY begins the key of the point's record. What is there is not made again.
 */
public final class PointRuns {
  private static final String FOLDER = "points";
  private static final int KEY_LENGTH = 12;

  private final PointReader points;
  private final Bench bench;
  private final Path folder;

  /**
   * Runs of a study's points.
   *
   * @param folder of the study
   */
  public PointRuns(PointReader points, Bench bench, Path folder) {
    this.points = points;
    this.bench = bench;
    this.folder = folder;
  }

  /**
   * Searches and replays these points again and writes everything about them. <b>Cost:</b> a search
   * and a replay for each that has no folder yet.
   *
   * @return folders by number of the point, as seen from that of the study; fewer after a stop
   * @throws dev.scar.files.OutputException if one cannot be written
   */
  public Map<Long, String> write(List<Row> rows) {
    Map<Long, String> written = new TreeMap<>();
    try {
      for (Row row : rows) {
        String place = FOLDER + "/" + row.key().substring(0, KEY_LENGTH);
        Path target = folder.resolve(place);
        if (!Files.isDirectory(target)) {
          write(row, target);
        }
        written.put(row.number(), place);
      }
    } catch (CancellationException stopped) {
      return written;
    }
    return written;
  }

  private void write(Row row, Path target) {
    PackageExperiment asked = points.read(row.point());
    Inputs inputs = points.inputs(row.point(), asked.chipletPackage());
    SearchResult found = asked.search(bench);
    Map<String, String> made = new LinkedHashMap<>();
    made.put("scenario", asked.scenario().name());
    made.put("topology", asked.chipletPackage().name());
    made.put("seed", String.valueOf(asked.options().seed()));
    made.put("point", String.valueOf(row.number()));
    made.putAll(inputs.hashes());
    new RunFolder(target, false)
        .write(
            found.best().plan(),
            RunOptions.usual(asked.barrier(), asked.packetBytes()),
            bench.engine(),
            inputs,
            new RunOrigin(command(asked), made, found),
            RunFolder.Watch.NONE);
  }

  private static String command(PackageExperiment asked) {
    return "scar replay schedule.json --packet \"%d B\"%s"
        .formatted(asked.packetBytes(), asked.barrier() ? "" : " --no-barrier");
  }
}
