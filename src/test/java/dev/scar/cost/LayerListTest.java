package dev.scar.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.scar.files.Library;
import dev.scar.workload.Layer;
import dev.scar.workload.LayerKind;
import dev.scar.workload.LayerShape;
import dev.scar.workload.Model;
import dev.scar.workload.ModelReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerListTest {
  private static final Library LIBRARY = new Library(Path.of(System.getProperty("scar.home", ".")));

  @Test
  void upsampledUnetWithoutTheExtraRowIsThatOfTheFile() {
    Model unet = new ModelReader().read(LIBRARY.find(Library.Shelf.MODELS, "unet_512")).corrected();
    List<LayerList.Counted> layers = new ArrayList<>();
    for (Layer layer : unet.layers()) {
      LayerShape s = layer.shape();
      MaestroLayer converted = ShapeConversion.convert(s, Correction.NONE);
      if (s.kind() == LayerKind.TRANSPOSED) {
        assertThat(converted.extents().get(Dim.Y)).isEqualTo(s.outputY() + 1);
        converted =
            MaestroLayer.convolution(
                LayerType.CONV, 1, 1, s.k(), s.c(), 2, 2, s.outputY(), s.outputX(), 1, 1);
      }
      layers.add(new LayerList.Counted(converted, 1));
    }
    LayerList.Sums sums = new LayerList(layers).sums(4096, 256, 128);
    assertThat(sums.nvd().seconds()).isCloseTo(3.45236, within(0.000005));
    assertThat(sums.shi().seconds()).isCloseTo(1.5146, within(0.000005));
  }
}
