package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Command lines that make no sense: exit code 2, the message of the golden file ({@code
 * -Dgolden.update=true} rewrites it) without a stack trace, nothing on the standard output and
 * nothing left behind.
 */
class MalformedCommandLinesTest {
  private static final List<String> LINES =
      List.of(
          "run sc44",
          "run sc4 sc5",
          "run --splits -1",
          "run --splits 1001",
          "run --splits x",
          "run --objective speed",
          "run --objective latency+",
          "run --objective -latency",
          "run --strategy best",
          "run --packing tight",
          "run --provisioning some",
          "run --combine none",
          "run --search paper --samples -1",
          "run --search paper --top-cuts 0",
          "run --search paper --node-cap -2",
          "run --weights heavy",
          "run --mini-batch 0",
          "run --mini-batch many",
          "run --search paper --paper-search exhaustive --topology het-cross-6x6",
          "run --search paper --paper-search thorough",
          "run --search thorough",
          "run --search exhaustive",
          "run --splits 2",
          "run --search paper --effort high",
          "run --strategy standalone --fix gpt-l:b1_q=0",
          "run --objective-by predicted --contention-aware",
          "run --quiet --format json",
          "traffic --topolgy mesh:2x2",
          "workload generate gpt-2 --ot x",
          "traffic --topology mesh:2x2 --measure 1 --saturation",
          "run --effort much",
          "run --effort 0",
          "run --start nowhere.json",
          "run --fix gpt-l",
          "run --fix nobody:b1_q=0",
          "run --fix gpt-l:b1_qq-b1_kv=0",
          "run --fix gpt-l:b1_kv-b1_q=0",
          "run --fix gpt-l:b1_q-b1_kv=9",
          "run --fix gpt-l:b1_q-b1_kv=0 --fix gpt-l:b1_kv=1",
          "run --search paper --population 1",
          "run --search paper --improvements -1",
          "growth --sides 1",
          "growth --models 65",
          "run --search paper --prefer nobody=2",
          "run --search paper --prefer gpt-l=0",
          "run --search paper --prefer gpt-l=-1",
          "run --search paper --prefer gpt-l=NaN",
          "run --search paper --prefer gpt-l=Infinity",
          "run --latency-bound gpt-l=2",
          "run --latency-bound gpt-l=2days",
          "run --latency-bound nobody=2s",
          "run --time-limit 5",
          "run --time-limit -5s",
          "run --threads 0",
          "run --threads 1000000000",
          "run --seed x",
          "run --format xml",
          "run --packet 0B",
          "run --packet 4",
          "run --packet 4KB/s",
          "run --packet -4KiB",
          "run --engine steam",
          "run --topology nowhere",
          "run --topology ../nowhere/there",
          "run --validate 0",
          "run --validate 100000",
          "run --cost-db nowhere.csv",
          "run --nosuch",
          "rnu",
          "topology genrate ring:3",
          "runn",
          "schedule --splits 4.5",
          "replay",
          "replay nowhere.json",
          "replay nowhere.json more.json",
          "run --trace-detail all",
          "run --trace-from 5",
          "run --trace-from 2ms --trace-to 1ms",
          "run motivational --validate 2 --no-barrier",
          "schedule motivational --search paper --no-barrier",
          "schedule --contention-aware --strategy standalone",
          "topology generate mesh:2x2 --chiplets Q --out q.json",
          "topology generate mesh:2x2 --preset nope --out q.json",
          "topology generate mesh:2x2 --routing best --out q.json",
          "reproduce claims --quick --page p.md",
          "trace",
          "trace summarize nowhere",
          "trace diff nowhere",
          "trace critical-path nowhere.csv.gz",
          "compare nowhere",
          "compare nowhere there",
          "topology draw nowhere",
          "topology generate cube:3 --out cube.json",
          "topology generate mesh:100000x100000 --out huge.json",
          "topology generate mesh:2x2",
          "topology nowhere",
          "topology mesh",
          "workload nowhere",
          "workload import nowhere.m --out x",
          "workload import",
          "cost sc4 --model nobody",
          "cost --layers nowhere.csv",
          "cost --dataflows nowhere",
          "cost --correct everything",
          "sweep sc99",
          "sweep --objective joy",
          "reproduce",
          "reproduce table7",
          "reproduce claims --threads 0",
          "validate --top 0",
          "validate sc99",
          "traffic",
          "traffic --topology mesh:6x6",
          "traffic --topology mesh:6x6 --load 0",
          "traffic --topology mesh:6x6 --load 2",
          "traffic --topology mesh:6x6 --load NaN",
          "traffic --topology mesh:6x6 --load x",
          "traffic --topology mesh:6 --load 0.1",
          "traffic --topology mesh:100000x100000 --load 0.1",
          "traffic --topology mesh:0x3 --load 0.1",
          "traffic --topology cube:3 --load 0.1",
          "traffic --topology mesh:2x3 --pattern transpose --load 0.1",
          "traffic --topology mesh:3x3 --pattern hotspot:9 --load 0.1",
          "traffic --topology mesh:3x3 --pattern hotspot: --load 0.1",
          "traffic --topology mesh:3x3 --pattern unifrom --load 0.1",
          "traffic --topology mesh:3x3 --pattern permutation:nowhere.csv --load 0.1",
          "traffic --topology mesh:3x3 --routes nowhere.csv --load 0.1",
          "traffic --topology mesh:3x3 --completion nowhere.csv",
          "traffic --topology mesh:3x3 --routing best --load 0.1",
          "traffic --topology mesh:3x3 --load 0.1 --packet-flits 0",
          "traffic --topology mesh:3x3 --load 0.1 --measure 0",
          "traffic --topology mesh:3x3 --load 0.1 --measure 99999999999999999999",
          "traffic --topology mesh:3x3 --load 0.1 --warmup -1",
          "traffic --topology mesh:3x3 --load 0.1 --hop-cycles 0",
          "traffic --topology mesh:3x3 --load 0.1 --threads 0",
          "traffic --topology mesh:3x3 --completion nowhere.csv --load 0.1",
          "traffic --topology mesh:3x3 --saturation --load 0.1",
          "traffic --topology mesh:3x3 --load 0.1 --flit 64B",
          "traffic --topology mesh:3x3 --load 0.1 --routing xy --routes nowhere.csv",
          "traffic --topology cmesh:2x2x2 --pattern hotspot:0 --load 0.1");

  private static final Path GOLDEN = Path.of("src/test/resources/golden/command-lines.txt");

  /** Names of all packages that ship, which are more every month. */
  private static final Pattern PACKAGES = Pattern.compile("^(Known: het-).*");

  @TempDir Path folder;

  @Test
  void eachIsRefusedInAFewLines() throws IOException {
    List<String> messages = new ArrayList<>();
    for (String line : LINES) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      String[] words = line.split(" ");
      boolean writes = words[0].equals("run") || words[0].equals("replay");
      String target = folder.resolve("out").toString();
      String[] args = writes ? (line + " --out " + target).split(" ") : words;
      int exit = Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
      assertThat(exit).as("%s: %s", line, err).isEqualTo(2);
      assertThat(out.toString()).as(line).isEmpty();
      assertThat(err.toString()).as(line).isNotBlank().doesNotContain("\tat ", "Exception");
      assertThat(err.toString().lines().count()).as("%s: %s", line, err).isLessThanOrEqualTo(4);
      messages.add("$ scar " + line);
      err.toString()
          .lines()
          .map(text -> PACKAGES.matcher(text).replaceFirst("$1…"))
          .forEach(messages::add);
      try (var left = Files.list(folder)) {
        assertThat(left).as(line).isEmpty();
      }
    }
    assertThat(LINES.size()).isGreaterThanOrEqualTo(80);
    if (Boolean.getBoolean("golden.update")) {
      Files.write(GOLDEN, messages);
    }
    assertThat(messages).containsExactlyElementsOf(Files.readAllLines(GOLDEN));
  }
}
