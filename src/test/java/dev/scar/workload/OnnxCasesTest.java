package dev.scar.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.workload.onnx.ImportOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small files in the styles of exporters, optimisers and the operators' own pages. */
class OnnxCasesTest {
  @TempDir Path folder;

  static List<OnnxCase> cases() {
    return Stream.of(OnnxExporterCases.all(), OnnxOptimiserCases.all(), OnnxOperatorCases.all())
        .flatMap(List::stream)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void becomesTheLayersWorkedOutByHand(OnnxCase one) {
    ImportedModel made = OnnxReadBack.read(one.file(), folder, ImportOptions.NONE);
    assertThat(made.model().layers().stream().map(Layer::macs)).isEqualTo(one.macs());
    assertThat(made.model().weightElements()).isEqualTo(one.weights());
    assertThat(made.batch()).isEqualTo(one.samples());
  }
}
