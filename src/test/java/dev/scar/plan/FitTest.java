package dev.scar.plan;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static dev.scar.fixtures.Scenes.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.Scenes;
import dev.scar.hardware.ChipletPackage;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Segment;
import dev.scar.schedule.WeightPolicy;
import dev.scar.schedule.Window;
import dev.scar.workload.Scenario;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Resident or streamed weights and the mini-batch rule, in chiplets with 1000 bytes of L2. */
class FitTest {
  private static final ChipletPackage CHIPS =
      Packages.nodes(2)
          .type(Packages.type("small", 1000, 1_000_000_000_000L, 1e-12))
          .link(0, 1, 100)
          .link(1, 0, 100)
          .dram(0, 64)
          .build();

  /** A stage of one layer that reads and makes as many bytes. */
  private static Stage stage(WeightPolicy policy, int batch, long weights, long inAndOut) {
    Scenario one = scenario(model("m", batch, layer("a", 1, weights, inAndOut, inAndOut)));
    return stages(one, new ExecutionPolicy(policy, Map.of()), new Segment(0, 0, 1, 0)).get(0);
  }

  private static List<Stage> stages(Scenario of, ExecutionPolicy policy, Segment... segments) {
    return Scenes.plan(CHIPS, of, policy, List.of(new Window(List.of(segments))))
        .windows()
        .get(0)
        .stages();
  }

  /** 600 of weights leave 400, which is four times 50 + 50. */
  @Test
  void residentWeightsTakeTheirPartOfL2() {
    Stage stage = stage(WeightPolicy.AUTO, 20, 600, 50);
    assertThat(stage.weightsResident()).isTrue();
    assertThat(stage.activationBytes()).isEqualTo(100);
    assertThat(stage.miniBatch()).isEqualTo(4);
    assertThat(stage.miniBatches()).isEqualTo(5);
  }

  /** 900 + 100 fill L2 exactly; one byte more does not fit, and streamed weights take no room. */
  @Test
  void weightsStayWhenTheyFitWithOneSample() {
    Stage exact = stage(WeightPolicy.AUTO, 20, 900, 50);
    assertThat(exact.weightsResident()).isTrue();
    assertThat(exact.miniBatch()).isEqualTo(1);
    Stage larger = stage(WeightPolicy.AUTO, 20, 901, 50);
    assertThat(larger.weightsResident()).isFalse();
    assertThat(larger.miniBatch()).isEqualTo(10);
  }

  @Test
  void theOtherPoliciesCountActivationsOnly() {
    Stage streamed = stage(WeightPolicy.STREAMED, 20, 600, 50);
    assertThat(streamed.weightsResident()).isFalse();
    assertThat(streamed.miniBatch()).isEqualTo(10);
    Stage resident = stage(WeightPolicy.RESIDENT, 20, 5000, 50);
    assertThat(resident.weightsResident()).isTrue();
    assertThat(resident.miniBatch()).isEqualTo(10);
  }

  /** 600 + 600 are 200 more than there is; one sample at a time goes all the same. */
  @Test
  void activationsBeyondL2AreReported() {
    Stage stage = stage(WeightPolicy.AUTO, 20, 0, 600);
    assertThat(stage.overflowBytes()).isEqualTo(200);
    assertThat(stage.miniBatch()).isEqualTo(1);
    assertThat(stage(WeightPolicy.AUTO, 20, 0, 500).overflowBytes()).isZero();
  }

  /**
   * Twelve samples of 100 in 1000 bytes: 200 too much, and 800 too much beside 600 of weights that
   * stay. It used to read 0, since one sample fits.
   */
  @Test
  void aChosenMiniBatchBeyondL2IsReported() {
    ExecutionPolicy twelve = new ExecutionPolicy(WeightPolicy.AUTO, Map.of("m", 12));
    for (long weights : new long[] {0, 600}) {
      Scenario one = scenario(model("m", 20, layer("a", 1, weights, 50, 50)));
      Stage stage = stages(one, twelve, new Segment(0, 0, 1, 0)).get(0);
      assertThat(stage.miniBatch()).isEqualTo(12);
      assertThat(stage.overflowBytes()).isEqualTo(200 + weights);
    }
  }

  @Test
  void theBatchIsTheMost() {
    assertThat(stage(WeightPolicy.AUTO, 3, 600, 50).miniBatch()).isEqualTo(3);
  }

  /** The first stage has room for 10 samples (50 + 50), the second for 1000 / (50 + 200) = 4. */
  @Test
  void theStageWithTheLeastRoomDecides() {
    Scenario two = scenario(model("m", 20, layer("a", 1, 0, 50, 50), layer("b", 1, 0, 200, 0, 0)));
    List<Stage> stages =
        stages(two, ExecutionPolicy.DEFAULT, new Segment(0, 0, 1, 0), new Segment(0, 1, 2, 1));
    assertThat(stages).extracting(Stage::miniBatch).containsExactly(4, 4);
    assertThat(stages.get(1).samples(4)).isEqualTo(4);
    ExecutionPolicy chosen = new ExecutionPolicy(WeightPolicy.AUTO, Map.of("m", 3));
    List<Stage> ragged = stages(two, chosen, new Segment(0, 0, 2, 0));
    assertThat(ragged.get(0).miniBatches()).isEqualTo(7);
    assertThat(ragged.get(0).samples(5)).isEqualTo(3);
    assertThat(ragged.get(0).samples(6)).isEqualTo(2);
  }
}
