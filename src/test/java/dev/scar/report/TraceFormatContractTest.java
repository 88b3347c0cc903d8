package dev.scar.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Runs;
import dev.scar.plan.Plan;
import dev.scar.sim.LoopEngine;
import dev.scar.sim.ReplayOptions;
import dev.scar.sim.ReplayResult;
import dev.scar.trace.LogDetail;
import dev.scar.trace.LogRecord;
import dev.scar.trace.TraceRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every format of traces keeps to. */
class TraceFormatContractTest {
  private static final int CASES = 15;

  static List<TraceFormat> formats() {
    return TraceFormats.ALL;
  }

  private record Logged(RunReport run, List<LogRecord> log, LogDetail detail) {
    static Logged of(long seed) {
      RandomScenes scenes = new RandomScenes(seed);
      Plan plan = seed % 3 == 0 ? scenes.plan().withoutBarrier() : scenes.plan();
      LogDetail detail = seed % 2 == 0 ? LogDetail.PACKETS : LogDetail.TRANSFERS;
      List<LogRecord> log = new ArrayList<>();
      ReplayOptions options = new ReplayOptions(scenes.packetBytes(), detail, (w, t) -> {});
      ReplayResult replay = new LoopEngine().replay(plan, options, log::add);
      return new Logged(Runs.of(replay), log, detail);
    }

    byte[] write(TraceFormat format, TraceRange range) throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      TraceFormat.Tracing tracing =
          format.begin(new TraceFormat.Scope(run.labels(), detail, range), out);
      log.forEach(tracing::append);
      tracing.finish(run);
      return out.toByteArray();
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void nobodyElseHasItsName(TraceFormat format) {
    assertThat(TraceFormats.ALL).filteredOn(other -> other.file().equals(format.file())).hasSize(1);
    assertThat(format.file()).matches("[a-z0-9]+\\.[a-z]+");
  }

  @ParameterizedTest
  @MethodSource("formats")
  void writesTheSameBytesOfTheSameRunInWholeLines(TraceFormat format) throws IOException {
    for (long seed = 0; seed < CASES; seed++) {
      byte[] once = Logged.of(seed).write(format, TraceRange.ALL);
      assertThat(once).as("seed %d", seed).isEqualTo(Logged.of(seed).write(format, TraceRange.ALL));
      assertThat(new String(once, StandardCharsets.UTF_8)).as("seed %d", seed).endsWith("\n");
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void ofAPartItWritesLessIfItSaysSoAndElseTheSame(TraceFormat format) throws IOException {
    int smaller = 0;
    for (long seed = 0; seed < CASES; seed++) {
      Logged logged = Logged.of(seed);
      long end = logged.run().simulatedPs();
      byte[] whole = logged.write(format, TraceRange.ALL);
      byte[] part = logged.write(format, new TraceRange(end / 2, end / 2 + 1));
      if (format.isOfPart()) {
        smaller += part.length < whole.length ? 1 : 0;
      } else {
        assertThat(part).as("seed %d", seed).isEqualTo(whole);
      }
    }
    assertThat(smaller).isEqualTo(format.isOfPart() ? CASES : 0);
  }
}
