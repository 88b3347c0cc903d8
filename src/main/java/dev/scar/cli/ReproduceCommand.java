package dev.scar.cli;

import dev.scar.cost.MaestroCostModel;
import dev.scar.files.InputException;
import dev.scar.files.InputProblem;
import dev.scar.paper.LibrarySources;
import dev.scar.paper.Reproduction;
import dev.scar.paper.ReproductionPage;
import dev.scar.paper.Topic;
import dev.scar.report.TableFormat;
import dev.scar.run.Inputs;
import dev.scar.study.Bench;
import dev.scar.study.Crew;
import dev.scar.study.Experiments;
import dev.scar.study.ResultCache;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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

  @Parameters(
      paramLabel = "EXPERIMENT",
      converter = TopicConverter.class,
      description =
          "all, table4, table5, table6, fig7 to fig13, ablations, claims, motivational, 4chiplet or sensitivity.")
  Topic topic = Topic.CLAIMS;

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

  @Idle(without = "--page")
  @Option(
      names = "--pictures",
      paramLabel = "DIR",
      description = "With --page: where its pictures go (default: images beside the page).")
  @Nullable Path pictures;

  @Mixin Seed seed = new Seed();
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin StudyOutput output = new StudyOutput();
  @Mixin CrewSettings workers = new CrewSettings();
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (quick && page != null) {
      throw new InputException(
          new InputProblem(
              "--page", "", "", "is for whole results", "Leave out --quick, or --page."));
    }
    Optional<Path> target = output.file(topic.label(), common.format);
    PrintWriter out = spec.commandLine().getOut();
    Optional<Crew> crew = workers.crew(spec);
    try (Progress progress = new Progress(spec.commandLine().getErr(), common.quiet)) {
      Reproduction reproduction = reproduction(crew, progress);
      boolean said = quick && common.format == TableFormat.TABLE;
      String text = (said ? QUICK : "") + topic.print(reproduction, common.format);
      if (page != null) {
        writePage(page, reproduction);
      }
      target.ifPresent(file -> StudyRun.write(file, text));
      progress.clear();
      if (!common.quiet) {
        out.print(text);
        out.flush();
      }
      crew.ifPresent(Crew::finished);
      return 0;
    } finally {
      crew.ifPresent(Crew::close);
    }
  }

  private Reproduction reproduction(Optional<Crew> crew, Progress progress) {
    Inputs inputs = Home.inputs();
    Path kept = cache == null ? inputs.home().resolve("traces/.reproduce") : cache;
    Experiments experiments =
        new Experiments(
            Bench.of(MaestroCostModel.shipped(), common.threads),
            Fingerprint.ofPoints(),
            ResultCache.in(kept, refresh),
            crew,
            (done, all, last) -> progress.show("reproduce: " + done + " of " + all + ", " + last));
    return new Reproduction(
        experiments,
        new LibrarySources(inputs),
        Reproduction.options(quick).seed(seed.value),
        Reproduction.free(quick));
  }

  private void writePage(Path file, Reproduction reproduction) {
    Path here = file.toAbsolutePath().normalize().resolveSibling(".").normalize();
    Path drawn = pictures == null ? here.resolve("images") : pictures.toAbsolutePath().normalize();
    String seen = here.relativize(drawn).toString().replace('\\', '/');
    ReproductionPage made = new ReproductionPage(reproduction, seen);
    made.pictures().forEach((name, content) -> StudyRun.write(drawn.resolve(name), content));
    StudyRun.write(file, made.text());
  }

  /** Names of topics. */
  static final class TopicConverter implements ITypeConverter<Topic> {
    @Override
    public Topic convert(String text) {
      return Topic.named(text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "("
                          + text
                          + ") is not one of "
                          + String.join(
                              ", ", Stream.of(Topic.values()).map(Topic::label).toList())));
    }
  }
}
