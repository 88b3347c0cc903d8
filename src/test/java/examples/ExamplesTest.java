package examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The programs beside this one, which show how the library is used, do what they say. */
class ExamplesTest {
  private static String printed(Consumer<String[]> main) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      main.accept(new String[0]);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static List<MatchResult> found(String form, String text) {
    return Pattern.compile(form).matcher(text).results().toList();
  }

  @Test
  void aScheduleOfTwoModelsIsReplayed() {
    String text = printed(BuildAndReplay::main);
    MatchResult times = found("predicted (\\d+) ps, simulated (\\d+) ps", text).get(0);
    long late = Long.parseLong(times.group(2)) - Long.parseLong(times.group(1));
    assertThat(late).isPositive();
    assertThat(text).contains("all at dram 0").contains("all laws hold");
  }

  @Test
  void anObjectiveOfOnesOwnTradesEnergyForADeadline() {
    List<MatchResult> rows = found("(\\d+) ps, ([0-9.]+) J", printed(OwnObjective::main));
    assertThat(rows).hasSize(3);
    long[] ps = rows.stream().mapToLong(row -> Long.parseLong(row.group(1))).toArray();
    double[] joules = rows.stream().mapToDouble(row -> Double.parseDouble(row.group(2))).toArray();
    assertThat(ps[2]).isBetween(ps[0], 1_500_000_000L);
    assertThat(ps[1]).isGreaterThan(1_500_000_000L);
    assertThat(joules[2]).isBetween(joules[1], joules[0]).isLessThan(joules[0]);
  }

  /**
   * On a 4 × 4 mesh along rows first, three flows of the transposition share a link, so that no
   * more than a third of a flit per cycle passes; both ways, two do.
   */
  @Test
  void aRoutingOfOnesOwnCarriesWhatTheShippedOneDoesNot() {
    List<String> lines = printed(OwnRouting::main).lines().toList();
    assertThat(lines.get(0)).contains("deadlock-free");
    assertThat(lines.get(1)).endsWith("UNSTABLE");
    assertThat(lines.get(2)).contains("deadlock-free");
    assertThat(lines.get(3)).endsWith("cycles, STABLE");
  }

  @Test
  void moreChipletsAndAFasterDramAreNotSlower() {
    String text = printed(PackageStudy::main);
    List<MatchResult> rows = found("GB/s +([0-9.]+) ms +([0-9.]+) ms", text);
    assertThat(rows).hasSize(6);
    double[] ms = rows.stream().mapToDouble(row -> Double.parseDouble(row.group(1))).toArray();
    for (int row = 0; row < 6; row++) {
      assertThat(Double.parseDouble(rows.get(row).group(2))).isGreaterThanOrEqualTo(ms[row]);
      if (row % 2 == 1) {
        assertThat(ms[row]).isLessThanOrEqualTo(ms[row - 1]);
      }
      if (row >= 2) {
        assertThat(ms[row]).isLessThan(ms[row - 2]);
      }
    }
  }

  @Test
  void theProgramsUseWhatIsSaidToBeStable() throws IOException {
    Path sources = Path.of(System.getProperty("scar.home"), "src");
    try (Stream<Path> programs = Files.list(sources.resolve("test/java/examples"))) {
      for (Path program : programs.filter(p -> !p.toString().endsWith("Test.java")).toList()) {
        for (MatchResult used :
            found("import (dev\\.scar\\..*)\\.(\\w+);", Files.readString(program))) {
          Path rules = sources.resolve("main/java").resolve(used.group(1).replace('.', '/'));
          assertThat(Files.readString(rules.resolve("package-info.java")))
              .as("%s in %s", used.group(2), program.getFileName())
              .containsPattern("(?s)Stable:.*\\." + used.group(2) + "}");
        }
      }
    }
  }
}
