package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Sampled;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Every option of every command changes what is printed or written, or is refused: each has a case
 * in {@code every-option.txt}, and a new one without a case fails.
 *
 * <p>What a run says about its own options counts for nothing here: neither its summary nor its
 * page.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryOptionTest {
  private static final Path CASES = Path.of("src/test/resources/cli/every-option.txt");

  /** Options that must not change a result, and why they are there. */
  private static final Map<String, String> SILENT =
      Map.of(
          "--threads", "how many processors work on it",
          "--engine", "how it is worked out; both engines give the same",
          "--check", "looks for a defect of the program",
          "--debug", "where a failure comes from: FailuresTest");

  private static final String RUN = "run --out $NEW --no-report";

  private static final CommandSpec SCAR = Main.commandLine().getCommandSpec();

  private static final String MEASURED = "\"(\\w*[sS]econds|peakHeapBytes)\" : [^,}\n]*";

  /** What lay there before a command, and does not look touched. */
  private static final FileTime LONG_AGO = FileTime.fromMillis(0);

  /** A line without an option, and what is added to it, the option first. */
  private record Case(String line, String added, int exit) {
    static Case of(String text) {
      String[] parts = text.split(" \\| | -> ");
      return new Case(
          parts[0].strip(), parts[1].strip(), parts.length > 2 ? Integer.parseInt(parts[2]) : 0);
    }

    String option() {
      return added.split(" ")[0];
    }

    /** The command's words and the option. */
    String key() {
      CommandSpec at = SCAR;
      StringBuilder key = new StringBuilder();
      for (String word : line.replaceFirst("^@", "").split(" ")) {
        if (!at.subcommands().containsKey(word)) {
          break;
        }
        at = at.subcommands().get(word).getCommandSpec();
        key.append(word).append(' ');
      }
      return key + option();
    }

    boolean isShared() {
      return line.startsWith(RUN);
    }

    @Override
    public String toString() {
      return key();
    }
  }

  @TempDir static Path folder;
  private int fresh;
  private final Map<String, String> names = new TreeMap<>();

  /** What lines without the option do, each run once. */
  private final Map<String, String> withouts = new HashMap<>();

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String text : Files.readAllLines(CASES)) {
      if (text.startsWith("search ")) {
        cases.add(Case.of(text.replaceFirst("search", "schedule")));
        cases.add(Case.of(text.replaceFirst("search", Matcher.quoteReplacement(RUN))));
      } else if (!text.isBlank() && !text.startsWith("#")) {
        cases.add(Case.of(text));
      }
    }
    return cases;
  }

  @BeforeAll
  void files() throws IOException {
    CommandFiles files = new CommandFiles(folder);
    names.put("DIR", folder.toString());
    names.put("STUDY", Path.of("src/test/resources/cli/study.json").toAbsolutePath().toString());
    files.make("schedule $DIR/small.json --effort 3000 --quiet --out $DIR/small.schedule.json");
    files.make("reproduce motivational --quick --quiet --cache $DIR/cache");
    files.make("replay workloads/motivational/B3.json --packet 1KiB --quiet --out $DIR/other");
    files.make("explore src/test/resources/cli/study.json --quiet --out $DIR/explored");
    Path studies = Files.createDirectory(folder.resolve("studies"));
    for (String file : List.of("sweep.json", "growth.json", "validate.json", "motivational.txt")) {
      Files.writeString(studies.resolve(file), "old");
    }
  }

  /** Every option of every command has exactly one case, and no case is of another. */
  @Test
  void everyOptionHasACase() throws IOException {
    List<String> keys = new ArrayList<>();
    for (CommandSpec command : OptionsTest.commands()) {
      for (OptionSpec option : command.options()) {
        boolean standard = option.usageHelp() || option.versionHelp() || option.inherited();
        if (!standard && !SILENT.containsKey(option.longestName())) {
          keys.add(
              (command.qualifiedName() + " " + option.longestName()).replaceFirst("scar ?", ""));
        }
      }
    }
    assertThat(cases().stream().map(Case::key)).containsExactlyInAnyOrderElementsOf(keys);
  }

  /** What {@code run} shares with {@code schedule}, where it is tried already. */
  static List<Case> shared() throws IOException {
    return cases().stream().filter(Case::isShared).toList();
  }

  /** All in the long tier, every sixth one in the first. */
  static List<Case> notShared() throws IOException {
    List<Case> all = cases().stream().filter(one -> !one.isShared()).toList();
    return IntStream.range(0, all.size())
        .filter(i -> Sampled.all() || i % 6 == 0)
        .mapToObj(all::get)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("shared")
  @Tag("slow")
  void changesARunToo(Case one) throws IOException {
    changesWhatIsPrintedOrWritten(one);
  }

  @ParameterizedTest
  @MethodSource("notShared")
  void changesWhatIsPrintedOrWritten(Case one) throws IOException {
    String without = withouts.get(one.line());
    if (without == null) {
      without = done(one.line());
      withouts.put(one.line(), without);
    }
    String with = done(one.line() + " " + one.added());
    assertThat(with).as(one.line() + " " + one.added()).startsWith("exit " + one.exit() + "\n");
    assertThat(with).as("%s and %s", one.line(), one.added()).isNotEqualTo(without);
  }

  /** Else a difference would prove nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sweep motivational --splits 0 --objective edp --format json",
        "growth motivational --models 1 --sides 2 --splits 0 --format json",
        "schedule motivational --effort 1",
        "run motivational --effort 1 --out $NEW"
      })
  void theSameLineDoesTheSame(String line) throws IOException {
    assertThat(done(line)).isEqualTo(done(line));
  }

  /** Exit code, what is printed, and the files that appear; without what a machine measures. */
  private String done(String line) throws IOException {
    Map<String, String> here = new HashMap<>(names);
    Path place = Files.createDirectory(folder.resolve("place" + fresh++));
    here.put("NEW", place.resolve("new").toString());
    for (String there : List.of("run", "studies", "imported", "cache")) {
      String name = "$" + there.toUpperCase(Locale.ROOT);
      if (line.contains(name)) {
        here.put(name.substring(1), copy(folder.resolve(there), place.resolve(there)).toString());
      }
    }
    if (line.contains("$FILE")) {
      here.put("FILE", Files.writeString(place.resolve("file.json"), "old").toString());
    }
    String filled = line;
    for (Map.Entry<String, String> name : here.entrySet()) {
      filled = filled.replace("$" + name.getKey(), name.getValue());
    }
    StringBuilder text = new StringBuilder();
    if (filled.startsWith("@")) {
      text.append(inItsOwnProcess(filled.substring(1).split(" "), place));
    } else {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      int exit = Main.execute(new PrintWriter(out), new PrintWriter(err), filled.split(" "));
      text.append("exit " + exit + "\n" + out + err);
    }
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        boolean old = Files.getLastModifiedTime(file).equals(LONG_AGO);
        text.append(place.relativize(file) + (old ? " is old\n" : "\n") + content(file));
      }
    }
    String stable = text.toString().replace(place.toString(), "PLACE").replaceAll(MEASURED, "");
    boolean table = line.matches("(sweep|growth).*") && !line.contains("--format json");
    return table ? stable.replaceAll("[ 0-9.]+", " ") : stable;
  }

  private String inItsOwnProcess(String[] args, Path place) throws IOException {
    Path home = Files.createDirectory(place.resolve("home"));
    for (String part : List.of("workloads", "topologies")) {
      Files.createSymbolicLink(home.resolve(part), Path.of(part).toAbsolutePath());
    }
    ProcessBuilder builder = CommandTest.process(args);
    builder.command().replaceAll(a -> a.startsWith("-Dscar.home") ? "-Dscar.home=" + home : a);
    Process process = builder.directory(place.toFile()).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return "exit " + process.waitFor() + "\n" + printed;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path made = Files.copy(file, to.resolve(from.relativize(file).toString()));
        Files.setLastModifiedTime(made, LONG_AGO);
      }
    }
    return to;
  }

  private static String content(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (List.of("summary.json", "report.html", "timings.csv").contains(name)) {
      return "";
    }
    if (name.equals("trace.json.gz")) {
      return CommandTest.unzipped(file).replaceAll("\"otherData\".*", "");
    }
    return name.endsWith(".gz") ? CommandTest.unzipped(file) : Files.readString(file);
  }

  /** Whether options that several commands share name one that only some of these have. */
  private static boolean isOptionElsewhere(CommandSpec command, ArgSpec argument, String other) {
    boolean shared =
        ((Field) argument.userObject()).getDeclaringClass() != command.userObject().getClass();
    return shared && OptionsTest.commands().stream().anyMatch(any -> any.findOption(other) != null);
  }

  /** What is said to change nothing is refused, by every command, before anything is done. */
  @Test
  void whatChangesNothingIsRefused() throws IOException {
    Map<String, String> added = new HashMap<>();
    cases().forEach(one -> added.putIfAbsent(one.key(), one.added()));
    int refused = 0;
    for (CommandSpec command : OptionsTest.commands()) {
      for (ArgSpec argument : command.args()) {
        Idle idle =
            argument.userObject() instanceof Field field ? field.getAnnotation(Idle.class) : null;
        if (idle != null) {
          List<String> line = minimal(command, added);
          line.addAll(words(command, argument, added));
          if (idle.without().length > 0) {
            isRefused(line);
            refused++;
          }
          for (String other : idle.beside()) {
            List<String> both = new ArrayList<>(line);
            OptionSpec option = command.findOption(other.replaceFirst("=.*", ""));
            if (option == null && isOptionElsewhere(command, argument, other)) {
              continue;
            }
            assertThat(option == null && !other.startsWith("--no-")).as(other).isFalse();
            both.addAll(
                other.contains("=")
                    ? Arrays.asList(other.split("="))
                    : words(command, option, added));
            isRefused(both);
            refused++;
          }
        }
      }
    }
    assertThat(refused).isGreaterThan(50);
  }

  /**
   * An empty word is no name of a file, nor any other value: every fourth one in the first tier.
   */
  @Test
  void emptyValuesAreRefused() throws IOException {
    Map<String, String> added = new HashMap<>();
    cases().forEach(one -> added.putIfAbsent(one.key(), one.added()));
    int seen = 0;
    int refused = 0;
    for (CommandSpec command : OptionsTest.commands()) {
      for (ArgSpec argument : command.args()) {
        boolean valued =
            argument.arity().max() > 0 && argument.typeInfo().getType() != boolean.class;
        if (valued && (seen++ % 4 == 0 || Sampled.all())) {
          List<String> line = minimal(command, added);
          if (argument instanceof OptionSpec option) {
            int there = line.indexOf(option.longestName());
            line.subList(there < 0 ? line.size() : there, there < 0 ? line.size() : there + 2)
                .clear();
            line.addAll(List.of(option.longestName(), ""));
          } else if (argument.arity().min() > 0) {
            line.replaceAll(word -> word.equals("claims") ? "" : word);
          } else {
            line.add("");
          }
          StringWriter err = new StringWriter();
          PrintWriter out = new PrintWriter(new StringWriter());
          int exit = Main.execute(out, new PrintWriter(err), line.toArray(String[]::new));
          assertThat(exit).as("%s", line).isEqualTo(2);
          assertThat(err.toString()).as("%s", line).contains("alue for ");
          refused++;
        }
      }
    }
    assertThat(seen).isGreaterThan(150);
    assertThat(refused).isGreaterThanOrEqualTo(Sampled.all() ? seen : seen / 4);
  }

  private static void isRefused(List<String> line) {
    StringWriter err = new StringWriter();
    int exit =
        Main.execute(
            new PrintWriter(new StringWriter()), new PrintWriter(err), line.toArray(String[]::new));
    assertThat(err.toString()).as("%s", line).contains(" changes nothing ");
    assertThat(exit).as("%s", line).isEqualTo(2);
  }

  /** The command with what it needs. */
  private static List<String> minimal(CommandSpec command, Map<String, String> added) {
    List<String> line =
        new ArrayList<>(List.of(command.qualifiedName().replaceFirst("scar ", "").split(" ")));
    for (ArgSpec argument : command.args()) {
      if (argument instanceof PositionalParamSpec && argument.arity().min() > 0) {
        for (int i = 0; i < argument.arity().min(); i++) {
          line.add("claims");
        }
      } else if (argument.required()) {
        line.addAll(words(command, argument, added));
      }
    }
    return line;
  }

  /**
   * How the case of an option gives it, without what follows; without a case, what it is anyway.
   */
  private static List<String> words(
      CommandSpec command, ArgSpec argument, Map<String, String> added) {
    if (!(argument instanceof OptionSpec option)) {
      return List.of("claims");
    }
    String key = (command.qualifiedName() + " " + option.longestName()).replaceFirst("scar ", "");
    Object initial = option.initialValue();
    String given = initial == null ? "1" : String.valueOf(initial).toLowerCase(Locale.ROOT);
    List<String> words =
        List.of(added.getOrDefault(key, option.longestName() + " " + given).split(" "));
    return words.subList(0, option.arity().max() == 0 ? 1 : 2);
  }

  private static long threadsStarted(String line) {
    long before = ManagementFactory.getThreadMXBean().getTotalStartedThreadCount();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    assertThat(Main.execute(new PrintWriter(out), new PrintWriter(err), line.split(" ")))
        .as(err.toString())
        .isZero();
    return ManagementFactory.getThreadMXBean().getTotalStartedThreadCount() - before;
  }

  /** Engines and threads change no result, but who works. */
  @Test
  void enginesAndThreadsAreObeyed() {
    String traffic = "traffic --topology mesh:3x3 --load 0.1 --measure 2000 --engine ";
    assertThat(threadsStarted(traffic + "actors")).isGreaterThan(threadsStarted(traffic + "loop"));
    String search = "schedule " + folder + "/small.json --effort 200000 --quiet --threads ";
    assertThat(threadsStarted(search + 6)).isGreaterThan(threadsStarted(search + 2));
  }
}
