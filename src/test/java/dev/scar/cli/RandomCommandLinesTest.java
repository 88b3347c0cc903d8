package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Command lines put together at random from the model of the command line, right and wrong values
 * mixed: done, failed with a message, or refused with a place; never a stack trace, nor for long.
 *
 * <p>Right sizes are small, since large ones may rightly take long.
 */
class RandomCommandLinesTest {
  /** Values that no option was made for, and many an option takes all the same. */
  private static final List<String> ODD =
      List.of(
          "",
          " ",
          "-1",
          "0",
          "1",
          "NaN",
          "Infinity",
          "-Infinity",
          "1e999",
          "-1e-999",
          "1e-320",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775809",
          "0x10",
          "1_000",
          "1,2",
          ",",
          "2 Gb/s",
          "100 Gbps",
          "80 Mb",
          "3 min",
          "5",
          "1e30 s",
          "-5 s",
          "1 KiB",
          "=",
          ":",
          "a=b",
          "a:b-c=0",
          "..",
          "../x",
          "/",
          ".",
          "/dev/null",
          "/dev/zero",
          "/dev/full",
          "/proc/self/mem",
          "/proc/self/environ",
          "\u001b[31m",
          "a\nb",
          "\u202e",
          "%s",
          "${x}",
          "null",
          "FACT(1000000000)",
          "latency^^2",
          "latency*1e308*1e308",
          "latency-latency",
          "RANDOM()",
          "mesh:1000000x1000000",
          "mesh:0x0",
          "ring:2147483648",
          "cmesh:2x2x1000000",
          "hexamesh:99999",
          "permutation:/dev/zero",
          "hotspot:0,0",
          "\u0661",
          "x".repeat(5000));

  /** Where a right value may be large: what is taken here. */
  private static final Map<String, List<String>> SMALL =
      Map.ofEntries(
          Map.entry("SCENARIO", List.of("motivational", "$DIR/two.json", "sc99")),
          Map.entry("EXPERIMENT", List.of("motivational", "motivation")),
          Map.entry("RUN", List.of("$DIR/run", "$DIR/run/events.csv.gz", "$DIR/run/summary.json")),
          Map.entry("SCHEDULE.json", List.of("$DIR/run/schedule.json", "$DIR/two.schedule.json")),
          Map.entry("TOPOLOGY", List.of("het-t", "het-sides-3x3", "$DIR/own.json", "nowhere")),
          Map.entry("SHAPE", List.of("mesh:2x3", "ring:4", "hexamesh:1", "cmesh:2x2x2", "cube:3")),
          Map.entry("PATTERN", List.of("uniform", "tornado", "hotspot:1", "neighbor", "N,S")),
          Map.entry("FILE", List.of("$DIR/nets.m")),
          Map.entry("FILE.csv", List.of("$DIR/costs.csv", "$DIR/layers.csv", "$DIR/routes.csv")),
          Map.entry("MODEL", List.of("googlenet", "$DIR/model.json")),
          Map.entry("--objective", List.of("latency", "energy", "edp", "latency^2*energy")),
          Map.entry("--effort", List.of("1", "200", "quick")),
          Map.entry("--fix", List.of("gpt-part:ff1=1", "a:ff1-ff1=0")),
          Map.entry("--start", List.of("$DIR/two.schedule.json")),
          Map.entry("--latency-bound", List.of("gpt-part=1s", "gpt-part=1us", "a=5ms")),
          Map.entry("--prefer", List.of("gpt-part=2", "a=0.5")),
          Map.entry("--mini-batch", List.of("1", "2", "auto", "best")),
          Map.entry("--packet", List.of("1KiB", "4 KiB", "1 MB")),
          Map.entry("--trace-from", List.of("1us", "1ms")),
          Map.entry("--trace-to", List.of("2us", "10 ms")),
          Map.entry("--load", List.of("0.1", "0.2,0.9", "1")),
          Map.entry("--warmup", List.of("0", "500")),
          Map.entry("--measure", List.of("1", "2000")),
          Map.entry("--flit", List.of("64B", "1KiB")),
          Map.entry("--flit-rate", List.of("100GB/s", "1GB/s")),
          Map.entry("--routing", List.of("xy", "shortest-path", "up-down")),
          Map.entry("--chiplets", List.of("N,S", "cross", "sides")),
          Map.entry("--preset", List.of("base/arvr", "base/setting-b")),
          Map.entry("--model", List.of("gpt-part", "googlenet")),
          Map.entry("--dataflow", List.of("kcp_ws", "xrb_os")),
          Map.entry("--dataflows", List.of("$DIR/flows")),
          Map.entry("--pes", List.of("256", "3")),
          Map.entry("--noc-bandwidth", List.of("32")),
          Map.entry("--noc-latency", List.of("1")),
          Map.entry("--offchip-bandwidth", List.of("16", "1000000000")),
          Map.entry("--correct", List.of("last_unit")),
          Map.entry("--top", List.of("1", "2")),
          Map.entry("--sides", List.of("2", "2,3")),
          Map.entry("--models", List.of("1", "1,2")),
          Map.entry("--seed", List.of("7", "-3")));

  /** Options that are always there, so that no line takes long or writes elsewhere. */
  private static final Map<String, String> ALWAYS =
      Map.of(
          "--threads", "1",
          "--time-limit", "3 s",
          "--quick", "",
          "--cache", "$NEW/cache");

  @TempDir Path folder;
  private final Map<String, String> inputs = new TreeMap<>();

  @BeforeEach
  void files() throws IOException {
    inputs.put("$DIR", new CommandFiles(folder).folder().toString());
  }

  @Test
  void someLines() throws IOException {
    run(60, 1);
  }

  @Test
  @Tag("slow")
  void aThousandLines() throws IOException {
    run(1000, 1_000_000);
  }

  private void run(int lines, long firstSeed) throws IOException {
    Map<Integer, Integer> exits = new TreeMap<>();
    for (int i = 0; i < lines; i++) {
      exits.merge(run(firstSeed + i), 1, Integer::sum);
    }
    System.out.println("random command lines: exit codes " + exits);
    assertThat(exits.get(0)).isGreaterThan(lines / 20);
    assertThat(exits.get(2)).isGreaterThan(lines / 20);
  }

  private int run(long seed) throws IOException {
    Path place = Files.createDirectory(folder.resolve("place" + seed));
    List<String> line = new Maker(new SplittableRandom(seed), place).line();
    String told = "seed " + seed + ": " + line;
    return Endurance.run(told, place, line);
  }

  /** Makes lines. */
  private final class Maker {
    private final SplittableRandom random;
    private final Map<String, String> names = new HashMap<>(inputs);
    private final Path place;

    Maker(SplittableRandom random, Path place) {
      this.random = random;
      this.place = place;
      names.put("$NEW", place.toString());
    }

    private <T> T one(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }

    List<String> line() throws IOException {
      CommandSpec command =
          one(OptionsTest.commands().stream().filter(c -> c.parent() != null).toList());
      List<String> line =
          new ArrayList<>(List.of(command.qualifiedName().replaceFirst("scar ", "").split(" ")));
      for (ArgSpec argument : command.positionalParameters()) {
        int least = argument.arity().min();
        for (int n = random.nextInt(12) == 0 ? least + 1 : Math.max(1, least); n > 0; n--) {
          line.add(value(argument.paramLabel(), argument));
        }
      }
      List<OptionSpec> options =
          command.options().stream()
              .filter(o -> !o.usageHelp() && !o.versionHelp() && !o.inherited())
              .toList();
      int chosen = random.nextInt(1 + Math.min(5, options.size()));
      for (OptionSpec option : options) {
        String name = option.longestName();
        if (ALWAYS.containsKey(name)) {
          line.add(name);
          String value = ALWAYS.get(name);
          if (!value.isEmpty()) {
            line.add(filled(value));
          }
        } else if (option.required() ? random.nextInt(20) > 0 : isChosen(chosen, options.size())) {
          add(line, option);
        } else if (name.equals("--out") && isRun(command)) {
          line.addAll(List.of(name, filled("$NEW/run")));
        } else if (name.equals("--sides") || name.equals("--models")) {
          line.addAll(List.of(name, "2"));
        }
      }
      return line;
    }

    private boolean isRun(CommandSpec command) {
      return List.of("run", "replay").contains(command.name());
    }

    private boolean isChosen(int chosen, int of) {
      return random.nextInt(of) < chosen;
    }

    private void add(List<String> line, OptionSpec option) {
      line.add(option.longestName());
      if (option.arity().max() > 0 && random.nextInt(60) > 0) {
        line.add(value(option.longestName(), option));
      }
    }

    private String value(String name, ArgSpec argument) {
      boolean writes = List.of("--out", "--svg", "--page", "--pictures").contains(name);
      if (writes) {
        return filled(
            one(
                List.of(
                    "$NEW/new",
                    "$NEW/new/deep/er.json",
                    "$NEW",
                    "$DIR/nets.m",
                    "$DIR/nets.m/below",
                    "/dev/full",
                    "/proc/here",
                    "$NEW/" + "y".repeat(300))));
      }
      if (random.nextInt(12) == 0) {
        return one(ODD);
      }
      if (random.nextInt(24) == 0) {
        return filled(one(CommandFiles.ODD));
      }
      List<String> small = SMALL.getOrDefault(name, SMALL.get(argument.paramLabel()));
      if (small != null) {
        return filled(one(small));
      }
      Range range =
          argument.userObject() instanceof Field field ? field.getAnnotation(Range.class) : null;
      if (range != null) {
        return String.valueOf(range.least() + random.nextInt(3));
      }
      return one(List.of(argument.paramLabel().split("\\|")));
    }

    private String filled(String text) {
      String filled = text;
      for (Map.Entry<String, String> name : names.entrySet()) {
        filled = filled.replace(name.getKey(), name.getValue());
      }
      return filled;
    }
  }
}
