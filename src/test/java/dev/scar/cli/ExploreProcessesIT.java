package dev.scar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A coordinator with workers as processes that are killed; the script says how. */
class ExploreProcessesIT {
  @Test
  @Tag("slow")
  void killedProcessesChangeNothing() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("src/test/cluster/run.sh", "--long");
    builder.environment().put("SCAR", String.join(" ", CommandTest.process().command()));
    Process process = builder.redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(printed)
        .contains("ok: workers and the coordinator killed, a worker stopped")
        .contains("ok: a worker killed");
  }
}
