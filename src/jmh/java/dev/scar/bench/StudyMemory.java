// mvn -q -Pbench -Dquickly -DskipTests package && java -Xmx256m -cp target/scar-all.jar dev.scar.bench.StudyMemory 1000000
package dev.scar.bench;

import dev.scar.cost.MaestroCostModel;
import dev.scar.study.Answering;
import dev.scar.study.Crew;
import dev.scar.explore.Exploration;
import dev.scar.explore.Explorer;
import dev.scar.explore.PointReader;
import dev.scar.explore.Records;
import dev.scar.explore.Study;
import dev.scar.explore.StudyReader;
import dev.scar.files.InputFile;
import dev.scar.run.Inputs;
import dev.scar.study.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a study of so many points takes in memory: a crew that gives all of them the answer of the first.
 * Prints what is in use after a collection, now and then and at the end.
 */
public final class StudyMemory {
  private static final int SIDE = 1000;
  private static final double MB = 1 << 20;

  private StudyMemory() {}

  /** Answers at once. */
  private static final class Instant implements Crew {
    private final Answering answering =
        Answering.on(Bench.of(MaestroCostModel.shipped(), 1), System::nanoTime, "");
    private final List<Done> done = new ArrayList<>();
    private Optional<String> answer = Optional.empty();

    @Override
    public int capacity() {
      return SIDE;
    }

    @Override
    public void ask(String key, String question) {
      if (answer.isEmpty()) {
        answer = answering.answer(key, question).answer();
      }
      done.add(new Done(key, answer, "", 0, 0, ""));
    }

    @Override
    public List<Done> take() {
      List<Done> taken = List.copyOf(done);
      done.clear();
      return taken;
    }

    @Override
    public String state() {
      return "";
    }

    @Override
    public void close() {}
  }

  private static double megabytes() {
    System.gc();
    return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / MB;
  }

  public static void main(String[] args) throws IOException {
    int points = Integer.parseInt(args[0]);
    Study study =
        new StudyReader()
            .read(
                InputFile.ofText(
                    "memory.json",
                    """
                    {"format": "scar-study-1", "name": "memory",
                     "base": {"scenario": "motivational", "topology": "motivational-2x2"},
                     "axes": [
                      {"name": "seed", "field": "options.seed", "range": {"from": 1, "to": %1$d, "steps": %1$d, "whole": true}},
                      {"name": "effort", "field": "options.effort", "range": {"from": 1, "to": %2$d, "steps": %2$d, "whole": true}}]}
                    """
                        .formatted(SIDE, points / SIDE)));
    Path home = Path.of(System.getProperty("scar.home", ""));
    PointReader reader = new PointReader(new Inputs(home), home);
    Path folder = Files.createTempDirectory("memory");
    long begun = System.nanoTime();
    try (Records records = new Records(folder, Optional.empty());
        Crew crew = new Instant()) {
      Exploration exploration =
          new Exploration(
              study,
              reader,
              "program",
              records,
              crew,
              () -> false,
              new Exploration.Listener() {
                private long next;

                @Override
                public void progress(Exploration.Counts counts) {
                  if (counts.ended() >= next) {
                    System.out.printf("%d points: %.1f MB%n", counts.ended(), megabytes());
                    next += points / 10;
                  }
                }

                @Override
                public void ended(Crew.Done done) {}
              });
      new Explorer(study, reader, exploration, Optional.empty()).run(folder);
      System.out.printf(
          "%s: %.1f MB, %.0f s%n",
          exploration.counts().text(points), megabytes(), (System.nanoTime() - begun) * 1e-9);
      if (exploration.counts().done() != points) {
        throw new IllegalStateException("points failed: is the working directory the project's?");
      }
    }
  }
}
