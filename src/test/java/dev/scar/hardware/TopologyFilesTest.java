package dev.scar.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.scar.files.Library;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every shipped topology loads, is connected and reaches DRAM; the presets say what they should.
 */
final class TopologyFilesTest {
  private static final Library LIBRARY = Shipped.LIBRARY;
  private static final TopologyReader READER = new TopologyReader(LIBRARY);

  private static Stream<String> names() {
    return LIBRARY.names(Library.Shelf.TOPOLOGIES).stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void loadsConnectedWithDramInReach(String name) {
    ChipletPackage shipped = READER.read(name);
    assertThat(shipped.name()).isEqualTo(name);
    assertThat(shipped.title()).isNotEqualTo(name);
    assertThat(shipped.nopJoulePerBit()).isCloseTo(2.04e-12, within(1e-20));
    double dramJoulePerBit = name.contains("-hbm") ? 3.92e-12 : 14.8e-12;
    assertThat(shipped.dramJoulePerBit()).isCloseTo(dramJoulePerBit, within(1e-20));
    assertThat(shipped.constants())
        .isNotEmpty()
        .allMatch(constant -> !constant.source().isEmpty())
        .allMatch(c -> !c.technology().isEmpty() || c.source().equals("not given"));
    for (Chiplet chiplet : shipped.chiplets()) {
      int node = chiplet.node();
      int dram = shipped.nearestDram(node).node();
      int nearest =
          shipped.dramInterfaces().stream()
              .mapToInt(i -> shipped.routing().route(i.node(), node).hops())
              .min()
              .orElseThrow();
      assertThat(shipped.routing().route(dram, node).hops()).isEqualTo(nearest);
      assertThat(shipped.routing().route(node, dram).target()).isEqualTo(dram);
      for (Chiplet other : shipped.chiplets()) {
        assertThat(shipped.routing().route(node, other.node()).target()).isEqualTo(other.node());
      }
    }
    assertThat(DeadlockProof.verdict(shipped.nop(), shipped.routing()))
        .isInstanceOf(RoutingVerdict.DeadlockFree.class);
  }

  /** Letters by row, links, DRAM interfaces, PEs, NoC, floor. */
  @ParameterizedTest
  @CsvSource({
    "simba-shi-2x2,SS SS,8,4,4096,256,128",
    "simba-nvd-2x2,NN NN,8,4,4096,256,128",
    "motivational-2x2,NN NS,8,4,4096,256,128",
    "simba-shi-3x3,SSS SSS SSS,24,6,4096,256,128",
    "simba-nvd-3x3,NNN NNN NNN,24,6,4096,256,128",
    "het-cb-3x3,NSN SNS NSN,24,6,4096,256,128",
    "het-cb-3x3-shi-corners,SNS NSN SNS,24,6,4096,256,128",
    "het-sides-3x3,NSN NSN NSN,24,6,4096,256,128",
    "het-sides-3x3-shi-sides,SNS SNS SNS,24,6,4096,256,128",
    "simba-shi-6x6,SSSSSS SSSSSS SSSSSS SSSSSS SSSSSS SSSSSS,120,12,4096,256,128",
    "simba-nvd-6x6,NNNNNN NNNNNN NNNNNN NNNNNN NNNNNN NNNNNN,120,12,4096,256,128",
    "het-cross-6x6,NNSSNN NNSSNN SSSSSS SSSSSS NNSSNN NNSSNN,120,12,4096,256,128",
    "simba-t-shi,SSS SSS SSS,32,6,4096,256,128",
    "simba-t-nvd,NNN NNN NNN,32,6,4096,256,128",
    "het-t,NSN NSN NSN,32,6,4096,256,128",
    "monolithic-os,S,0,1,16384,1024,512",
    "simba-shi-3x3-arvr,SSS SSS SSS,24,6,256,32,128",
    "simba-nvd-3x3-arvr,NNN NNN NNN,24,6,256,32,128",
    "het-cb-3x3-arvr,NSN SNS NSN,24,6,256,32,128",
    "het-cb-3x3-shi-corners-arvr,SNS NSN SNS,24,6,256,32,128",
    "het-sides-3x3-arvr,NSN NSN NSN,24,6,256,32,128",
    "het-sides-3x3-shi-sides-arvr,SNS SNS SNS,24,6,256,32,128",
    "het-sides-3x3-b,NSN NSN NSN,24,6,4096,64,64",
    "het-sides-3x3-f,NSN NSN NSN,24,6,4096,32,1000000000"
  })
  void isWhatItsNameSays(
      String name, String letters, int links, int interfaces, int pes, long noc, long floor) {
    ChipletPackage shipped = READER.read(name);
    StringBuilder found = new StringBuilder();
    for (Chiplet chiplet : shipped.chiplets()) {
      int column = chiplet.node() % shipped.nop().columns();
      found.append(column == 0 && chiplet.node() > 0 ? " " : "");
      found.append(chiplet.type().name().equals("nvd") ? "N" : "S");
      boolean nvd = chiplet.type().name().equals("nvd");
      assertThat(chiplet.type().dataflows()).containsExactly(nvd ? "kcp_ws" : "yxp_os_capped");
      assertThat(chiplet.type().pes()).isEqualTo(pes);
      assertThat(chiplet.type().clockHz()).isEqualTo(500_000_000);
      assertThat(chiplet.type().nocElementsPerCycle()).isEqualTo(noc);
      assertThat(chiplet.type().nocHopLatencyCycles()).isEqualTo(1);
      assertThat(chiplet.type().offChipElementsPerCycle()).isEqualTo(floor);
      assertThat(chiplet.type().energy())
          .isEqualTo(new ChipletType.ActivityEnergy(0.23e-12, 1.68, 6));
    }
    assertThat(found).hasToString(letters);
    assertThat(shipped.nop().links()).hasSize(links);
    assertThat(shipped.dramInterfaces()).hasSize(interfaces);
    assertThat(shipped.drams()).hasSize(interfaces);
    if (!name.equals("monolithic-os")) {
      assertThat(shipped.chiplets())
          .allMatch(c -> c.type().l2Bytes() == 10 << 20)
          .allMatch(c -> c.injection().bytesPerSecond() == 100_000_000_000L)
          .allMatch(c -> c.ejection().bytesPerSecond() == 100_000_000_000L);
      assertThat(shipped.nop().links())
          .allMatch(link -> link.latencyPs() == 35_000)
          .allMatch(link -> link.bandwidth().bytesPerSecond() == 100_000_000_000L);
      assertThat(shipped.drams())
          .allMatch(dram -> dram.latencyPs() == 200_000)
          .allMatch(dram -> dram.bandwidth().bytesPerSecond() == 64_000_000_000L);
    }
  }

  /** Packages of one resource too thin; bandwidths in GB/s. */
  @ParameterizedTest
  @CsvSource({
    "het-sides-3x3-one-dram,100,1,2,4096",
    "het-sides-3x3-one-dram-arvr,100,1,2,256",
    "het-sides-3x3-thin-nop,1,6,64,4096",
    "het-sides-3x3-thin-nop-arvr,1,6,64,256"
  })
  void isStarvedAsItsNameSays(String name, long nop, int drams, long dram, int pes) {
    ChipletPackage shipped = READER.read(name);
    assertThat(shipped.nop().links())
        .hasSize(24)
        .allMatch(link -> link.bandwidth().bytesPerSecond() == nop * 1_000_000_000L);
    assertThat(shipped.chiplets())
        .hasSize(9)
        .allMatch(c -> c.type().pes() == pes)
        .allMatch(c -> c.injection().bytesPerSecond() == nop * 1_000_000_000L)
        .allMatch(c -> c.ejection().bytesPerSecond() == nop * 1_000_000_000L);
    assertThat(shipped.dramInterfaces()).hasSize(6);
    assertThat(shipped.drams())
        .hasSize(drams)
        .allMatch(d -> d.bandwidth().bytesPerSecond() == dram * 1_000_000_000L);
  }

  /** Packages as built: dataflows and on-chip bandwidths of each type, no floor, DRAM in MB/s. */
  @ParameterizedTest
  @CsvSource({
    "simba-nvd-3x3-built,NNNNNNNNN,4096,6,64000",
    "simba-shi-3x3-built,SSSSSSSSS,4096,6,64000",
    "het-cb-3x3-built,NSNSNSNSN,4096,6,64000",
    "het-sides-3x3-built,NSNNSNNSN,4096,6,64000",
    "het-sides-3x3-one-dram-built,NSNNSNNSN,4096,1,64000",
    "het-sides-3x3-hbm-built,NSNNSNNSN,4096,1,256000",
    "het-sides-3x3-ddr4-built,NSNNSNNSN,4096,1,25600",
    "het-sides-3x3-lpddr4x-built,NSNNSNNSN,4096,1,34100",
    "het-sides-3x3-xr-built,NSNNSNNSN,1024,1,25600",
    "simba-nvd-3x3-arvr-built,NNNNNNNNN,256,6,64000",
    "simba-shi-3x3-arvr-built,SSSSSSSSS,256,6,64000",
    "het-cb-3x3-arvr-built,NSNSNSNSN,256,6,64000",
    "het-sides-3x3-arvr-built,NSNNSNNSN,256,6,64000",
    "het-sides-3x3-one-dram-arvr-built,NSNNSNNSN,256,1,25600"
  })
  void isBuiltAsItsNameSays(String name, String letters, int pes, int drams, long dram) {
    ChipletPackage shipped = READER.read(name);
    assertThat(shipped.terms().preset()).isEqualTo(Preset.BUILT);
    assertThat(shipped.staticW()).isZero();
    boolean large = pes == 4096;
    for (Chiplet chiplet : shipped.chiplets()) {
      boolean nvd = letters.charAt(chiplet.node()) == 'N';
      ChipletType type = chiplet.type();
      assertThat(type.name()).isEqualTo(nvd ? "nvd" : "shi");
      assertThat(type.pes()).isEqualTo(pes);
      assertThat(type.offChipElementsPerCycle()).isEqualTo(ChipletType.NO_FLOOR);
      if (nvd) {
        assertThat(type.dataflows()).containsExactly(large ? "kcp_ws" : "kcp_ws_c16");
        assertThat(type.nocElementsPerCycle()).isEqualTo(large ? 256 : pes / 8);
      } else {
        assertThat(type.dataflows())
            .containsExactly("yxp_os_capped", large ? "koy_os" : "koy_os_c16");
        assertThat(type.nocElementsPerCycle()).isEqualTo(large ? 64 : pes / 16);
      }
    }
    assertThat(shipped.dramInterfaces()).hasSize(6);
    assertThat(shipped.drams())
        .hasSize(drams)
        .allMatch(d -> d.bandwidth().bytesPerSecond() == dram * 1_000_000L);
  }

  @Test
  void theTableOfPackagesIsComplete() {
    List<String> listed = new ArrayList<>();
    for (java.lang.reflect.Method method : TopologyFilesTest.class.getDeclaredMethods()) {
      CsvSource rows = method.getAnnotation(CsvSource.class);
      if (rows != null) {
        Stream.of(rows.value()).map(row -> row.substring(0, row.indexOf(','))).forEach(listed::add);
      }
    }
    assertThat(listed).containsExactlyInAnyOrderElementsOf(names().toList());
    System.out.println("shipped topologies: " + listed.size());
  }

  /** Ties between left and right go by row: even rows left, odd rows right. */
  @Test
  void theMiddleColumnIsSplitBetweenTheSides() {
    ChipletPackage sides = READER.read("het-sides-3x3");
    assertThat(List.of(1, 4, 7))
        .extracting(n -> sides.nearestDram(n).node())
        .containsExactly(0, 5, 6);
  }
}
