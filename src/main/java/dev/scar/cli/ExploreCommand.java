package dev.scar.cli;

import dev.scar.cluster.ClusterCrew;
import dev.scar.cluster.ClusterOptions;
import dev.scar.explore.Exploration;
import dev.scar.explore.Explorer;
import dev.scar.explore.Findings;
import dev.scar.explore.PointReader;
import dev.scar.explore.PointRuns;
import dev.scar.explore.Records;
import dev.scar.explore.ResultTable;
import dev.scar.explore.Row;
import dev.scar.explore.Shard;
import dev.scar.explore.Study;
import dev.scar.explore.StudyReader;
import dev.scar.files.InputFile;
import dev.scar.files.OutputException;
import dev.scar.report.TableFormat;
import dev.scar.run.Inputs;
import dev.scar.study.Bench;
import dev.scar.study.Crew;
import dev.scar.study.LocalCrew;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code scar explore}: works out a study of packages. */
@Command(
    name = "explore",
    mixinStandardHelpOptions = true,
    description = {
      "Works out a study: searches and replays every point of its axes, and says which packages are worth building.",
      "Cut off by anything, it goes on where it was when the same command is run again."
    },
    footer = {"", "Example: scar explore workloads/studies/bandwidths.json"})
final class ExploreCommand implements Callable<Integer> {
  private static final int STOPPED_WITHOUT_RESULT = 130;
  private static final int MOST_FAILURES = 5;
  private static final int MOST_RUNS = 1000;

  @Parameters(arity = "1", paramLabel = "STUDY.json", description = "The study.")
  Path file = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder of the study's records and results (default: explore-NAME in traces/, or outside the project in ./scar-runs/).")
  @Nullable Path out;

  @Idle(beside = "--coordinator")
  @Range(least = 1, most = CommonOptions.MOST_THREADS)
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Points at a time; results do not depend on it (default: all processors).")
  @Nullable Integer threads;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      converter = ShardConverter.class,
      description =
          "Only every N-th point, from the I-th on, for arrays of jobs. Run without it afterwards to put the parts together.")
  @Nullable Shard shard;

  @Idle(beside = {"--shard", "--status"})
  @Range(least = 0, most = MOST_RUNS)
  @Option(
      names = "--runs",
      paramLabel = "N",
      description =
          "Write the run's folder of the best N points of the Pareto front, each for a search and a replay; explore.html leads to them (default: ${DEFAULT-VALUE}).")
  int runs = 10;

  @Mixin CrewSettings workers = new CrewSettings();

  @Idle(beside = {"--shard", "--coordinator", "--token", "--tls", "--format=csv", "--format=json"})
  @Option(names = "--status", description = "Only say how far the study is.")
  boolean status;

  @Option(
      names = "--format",
      paramLabel = "table|json|csv",
      description = "How the Pareto front is printed (default: ${DEFAULT-VALUE}).")
  TableFormat format = TableFormat.TABLE;

  @Option(names = "--quiet", description = "No progress and no table; files only.")
  boolean quiet;

  @Spec CommandSpec spec = CommandSpec.create();

  /** {@code 2/8}. */
  static final class ShardConverter implements ITypeConverter<Shard> {
    @Override
    public Shard convert(String text) {
      if (text.matches("[0-9]{1,6}/[0-9]{1,6}")) {
        String[] parts = text.split("/");
        int number = Integer.parseInt(parts[0]);
        int of = Integer.parseInt(parts[1]);
        if (number >= 1 && number <= of) {
          return new Shard(number, of);
        }
      }
      throw new TypeConversionException("(" + text + ") is not a part such as 2/8");
    }
  }

  @Override
  public Integer call() {
    Optional<ClusterOptions> meeting = workers.meeting(spec);
    Inputs inputs = Home.inputs();
    InputFile study = InputFile.of(file);
    Study read = new StudyReader().read(study);
    Path folder = out != null ? out : Home.runs(inputs).resolve("explore-" + read.name());
    if (status) {
      spec.commandLine().getOut().print(ExploreStatus.of(folder));
      spec.commandLine().getOut().flush();
      return 0;
    }
    PointReader points = new PointReader(inputs, study.folder());
    Explorer.check(study, read, points);
    if (!Records.mayBeIn(folder)) {
      throw Values.refused(
          "--out", folder.toString(), "is there already and has no records of a study", "");
    }
    try (Records records = new Records(folder, Optional.ofNullable(shard));
        StopSwitch stop = StopSwitch.after(null)) {
      return explore(read, points, records, folder, meeting, stop);
    } catch (OutputException full) {
      if (full.isRefusal()) {
        throw full;
      }
      PrintWriter err = spec.commandLine().getErr();
      err.println(full.getMessage());
      err.println("Make room, then run the same command again to go on.");
      err.flush();
      return Failures.FAILED;
    }
  }

  /** Threads of this process, or the workers that come. */
  private Crew crew(Optional<ClusterOptions> meeting, StopSwitch stop) {
    if (meeting.isPresent()) {
      return new ClusterCrew(meeting.get());
    }
    return new LocalCrew(CommonOptions.threads(threads), WorkerCommand.answering("local", stop));
  }

  private int explore(
      Study study,
      PointReader points,
      Records records,
      Path folder,
      Optional<ClusterOptions> meeting,
      StopSwitch stop) {
    long all = Explorer.count(study, Optional.ofNullable(shard));
    PrintWriter err = spec.commandLine().getErr();
    Findings findings;
    Exploration exploration;
    Explorer explorer;
    try (Progress progress = new Progress(err, quiet);
        Crew crew = crew(meeting, stop);
        ExploreStatus told = new ExploreStatus(folder, all, crew, progress)) {
      exploration =
          new Exploration(study, points, Fingerprint.ofPoints(), records, crew, stop, told);
      explorer = new Explorer(study, points, exploration, Optional.ofNullable(shard));
      findings = explorer.run(folder);
      told.end(exploration.counts());
      if (!stop.getAsBoolean()) {
        crew.finished();
      }
    }
    if (shard == null) {
      Map<Long, String> written = runs(points, findings, folder, stop);
      explorer.writePage(folder, findings, written, "scar explore " + file);
    }
    print(study, findings, exploration.counts(), folder, all, stop.getAsBoolean());
    return exploration.counts().ended() > 0 ? 0 : STOPPED_WITHOUT_RESULT;
  }

  private Map<Long, String> runs(
      PointReader points, Findings findings, Path folder, StopSwitch stop) {
    Bench bench = WorkerCommand.bench(CommonOptions.threads(threads), stop);
    return new PointRuns(points, bench, folder).write(findings.bestOfFront(runs));
  }

  private void print(
      Study study,
      Findings findings,
      Exploration.Counts counts,
      Path folder,
      long all,
      boolean stopped) {
    PrintWriter err = spec.commandLine().getErr();
    List<Row> failures = findings.failures();
    for (Row row : failures.subList(0, Math.min(MOST_FAILURES, failures.size()))) {
      err.println("scar: point " + row.number() + " failed: " + row.text(study));
    }
    if (failures.size() > MOST_FAILURES) {
      err.printf("scar: %d points failed in all, see results.csv%n", counts.failed());
    }
    if (stopped) {
      err.println(
          "scar: stopped; %d of %d points are done. Run the same command again to go on"
              .formatted(counts.ended(), all));
    }
    err.flush();
    if (quiet) {
      return;
    }
    PrintWriter console = spec.commandLine().getOut();
    List<Row> front = findings.front().rows();
    console.print(ResultTable.of(study).print(format, front));
    if (format == TableFormat.TABLE) {
      console.println(ExploreSummary.of(study, findings, counts, folder, all));
    }
    console.flush();
  }
}
