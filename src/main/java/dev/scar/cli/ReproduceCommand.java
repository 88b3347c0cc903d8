package dev.scar.cli;

import dev.scar.cost.MaestroCostModel;
import dev.scar.files.InputException;
import dev.scar.files.InputProblem;
import dev.scar.files.OutputFile;
import dev.scar.paper.Claims;
import dev.scar.paper.ClaimsWriter;
import dev.scar.paper.Figure;
import dev.scar.paper.Paper;
import dev.scar.paper.PaperReader;
import dev.scar.paper.Results;
import dev.scar.paper.Sensitivity;
import dev.scar.paper.StudyFigures;
import dev.scar.paper.TableFigures;
import dev.scar.report.TableFormat;
import dev.scar.run.Inputs;
import dev.scar.search.SearchOptions;
import dev.scar.study.Experiments;
import dev.scar.study.ResultCache;
import dev.scar.study.Variant;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

/** {@code scar reproduce}: the paper's tables, figures and claims beside ours. */
@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the SCAR paper's experiments and prints its values, ours, and what holds.",
      "Results are kept and used again as long as inputs and program are the same; an interrupted run goes on.",
      "Claims come with the choices on which they depend, except in CSV, which is for the claims alone."
    },
    footer = {"", "Example: scar reproduce claims --format json"})
final class ReproduceCommand implements Callable<Integer> {
  private static final String QUICK = "  quick: smaller searches than the paper's settings\n\n";

  /** What can be reproduced. */
  enum Experiment {
    ALL,
    TABLE4,
    TABLE5,
    TABLE6,
    FIG7,
    FIG8,
    FIG9,
    FIG10,
    FIG11,
    FIG12,
    FIG13,
    ABLATIONS,
    CLAIMS,
    MOTIVATIONAL,
    FOUR_CHIPLET,
    SENSITIVITY;

    String label() {
      return this == FOUR_CHIPLET ? "4chiplet" : name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      paramLabel = "EXPERIMENT",
      converter = ExperimentConverter.class,
      description =
          "all, table4, table5, table6, fig7 to fig13, ablations, claims, motivational, 4chiplet or sensitivity.")
  Experiment experiment = Experiment.CLAIMS;

  @Option(
      names = "--quick",
      description = "Smaller searches with 1 split, to try the command; not the paper's settings.")
  boolean quick;

  @Option(names = "--refresh", description = "Search again, also what is known.")
  boolean refresh;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "Where results are kept (default: .reproduce in traces/).")
  @Nullable Path cache;

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description =
          "Also write a page in Markdown about all experiments, with pictures; replaces an older one.")
  @Nullable Path page;

  @Option(
      names = "--pictures",
      paramLabel = "DIR",
      description = "With --page: where its pictures go (default: images beside the page).")
  @Nullable Path pictures;

  @Mixin CommonOptions common = new CommonOptions();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (quick && page != null) {
      throw new InputException(
          new InputProblem(
              "--page", "", "", "is for whole results", "Leave out --quick, or --page."));
    }
    PrintWriter out = spec.commandLine().getOut();
    Progress progress = new Progress(spec.commandLine().getErr(), common.quiet);
    Inputs inputs = Home.inputs();
    ResultCache kept =
        new ResultCache(
            cache == null ? inputs.home().resolve("traces/.reproduce") : cache, refresh);
    Experiments experiments =
        new Experiments(
            new StudyInputs(inputs),
            MaestroCostModel.shipped(),
            Fingerprint.current(),
            kept,
            options(),
            common.threads(),
            (done, all, last) -> progress.show("reproduce: " + done + " of " + all + ", " + last));
    Paper paper = PaperReader.read();
    boolean said = quick && common.format == TableFormat.TABLE;
    String text = (said ? QUICK : "") + text(paper, experiments);
    if (page != null) {
      writePage(page, paper, experiments);
    }
    progress.clear();
    if (common.out != null) {
      String suffix =
          common.format == TableFormat.TABLE
              ? "txt"
              : common.format.name().toLowerCase(Locale.ROOT);
      write(common.out.resolve(experiment.label() + "." + suffix), text);
    }
    if (!common.quiet) {
      out.print(text);
      out.flush();
    }
    return 0;
  }

  private void writePage(Path file, Paper paper, Experiments experiments) {
    Path here = file.toAbsolutePath().normalize().resolveSibling(".").normalize();
    Path drawn = pictures == null ? here.resolve("images") : pictures.toAbsolutePath().normalize();
    String seen = here.relativize(drawn).toString().replace('\\', '/');
    ReproductionPage made = new ReproductionPage(paper, experiments, seen);
    made.prepare();
    made.pictures().forEach((name, content) -> write(drawn.resolve(name), content));
    write(file, made.text());
  }

  private void write(Path file, String text) {
    OutputFile.write(
        file,
        common.overwrite || page != null,
        stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private SearchOptions options() {
    SearchOptions.Builder options =
        SearchOptions.DEFAULT.with().splits(5).ranked(1).seed(common.seed);
    return quick
        ? options.splits(1).topCuts(1).allCuts(20).pathsPerModel(64).build()
        : options.build();
  }

  private String text(Paper paper, Experiments experiments) {
    Results results = new Results(experiments, Variant.DEFAULT);
    TableFigures tables = new TableFigures(paper, results);
    StudyFigures studies = new StudyFigures(paper, results);
    return switch (experiment) {
      case TABLE4 -> figures(tables.table4());
      case TABLE5, FIG10 -> figures(tables.table5());
      case TABLE6 -> figures(tables.table6());
      case FIG7 -> figures(tables.fig7());
      case FIG8 -> fronts(studies.fig8());
      case FIG9 -> ReproductionText.schedule(tables.fig9(), common.format);
      case FIG11 -> fronts(studies.fig11());
      case FIG12 -> figures(studies.fig12());
      case FIG13 -> figures(studies.fig13());
      case ABLATIONS -> figures(studies.ablations());
      case MOTIVATIONAL -> figures(studies.motivational());
      case FOUR_CHIPLET -> figures(studies.fourChiplets());
      case SENSITIVITY ->
          ReproductionText.sensitivity(
              Sensitivity.of(paper, experiments, Variant.ALL), common.format);
      case CLAIMS -> claims(paper, results, experiments, List.of());
      case ALL -> claims(paper, results, experiments, all(tables, studies));
    };
  }

  private static List<Figure> all(TableFigures tables, StudyFigures studies) {
    List<Figure> all = new ArrayList<>(tables.table4());
    all.addAll(tables.table5());
    all.addAll(tables.table6());
    all.addAll(tables.fig7());
    all.addAll(studies.fig12());
    all.addAll(studies.fig13());
    all.addAll(studies.ablations());
    all.addAll(studies.motivational());
    all.addAll(studies.fourChiplets());
    return all;
  }

  private String claims(
      Paper paper, Results results, Experiments experiments, List<Figure> figures) {
    results.prepare(Claims.requests(results));
    List<Claims.Result> judged = Claims.judge(paper, results);
    if (common.format == TableFormat.CSV) {
      return figures.isEmpty() ? ClaimsWriter.claimsCsv(judged) : ClaimsWriter.csv(figures);
    }
    Sensitivity sensitivity = Sensitivity.of(paper, experiments, Variant.ALL);
    return common.format == TableFormat.JSON
        ? ClaimsWriter.json(judged, Optional.of(sensitivity), figures)
        : (figures.isEmpty() ? "" : ReproductionText.figures(figures) + "\n")
            + ReproductionText.claims(judged)
            + "\n"
            + ReproductionText.sensitivity(sensitivity);
  }

  private String figures(List<Figure> figures) {
    return switch (common.format) {
      case TABLE -> ReproductionText.figures(figures);
      case JSON -> ClaimsWriter.json(List.of(), Optional.empty(), figures);
      case CSV -> ClaimsWriter.csv(figures);
    };
  }

  private String fronts(List<StudyFigures.Pareto> fronts) {
    return switch (common.format) {
      case TABLE -> ReproductionText.fronts(fronts);
      case JSON -> ClaimsWriter.fronts(fronts);
      case CSV -> ReproductionText.frontsCsv(fronts);
    };
  }

  /** Names of experiments. */
  static final class ExperimentConverter implements ITypeConverter<Experiment> {
    @Override
    public Experiment convert(String text) {
      for (Experiment experiment : Experiment.values()) {
        if (experiment.label().equalsIgnoreCase(text)) {
          return experiment;
        }
      }
      throw new TypeConversionException(
          "("
              + text
              + ") is not one of "
              + String.join(
                  ", ", List.of(Experiment.values()).stream().map(Experiment::label).toList()));
    }
  }
}
