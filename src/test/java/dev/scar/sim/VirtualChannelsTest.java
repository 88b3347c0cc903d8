package dev.scar.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Path;
import dev.scar.plan.Resources;
import dev.scar.traffic.TrafficNetwork;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which channels of four a packet may take on its way, as bits. */
class VirtualChannelsTest {
  private static List<String> allowed(String shape, int from, int to) {
    ChipletPackage chipletPackage = TrafficNetwork.sized(shape, Optional.empty()).chipletPackage();
    Path path = Path.send(chipletPackage, new Resources(chipletPackage), from, to);
    VirtualChannels channels = new VirtualChannels(chipletPackage, 4);
    return IntStream.range(0, path.length())
        .mapToObj(p -> path.resources().get(p).name() + ": " + channels.allowed(path, p))
        .toList();
  }

  /**
   * The upper half while the link that closes the ring is still ahead, the lower half from then on,
   * so that no circle of waiting closes; ports have no such limit.
   */
  @Test
  void aRingChangesHalvesWhereItCloses() {
    assertThat(allowed("ring:8", 6, 1))
        .containsExactly(
            "inject 6: 15", "link 6>7: 12", "link 7>0: 12", "link 0>1: 3", "eject 1: 15");
    assertThat(allowed("ring:8", 2, 4))
        .containsExactly("inject 2: 15", "link 2>3: 3", "link 3>4: 3", "eject 4: 15");
  }

  @Test
  void onAMeshAnyChannelWillDo() {
    assertThat(allowed("mesh:2x2", 0, 3))
        .containsExactly("inject 0: 15", "link 0>1: 15", "link 1>3: 15", "eject 3: 15");
  }
}
