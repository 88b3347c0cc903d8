package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scar.trace.EventsFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Logs and summaries that others wrote: their names stay names, and their numbers are checked. */
class TextOfOthersTest extends CommandTest {
  private static final String EVIL = "\u001b[31mEVIL\u001b]0;x\u0007\u009b\u202e";

  private Path log(String... rows) throws IOException {
    Path file = folder.resolve("events.csv");
    return Files.writeString(file, EventsFormat.HEADER + "\n" + String.join("\n", rows) + "\n");
  }

  private Path evil() throws IOException {
    return log(
        "0,40,chiplet 0,arrive,=1+cmd,load =1+cmd → 0,0,-1,64,dram 0,chiplet 0,,,0,40,30",
        "0,100,chiplet 0,compute,=1+cmd,@" + EVIL + ",0,-1,0,,,,,40,100,60",
        "0,100,chiplet 0,finish,=1+cmd,@" + EVIL + ",0,-1,0,,,,,0,100,0",
        "0,90,chiplet 1,finish," + EVIL + ",a,0,-1,0,,,,,0,90,0");
  }

  private void isHarmless() {
    assertThat(out.toString() + err)
        .doesNotContainPattern("[\\p{Cntrl}&&[^\\n]]")
        .doesNotContain("\u009b")
        .doesNotContain("\u202e");
  }

  @Test
  void controlCharactersOfLogsReachNoFormat() throws IOException {
    Path log = evil();
    for (String format : List.of("table", "csv", "json")) {
      assertThat(scar("trace", "summarize", log.toString(), "--format", format)).isZero();
      isHarmless();
      assertThat(out.toString()).contains("EVIL");
      assertThat(scar("trace", "critical-path", log.toString(), "--format", format)).isZero();
      isHarmless();
      assertThat(out.toString()).contains("EVIL");
    }
  }

  @Test
  void namesThatLookLikeFormulasAreQuietInCsvAlone() throws IOException {
    Path log = evil();
    assertThat(scar("trace", "summarize", log.toString(), "--format", "csv")).isZero();
    assertThat(out.toString()).contains("model,'=1+cmd,end_ps,value,100\n");
    assertThat(scar("trace", "summarize", log.toString(), "--format", "json")).isZero();
    assertThat(out.toString()).contains("\"name\" : \"=1+cmd\"");
    assertThat(scar("trace", "summarize", log.toString())).isZero();
    assertThat(out.toString()).contains("  =1+cmd");
  }

  @Test
  void summariesOfOthersAreHarmlessToo() throws IOException {
    Path summary =
        Files.writeString(
            folder.resolve("summary.json"),
            """
            {"format": "scar-summary-1", "inputs": {"scenario": "%s", "=cmd|x": "=HYPERLINK(1)"},
             "predictedPs": 1, "simulatedPs": 2,
             "energyJ": {"compute": 1, "nop": 0, "dram": 0, "total": 1},
             "windows": [{"index": 0, "predictedPs": 1, "simulatedPs": 2, "models":
               [{"model": "%s", "simulatedPs": 2}]}],
             "resources": [{"name": "%s", "busyPs": 1, "utilisation": 0.5,
               "transferWaitPs": 28000000000000000000}]}
            """
                .formatted(escaped(EVIL), escaped(EVIL), escaped(EVIL)));
    Path other =
        Files.writeString(
            folder.resolve("other.json"),
            Files.readString(summary).replace("HYPERLINK(1)", "x").replace("[31m", "[32m"));
    for (String format : List.of("table", "csv", "json")) {
      assertThat(scar("compare", summary.toString(), other.toString(), "--format", format))
          .as(err.toString())
          .isZero();
      isHarmless();
    }
    assertThat(out.toString()).contains("28000000000000000000");
  }

  private static String escaped(String text) {
    StringBuilder json = new StringBuilder();
    text.chars().forEach(c -> json.append("\\u%04x".formatted(c)));
    return json.toString();
  }

  @Test
  void theCriticalPathHasItsStepsInEveryFormat() throws IOException {
    Path log = evil();
    assertThat(scar("trace", "critical-path", log.toString(), "--format", "csv")).isZero();
    assertThat(out.toString())
        .contains("makespan by kind,compute,time_ps,value,60\n")
        .contains("step,0,kind,value,load\n")
        .contains("step,0,what,value,load =1+cmd → 0\n")
        .contains("step,0,start_ps,value,0\nstep,0,end_ps,value,30\n")
        .contains("step,1,kind,value,contention\n")
        .contains("step,2,kind,value,compute\n")
        .contains("step,2,start_ps,value,40\nstep,2,end_ps,value,100\n")
        .doesNotContain("step,3,");
    assertThat(scar("trace", "critical-path", log.toString(), "--format", "json")).isZero();
    JsonNode steps = new ObjectMapper().readTree(out.toString()).get("steps");
    assertThat(steps).hasSize(3);
    assertThat(steps.get(0).get("component").asText()).isEqualTo("chiplet 0");
    long at = 0;
    for (JsonNode step : steps) {
      assertThat(step.get("startPs").asLong()).isEqualTo(at);
      at = step.get("endPs").asLong();
    }
    assertThat(at).isEqualTo(100);
  }

  @Test
  void aRowThatIsBusyForLongerThanItsSpanIsRefused() throws IOException {
    Path log =
        log("0,40,chiplet 0,arrive,m,load m → 0,0,-1,64,dram 0,chiplet 0,,,0,40,1000000000040");
    assertThat(scar("trace", "summarize", log.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("line 2: is busy for 1000000000040 ps in a span of 40 ps");
    Path negative = log("0,40,chiplet 0,arrive,m,load m → 0,0,-1,64,dram 0,chiplet 0,,,0,40,-1");
    assertThat(scar("trace", "summarize", negative.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("busy_ps (-1) is not a whole number in range");
  }

  @Test
  void sumsOverALogAreExactBeyondALong() throws IOException {
    long long1 = Long.MAX_VALUE;
    Path log =
        log(
            "0,1,chiplet 0,arrive,m,a,0,-1,5,dram 0,chiplet 0,,,0,%d,1".formatted(long1),
            "0,1,chiplet 1,arrive,m,b,0,-1,5,dram 0,chiplet 1,,,0,%d,1".formatted(long1));
    assertThat(scar("trace", "summarize", log.toString(), "--format", "csv")).isZero();
    assertThat(out.toString())
        .contains("model,m,transfer_ps,value,18446744073709551614\n")
        .contains("model,m,contention_ps,value,18446744073709551612\n");
  }
}
