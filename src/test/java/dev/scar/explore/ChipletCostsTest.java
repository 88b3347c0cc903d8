package dev.scar.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.scar.explore.ChipletCosts.Die;
import dev.scar.explore.ChipletCosts.Wafer;
import dev.scar.explore.ChipletCosts.Yield;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.run.Inputs;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChipletCostsTest {
  /** By hand, for one defect a die on average. */
  @Test
  void yieldsAreThoseOfTheFormulas() {
    assertThat(Yield.POISSON.of(1, 0)).isCloseTo(0.36788, within(1e-5));
    assertThat(Yield.MURPHY.of(1, 0)).isCloseTo(0.39958, within(1e-5));
    assertThat(Yield.NEGATIVE_BINOMIAL.of(1, 3)).isCloseTo(0.421875, within(1e-9));
    for (Yield yield : Yield.values()) {
      assertThat(yield.of(0, 3)).isEqualTo(1);
    }
  }

  /** π 150² / 100 − π 300 / √200 = 640.2 dies of 100 mm²; half of them good. */
  @Test
  void aGoodDieCostsItsShareOfTheWafer() {
    Wafer wafer = new Wafer(300, 6402, Yield.POISSON, Math.log(2), 0);
    assertThat(wafer.perGoodDie(100)).isCloseTo(20, within(0.01));
    assertThat(new Wafer(300, 6402, Yield.POISSON, 50, 0).perGoodDie(100)).isInfinite();
  }

  @Test
  void aPackageIsTheSumOfItsParts() {
    ChipletPackage made = new Inputs(Path.of("")).topology("motivational-2x2");
    ChipletCosts costs =
        new ChipletCosts(
            "test",
            Map.of("nvd", new Die(1, 0.001, 0.5, 2), "*", new Die(3, 0, 0, 4)),
            0.25,
            0.125,
            10,
            Optional.empty());
    long nvd =
        made.chiplets().stream().map(Chiplet::type).filter(t -> t.name().equals("nvd")).count();
    assertThat(nvd).isEqualTo(3);
    // 4096 PEs and 10 MiB: 1 + 4.096 + 5 mm²; eight one-way links.
    assertThat(costs.areaMm2(made)).isCloseTo(3 * 10.096 + 3 + 8 * 0.25, within(1e-9));
    assertThat(costs.money(made)).isCloseTo(10 + 8 * 0.125 + 3 * 2 + 4, within(1e-9));
  }
}
