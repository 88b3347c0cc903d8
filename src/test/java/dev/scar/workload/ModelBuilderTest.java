package dev.scar.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModelBuilderTest {
  private static final LayerShape FIRST = LayerShape.convolution(32, 3, 3, 224, 2);

  /** 224 rows, 3 of them at once, padded by 1 and every second: 112. */
  @Test
  void layersReadTheOneBeforeThemOrThoseTheyName() {
    Model model =
        new ModelBuilder("eye")
            .layer("conv1", FIRST)
            .layer("conv2", LayerShape.convolution(64, 32, 3, 112, 1))
            .layer("skip", LayerShape.convolution(64, 32, 1, 112, 1), "conv1")
            .layer("add", LayerShape.addition(64, 112), "skip", "conv2")
            .build();
    assertThat(model.layer(0).outputElements()).isEqualTo(32 * 112 * 112);
    assertThat(model.layer(0).weightElements()).isEqualTo(32 * 3 * 9);
    assertThat(model.layer(0).modelInputElements()).isEqualTo(3 * 224 * 224);
    assertThat(model.layers().stream().map(Layer::producers))
        .containsExactly(List.of(), List.of(0), List.of(0), List.of(1, 2));
    assertThat(model.layer(3).weightElements()).isZero();
    assertThat(model.isOutput(3)).isTrue();
    assertThat(model.isOutput(1)).isFalse();
  }

  @Test
  void aProductHasRowsFeaturesAndReduction() {
    LayerShape product = LayerShape.gemm(64, 2048, 512);
    assertThat(product.inputElements()).isEqualTo(64 * 512);
    assertThat(product.weightElements()).isEqualTo(2048 * 512);
    assertThat(product.macs()).isEqualTo(64L * 2048 * 512);
  }

  @Test
  void namesAreThereOnceAndBeforeTheyAreRead() {
    ModelBuilder model = new ModelBuilder("m").layer("a", FIRST);
    assertThatThrownBy(() -> model.layer("b", FIRST, "c"))
        .hasMessage("layer b reads c, which is none");
    assertThatThrownBy(() -> model.layer("a", FIRST)).hasMessage("there are two layers a");
  }
}
