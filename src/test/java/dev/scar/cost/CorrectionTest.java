package dev.scar.cost;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** With all corrections, every layer has exactly its MACs under every fitting listing. */
class CorrectionTest {
  private final Dataflows dataflows = Dataflows.shipped();

  @Test
  void correctedModeCountsEveryMacOnce() {
    int bad = 0;
    for (long seed = 0; seed < 4000; seed++) {
      RandomLayers random = new RandomLayers(seed);
      MaestroLayer layer = random.convolution();
      CostHardware hardware = random.hardware();
      String name = random.pick(dataflows.names());
      LayerAnalysis analysis;
      try {
        analysis = MaestroEvaluator.evaluate(dataflows.get(name), layer, hardware, Correction.ALL);
      } catch (CostException e) {
        System.out.println(seed + " " + name + " " + e.getMessage());
        continue;
      }
      if (analysis.macs() != layer.trueMacs() && bad++ < 40) {
        String text = layer.type() + " " + layer.strideY() + "," + layer.strideX();
        for (Dim d : Dim.values()) text += " " + d + layer.extents().get(d);
        System.out.println(
            seed
                + " "
                + name
                + " pes "
                + hardware.pes()
                + " "
                + analysis.macs()
                + " true "
                + layer.trueMacs()
                + " "
                + text);
      }
    }
    System.out.println("bad " + bad);
    assertThat(bad).isZero();
  }
}
