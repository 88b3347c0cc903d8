package dev.scar.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.hardware.ChipletPackage;
import dev.scar.report.RunReport;
import dev.scar.schedule.Schedule;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import dev.scar.search.anneal.AnnealingSearch;
import dev.scar.search.anneal.Effort;
import dev.scar.traffic.TrafficNetwork;
import dev.scar.traffic.TrafficPattern;
import dev.scar.traffic.TrafficResult;
import dev.scar.traffic.TrafficSettings;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands do is a call away, without a command line. */
class ScarTest {
  private static final Path SAMPLE = Path.of("traces/sample/schedule.json");

  @TempDir Path folder;

  private final Scar scar = new Scar(Path.of(""));

  @Test
  void aScheduleIsReadReplayedAndKept() {
    Schedule schedule = scar.schedule(SAMPLE);
    RunReport replay = scar.replay(schedule, RunOptions.DEFAULT);
    assertThat(replay.physics().holds()).isTrue();
    Run written = scar.writeRun(SAMPLE, RunOptions.DEFAULT, folder.resolve("run"));
    assertThat(written.report().simulatedPs()).isEqualTo(replay.simulatedPs()).isPositive();
    assertThat(folder.resolve("run")).isDirectoryContaining("glob:**summary.json");
    Schedule again = scar.schedule(folder.resolve("run/schedule.json"));
    assertThat(scar.replay(again, RunOptions.DEFAULT).simulatedPs())
        .isEqualTo(replay.simulatedPs());
  }

  @Test
  void aScenarioIsScheduledAndRun() {
    SearchOptions options = SearchOptions.DEFAULT.search(AnnealingSearch.of(Effort.parse("2000")));
    SearchResult found = scar.schedule("motivational", options);
    RunReport run = scar.run("motivational", options, RunOptions.DEFAULT);
    assertThat(run.predictedPs()).isEqualTo(found.best().latencyPs());
    assertThat(run.physics().holds()).isTrue();
  }

  @Test
  void aTopologyIsGeneratedAndCarriesTraffic() {
    ChipletPackage ring =
        scar.generate(
            new GeneratedTopology("ring:5", "N,S", "base/datacenter", Optional.empty()),
            folder.resolve("five.json"));
    assertThat(ring.name()).isEqualTo("five");
    assertThat(ring.chiplets()).hasSize(5);
    assertThat(scar.inputs().topology(folder.resolve("five.json").toString()).name())
        .isEqualTo("five");
    TrafficNetwork network = TrafficNetwork.of(ring, TrafficNetwork.FLIT_BYTES, Optional.empty());
    TrafficResult result =
        scar.traffic(
            network,
            TrafficPattern.named("uniform", network),
            0.1,
            new TrafficSettings(1, 100, 2000, 3, 2, 3, 1));
    assertThat(result.acceptedLoad()).isBetween(0.05, 0.15);
  }
}
