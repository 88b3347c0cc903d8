package dev.scar.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.files.InputFile;
import dev.scar.fixtures.OnnxFile;
import dev.scar.workload.onnx.ImportOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Imports files made by tests, and sees that what is written of them is read back. */
final class OnnxReadBack {
  private OnnxReadBack() {}

  static ImportedModel read(OnnxFile file, Path folder, ImportOptions options) {
    Path path = folder.resolve("net.onnx");
    try {
      Files.write(path, file.bytes());
      ImportedModel model = ModelImporters.read(InputFile.of(path), options).get(0);
      Path written = folder.resolve("net.json");
      try (OutputStream out = Files.newOutputStream(written)) {
        ModelWriter.write(model, "net", "test", out);
      }
      ModelFile back = new ModelReader().read(InputFile.of(written));
      assertThat(back.corrected().layers()).isEqualTo(model.model().layers());
      return model;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
