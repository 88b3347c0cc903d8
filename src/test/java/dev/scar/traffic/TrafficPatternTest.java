package dev.scar.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.sim.LoopEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where patterns send, by hand. */
class TrafficPatternTest {
  private static final TrafficNetwork LINE = TrafficNetwork.sized("mesh:1x8", Optional.empty());

  private static List<Integer> targets(String name) {
    TrafficPattern pattern = TrafficPattern.named(name, LINE);
    return IntStream.range(0, 8).mapToObj(s -> pattern.target(s, 0)).toList();
  }

  /** 3 = 011 goes to 110 = 6 in both; 4 = 100 to 001 = 1. */
  @Test
  void bitsOfEight() {
    assertThat(targets("bitrev")).containsExactly(0, 4, 2, 6, 1, 5, 3, 7);
    assertThat(targets("shuffle")).containsExactly(0, 2, 4, 6, 1, 3, 5, 7);
    assertThat(targets("bitcomp")).containsExactly(7, 6, 5, 4, 3, 2, 1, 0);
    TrafficNetwork nine = TrafficNetwork.sized("mesh:3x3", Optional.empty());
    assertThatThrownBy(() -> TrafficPattern.named("bitrev", nine)).hasMessageContaining("not 9");
  }

  @Test
  void aRandomPermutationIsOneAndDependsOnItsSeed() {
    assertThat(targets("randperm:5")).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(targets("randperm:5")).isEqualTo(targets("randperm:5"));
    assertThat(targets("randperm:6")).isNotEqualTo(targets("randperm:5"));
    assertThat(targets("randperm")).isEqualTo(targets("randperm:1"));
  }

  /** Three quarters of all packets go to node 2: its port bounds the load at 1 / (8 · 3/4). */
  @Test
  void weightedHotspots() {
    TrafficPattern pattern = TrafficPattern.named("hotspot:2=3,5=1", LINE);
    assertThat(pattern.share(0, 2)).isEqualTo(0.75);
    assertThat(pattern.share(7, 5)).isEqualTo(0.25);
    assertThat(pattern.rate(3)).isEqualTo(1);
    Random random = new Random(1);
    long hot = IntStream.range(0, 10_000).filter(i -> pattern.draw(0, random) == 2).count();
    assertThat(hot).isBetween(7_350L, 7_650L);
    Traffic traffic = new Traffic(LINE, new LoopEngine());
    assertThat(traffic.unitLoad(pattern).bound()).isCloseTo(1 / 6.0, within(1e-12));
    assertThatThrownBy(() -> TrafficPattern.named("hotspot:2=0", LINE))
        .hasMessageContaining("weight");
  }

  /** Node 0 sends the whole load, a quarter of it to node 3; node 1 half of it. */
  @Test
  void aMatrixOfWeights(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("m.csv");
    Files.writeString(file, "src,dst,weight\n0,1,3\n0,3,1\n1,2,2\n");
    TrafficPattern pattern = TrafficFileReader.matrix("m", InputFile.of(file), LINE);
    assertThat(pattern.rate(0)).isEqualTo(1);
    assertThat(pattern.rate(1)).isEqualTo(0.5);
    assertThat(pattern.rate(2)).isZero();
    assertThat(pattern.share(0, 1)).isEqualTo(0.75);
    assertThat(pattern.share(1, 2)).isEqualTo(0.5);
    assertThat(pattern.share(1, 3)).isZero();
    Traffic traffic = new Traffic(LINE, new LoopEngine());
    assertThat(traffic.unitLoad(pattern).bound()).isEqualTo(1);
    TrafficResult result =
        traffic.run(pattern, 0.4, new TrafficSettings(1, 1_000, 20_000, 3, 2, 3, 1));
    assertThat(result.stable()).isTrue();
    assertThat(result.acceptedLoad() * 8).isCloseTo(0.4 * 1.5, within(0.02));
    Files.writeString(file, "src,dst,weight\n0,1,3\n0,1,1\n0,99,1\n");
    assertThatThrownBy(() -> TrafficFileReader.matrix("m", InputFile.of(file), LINE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining("line 4");
  }
}
