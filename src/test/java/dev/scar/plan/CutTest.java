package dev.scar.plan;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.workload.ScenarioModel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What moves when a model is cut, and along which paths, worked out by hand. */
class CutTest {
  private static Cut cut(ScenarioModel model, int... bounds) {
    return new Cut(model, bounds, (first, end) -> Footprint.peakBytes(model, first, end));
  }

  /** Layer 0 is read by each of six later segments, so it is sent six times, in their order. */
  @Test
  void aTensorGoesOnceToEachSegmentThatReadsIt() {
    ScenarioModel fan =
        model(
            "m",
            1,
            layer("a", 1, 0, 100, 7),
            layer("b", 1, 0, 1, 0, 0),
            layer("c", 1, 0, 2, 0, 0, 1),
            layer("d", 1, 0, 3, 0, 0, 2),
            layer("e", 1, 0, 4, 0, 0, 3),
            layer("f", 1, 0, 5, 0, 0, 4),
            layer("g", 1, 0, 6, 0, 0, 5));
    Cut cut = cut(fan, 0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(cut.sends(0))
        .containsExactly(
            new Cut.Send(0, 1, 1, 100),
            new Cut.Send(0, 2, 2, 100),
            new Cut.Send(0, 3, 3, 100),
            new Cut.Send(0, 4, 4, 100),
            new Cut.Send(0, 5, 5, 100),
            new Cut.Send(0, 6, 6, 100));
    assertThat(cut.sends(1)).containsExactly(new Cut.Send(1, 2, 2, 1));
    assertThat(cut.sends(6)).isEmpty();
    assertThat(cut.model()).isSameAs(fan);
    assertThat(List.of(cut.loadBytes(0), cut.loadBytes(1), cut.loadBytes(6)))
        .containsExactly(7L, 0L, 0L);
    assertThat(List.of(cut.storeBytes(0), cut.storeBytes(5), cut.storeBytes(6)))
        .containsExactly(0L, 0L, 6L);
  }

  /**
   * Layers 1 to 3 of five, in two segments: layer 0 was stored by an earlier window and is loaded
   * once by each segment that reads it; layer 3 is read by layer 4, which is a later window's.
   */
  @Test
  void whatOtherWindowsMakeOrReadGoesThroughDram() {
    ScenarioModel five =
        model(
            "m",
            1,
            layer("a", 1, 0, 100, 9),
            layer("b", 1, 10, 20, 0, 0),
            layer("c", 1, 30, 40, 0, 0, 1),
            layer("d", 1, 50, 60, 5, 0, 2),
            layer("e", 1, 0, 70, 0, 1, 3));
    Cut cut = cut(five, 1, 3, 4);
    assertThat(List.of(cut.weightBytes(0), cut.weightBytes(1))).containsExactly(40L, 50L);
    assertThat(List.of(cut.loadBytes(0), cut.loadBytes(1))).containsExactly(100L, 105L);
    assertThat(List.of(cut.storeBytes(0), cut.storeBytes(1))).containsExactly(20L, 60L);
    assertThat(cut.sends(0)).containsExactly(new Cut.Send(2, 3, 1, 40));
    assertThat(List.of(cut.readsModelInput(0), cut.readsModelInput(1)))
        .containsExactly(false, true);
  }

  /** Two hops of 35 ns and a DRAM of 200 ns; DRAM is slowest with 64 of 100 GB/s. */
  @Test
  void aPathIsAsSlowAsItsSlowestResource() {
    ChipletPackage line = Packages.line(3);
    Path load = Path.load(line, new Resources(line), 2);
    assertThat(load.latencyPs()).isEqualTo(270_000);
    assertThat(load.hops()).isEqualTo(2);
    assertThat(load.slowest().bytesPerSecond()).isEqualTo(64 * Packages.GB);
    assertThat(load.durationPs(64)).isEqualTo(271_000);
    assertThat(load.durationPs(0)).isZero();
    Path same = Path.of(load.resources(), List.of(200_000L, 35_000L, 35_000L, 0L));
    assertThat(same.hops()).isEqualTo(2);
    assertThat(same.latencyPs()).isEqualTo(270_000);
    assertThat(Scenes.rotatingTies().resources().get(0).ordinal()).isZero();
  }
}
