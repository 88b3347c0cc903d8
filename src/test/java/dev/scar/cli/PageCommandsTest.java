package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * The commands that documents show: each is understood as it stands and names what is there; in the
 * long tier each is given, page by page, in a folder of its own.
 */
class PageCommandsTest {
  private static final Path HOME = Path.of("").toAbsolutePath();

  /** Part of the name of the pages whose commands are given; all if it is not said. */
  private static final String PAGE = System.getProperty("scar.page", "");

  private static final String SAMPLE = "traces/sc4-het-sides-3x3";

  /** A line of a block, or what stands in backticks. */
  private static final Pattern LINE =
      Pattern.compile(
          "^(?:    |\\$ )?(?:[A-Z_]+=\\S+ )*((?:\\./)?scar|mvn|java|src/test/\\S+)( .*)?$");

  private static final Pattern INLINE = Pattern.compile("`(?:\\./)?scar ([^`|$>]+)`");
  private static final Pattern INLINE_TEST =
      Pattern.compile("`mvn [^`]*-D(it\\.)?test=(\\w+)[^`]*`");

  /** A file that a page shows whole. */
  private static final Pattern SAVED =
      Pattern.compile("<!-- (\\S+) -->\n```\\w+\n(.*?)```\n", Pattern.DOTALL);

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  /** Those that no test gives as they stand, and why. */
  private static final Map<String, String> NOT_GIVEN =
      Map.ofEntries(
          Map.entry("reproduce claims", "a quarter of an hour; the page is what it printed"),
          Map.entry("packages-sc4.json", "minutes; its folder was read for the page"),
          Map.entry("packages-sc8.json", "minutes; its folder was read for the page"),
          Map.entry("--coordinator", "two commands at a time: src/test/cluster/run.sh"),
          Map.entry("worker --join", "two commands at a time: src/test/cluster/run.sh"),
          Map.entry("net.onnx", "a file of the reader's: OnnxImporterTest"),
          Map.entry("bert.onnx", "a file of the reader's: OnnxImporterTest"),
          Map.entry("--measure 11000000", "a minute; with a fiftieth of the cycles in .ci/run"),
          Map.entry("glasses.json", "TutorialTest"),
          Map.entry("topology package.json", "TutorialTest"),
          Map.entry("first", "TutorialTest"),
          Map.entry("round.csv", "ends in the deadlock that it shows: RouterPartsTest"),
          Map.entry("--effort 1500000", "minutes; small ones in StudyCommandsTest"),
          Map.entry("--search-quality", "minutes; small ones in StudyCommandsTest"));

  /** Files of the reader's that a page only names: one that is there already stands for each. */
  private static final Map<String, String> STANDS_FOR =
      Map.of(
          "routers.md/schedule.json", "traces/sample/schedule.json",
          "schedule-format.md/theirs.csv", "src/test/resources/import-schedule/one-chiplet.csv",
          "workload-format.md/still.json", "workloads/motivational.json",
          "workload-format.md/nets.m", "src/test/resources/import/nets.m");

  @TempDir Path folder;

  /** A command of a page. */
  private record Command(Path page, String text, List<String> words) {
    boolean isOurs() {
      return words.get(0).endsWith("scar");
    }

    String[] arguments() {
      return words.subList(1, words.size()).toArray(String[]::new);
    }

    @Override
    public String toString() {
      return page.getFileName() + ": " + text;
    }
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
    pages.add(Path.of(".github/CONTRIBUTING.md"));
    try (Stream<Path> site = Files.list(Path.of("src/site/markdown"))) {
      site.sorted().forEach(pages::add);
    }
    return pages;
  }

  private static List<Command> commands() throws IOException {
    List<Command> commands = new ArrayList<>();
    for (Path page : pages()) {
      boolean fenced = false;
      for (String line : Files.readAllLines(page)) {
        fenced ^= line.startsWith("```");
        Matcher command = LINE.matcher(line);
        if ((fenced || line.startsWith("    ")) && command.matches()) {
          String text = line.strip().replaceFirst("\\s+#.*$| \\| .*$|; done$", "");
          List<String> words = new ArrayList<>();
          Matcher word = WORD.matcher(text);
          while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
          }
          words.removeIf(w -> w.matches("[A-Z_]+=.*"));
          commands.add(new Command(page, text, words));
        }
      }
    }
    return commands;
  }

  /** Options, ranges, and what goes together: as the program itself judges. */
  @Test
  void ofTheProgram() throws IOException {
    List<Command> ours = commands().stream().filter(Command::isOurs).toList();
    assertThat(ours).hasSizeGreaterThan(60);
    CommandLine line = Main.commandLine();
    for (Command command : ours) {
      assertThatCode(
              () -> {
                ParseResult parsed = line.parseArgs(command.arguments());
                Values.check(parsed);
              })
          .as(command.toString())
          .doesNotThrowAnyException();
      for (String word : command.arguments()) {
        if (word.matches("(src|workloads|topologies|traces/sample)/.*")) {
          assertThat(HOME.resolve(word)).as(command.toString()).exists();
        }
      }
    }
  }

  /** In sentences commands are short; their options are the command's. */
  @Test
  void inSentences() throws IOException {
    int options = 0;
    CommandLine scar = Main.commandLine();
    for (Path page : pages()) {
      Matcher inline = INLINE.matcher(Files.readString(page));
      while (inline.find()) {
        CommandLine at = scar;
        for (String word : inline.group(1).split("\\s+")) {
          if (at.getSubcommands().containsKey(word)) {
            at = at.getSubcommands().get(word);
          } else if (word.startsWith("--")) {
            assertThat(at.getCommandSpec().findOption(word.replaceFirst("=.*", "")))
                .as("%s: %s", page, inline.group())
                .isNotNull();
            options++;
          }
        }
        assertThat(at.getParent()).as("%s: %s", page, inline.group()).isNotNull();
      }
    }
    assertThat(options).isGreaterThan(20);
  }

  @Test
  void ofMavenAndJava() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    for (Command command : commands().stream().filter(c -> !c.isOurs()).toList()) {
      for (String word : command.words()) {
        if (word.startsWith("-P")) {
          assertThat(pom).as(command.toString()).contains("<id>" + word.substring(2) + "</id>");
        }
        if (word.startsWith("-Dtest=")) {
          isThere(command, "src/test/java", word.substring(7) + ".java");
        }
        if (word.matches("[A-Z]\\w+")) {
          isThere(command, "src/jmh/java", word + ".java");
        }
        if (word.startsWith("src/")) {
          assertThat(HOME.resolve(word)).as(command.toString()).exists();
        }
      }
    }
  }

  /**
   * What a page calls a proof is a test, of the phase that is asked for, and not left out there.
   */
  @Test
  void ofProofs() throws IOException {
    int proofs = 0;
    for (Path page : pages()) {
      Matcher inline = INLINE_TEST.matcher(Files.readString(page));
      while (inline.find()) {
        Path test;
        try (Stream<Path> all = Files.walk(Path.of("src/test/java"))) {
          String file = inline.group(2) + ".java";
          test = all.filter(f -> f.endsWith(file)).findFirst().orElse(page);
        }
        String what = page + ": " + inline.group();
        assertThat(test).as(what).isNotEqualTo(page);
        assertThat(inline.group(1) != null).as(what).isEqualTo(inline.group(2).endsWith("IT"));
        if (Files.readString(test).contains("\n@Tag(\"slow\")")) {
          assertThat(inline.group()).as(what).contains("-Plong");
        }
        proofs++;
      }
    }
    assertThat(proofs).isGreaterThan(8);
  }

  private static void isThere(Command command, String under, String name) throws IOException {
    try (Stream<Path> all = Files.walk(Path.of(under))) {
      assertThat(all).as(command.toString()).anyMatch(file -> file.endsWith(name));
    }
  }

  /** What is excepted occurs. */
  @Test
  void exceptionsAreOfCommandsThatAreThere() throws IOException {
    Set<String> idle = new TreeSet<>(NOT_GIVEN.keySet());
    for (Command command : commands()) {
      idle.removeIf(part -> command.text().contains(part));
    }
    assertThat(idle).isEmpty();
  }

  @TestFactory
  @Tag("slow")
  Stream<DynamicTest> doTheirWork() throws IOException {
    Map<Path, Path> places = new HashMap<>();
    return commands().stream()
        .filter(Command::isOurs)
        .filter(c -> c.page().toString().contains(PAGE))
        .filter(c -> NOT_GIVEN.keySet().stream().noneMatch(part -> c.text().contains(part)))
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command.toString(),
                    () -> give(command, places.computeIfAbsent(command.page(), this::place))));
  }

  /** A clone as it is after the first run, with the small files that pages speak of. */
  private Path place(Path page) {
    try {
      Path place = Files.createDirectory(folder.resolve(page.getFileName().toString()));
      for (String part : List.of("workloads", "topologies", "src")) {
        Files.createSymbolicLink(place.resolve(part), HOME.resolve(part));
      }
      Files.createDirectory(place.resolve("traces"));
      Files.createSymbolicLink(
          place.resolve("traces/sample"), HOME.resolve("traces/sample").toAbsolutePath());
      Matcher saved = SAVED.matcher(Files.readString(page));
      while (saved.find()) {
        Files.writeString(place.resolve(saved.group(1)), saved.group(2));
      }
      for (Map.Entry<String, String> one : STANDS_FOR.entrySet()) {
        Path named = Path.of(one.getKey());
        if (named.startsWith(page.getFileName())) {
          Files.copy(Path.of(one.getValue()), place.resolve(named.getFileName()));
        }
      }
      Path files = Path.of("src/test/resources/pages").resolve(page.getFileName().toString());
      if (Files.isDirectory(files)) {
        try (Stream<Path> all = Files.list(files)) {
          for (Path file : all.toList()) {
            Files.copy(file, place.resolve(file.getFileName()));
          }
        }
      }
      if (Files.readString(page).contains(SAMPLE) && !page.endsWith("README.md")) {
        give(place, "run", "--effort", "quick", "--quiet");
      }
      return place;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void give(Command command, Path place) throws IOException, InterruptedException {
    give(place, command.arguments());
  }

  private static void give(Path place, String... words) throws IOException, InterruptedException {
    ProcessBuilder builder = CommandTest.process(words);
    builder.command().replaceAll(a -> a.startsWith("-Dscar.home") ? "-Dscar.home=" + place : a);
    Process process = builder.directory(place.toFile()).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as("%s%n%s", String.join(" ", words), printed).isZero();
  }
}
