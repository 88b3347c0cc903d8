package dev.scar.plan;

import static dev.scar.fixtures.Scenes.layer;
import static dev.scar.fixtures.Scenes.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.workload.ScenarioModel;
import org.junit.jupiter.api.Test;

/** Peak live activations, worked out by hand. */
class FootprintTest {
  /**
   * a (100 bytes out of 5 of input) → b (10) → c (10) → d (1), and d reads a too: a lives until d.
   *
   * <p>While a is computed 5 + 100 are live, during b 100 + 10, during c 100 + 10 + 10, during d
   * 100 + 10 + 1.
   */
  private static final ScenarioModel SKIP =
      model(
          "skip",
          1,
          layer("a", 1, 0, 100, 5),
          layer("b", 1, 0, 10, 0, 0),
          layer("c", 1, 0, 10, 0, 1),
          layer("d", 1, 0, 1, 0, 0, 2));

  @Test
  void aTensorLivesToItsLastUse() {
    assertThat(Footprint.peakBytes(SKIP, 0, 4)).isEqualTo(120);
    assertThat(Footprint.peakBytes(SKIP, 0, 1)).isEqualTo(105);
    assertThat(Footprint.peakBytes(SKIP, 0, 2)).isEqualTo(110);
    assertThat(Footprint.peakBytes(SKIP, 0, 3)).isEqualTo(120);
  }

  /** c and d alone: a and b come from outside and are there from the start: 100 + 10 + 10. */
  @Test
  void whatComesFromOutsideIsThereFromTheStart() {
    assertThat(Footprint.peakBytes(SKIP, 2, 4)).isEqualTo(120);
    assertThat(Footprint.peakBytes(SKIP, 3, 4)).isEqualTo(111);
  }

  /** b gets the 100 of a from outside; c (10) is read by d after it, b (10) only by c. */
  @Test
  void whatEntersAndWhatLeaves() {
    assertThat(Footprint.enteringBytes(SKIP, 0, 4)).isEqualTo(5);
    assertThat(Footprint.enteringBytes(SKIP, 1, 3)).isEqualTo(100);
    assertThat(Footprint.enteringBytes(SKIP, 3, 4)).isEqualTo(100 + 10);
    assertThat(Footprint.leavingBytes(SKIP, 0, 4)).isEqualTo(1);
    assertThat(Footprint.leavingBytes(SKIP, 0, 2)).isEqualTo(100 + 10);
    assertThat(Footprint.leavingBytes(SKIP, 1, 3)).isEqualTo(10);
  }

  /** The input of the last layer is loaded before the first one computes: 1 + 40 beside 30. */
  @Test
  void modelInputsOfLaterLayersAreLoadedAtTheStart() {
    ScenarioModel late = model("late", 1, layer("a", 1, 0, 30, 1), layer("b", 1, 0, 2, 40, 0));
    assertThat(Footprint.peakBytes(late, 0, 2)).isEqualTo(40 + 30 + 2);
    assertThat(Footprint.peakBytes(late, 0, 1)).isEqualTo(1 + 30);
  }

  /** a's output leaves the model and is stored at the end, so it is live during b: 50 + 7 + 3. */
  @Test
  void whatLeavesStaysToTheEnd() {
    ScenarioModel twoOutputs = model("two", 1, layer("a", 1, 0, 50, 1), layer("b", 1, 0, 7, 3));
    assertThat(Footprint.peakBytes(twoOutputs, 0, 2)).isEqualTo(60);
  }

  /** As above, though b reads what leaves: 50 of a live during b and c, so 50 + 20 + 30 at c. */
  @Test
  void whatIsReadAndLeavesStaysToTheEnd() {
    ScenarioModel model =
        model(
            "m",
            1,
            layer("a", 1, 0, 50, 1).leaving(),
            layer("b", 1, 0, 20, 0, 0),
            layer("c", 1, 0, 30, 0, 1));
    assertThat(Footprint.peakBytes(model, 0, 3)).isEqualTo(100);
  }
}
