package dev.scar.run;

import dev.scar.files.InputException;
import dev.scar.files.InputProblem;
import dev.scar.files.OutputFile;
import dev.scar.hardware.ChipletPackage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A topology file that the program makes; what cannot be read back is not written.
 *
 * @param source what it is made from, for messages
 * @param file its name without {@code .json} becomes the package's
 */
record NewTopology(String source, Path file, boolean overwrite) {
  /** Writes the text of a topology file. */
  interface Text {
    void to(OutputStream out) throws IOException;
  }

  /**
   * @throws dev.scar.files.OutputException if the file is there and may not be replaced
   */
  NewTopology {
    OutputFile.check(file, overwrite);
  }

  /** What the package is called. */
  String name() {
    String last = String.valueOf(file.getFileName());
    return last.endsWith(".json") ? last.substring(0, last.length() - 5) : last;
  }

  /**
   * Reads the text back, then writes it.
   *
   * @return the package that it describes
   * @throws InputException with what is wrong with the text, as something of the source
   * @throws dev.scar.files.OutputException if it cannot be written
   */
  ChipletPackage write(Inputs inputs, Text text) {
    byte[] bytes = bytes(text);
    ChipletPackage read = read(inputs, bytes);
    OutputFile.write(file, overwrite, stream -> stream.write(bytes));
    return read;
  }

  /** The package that a text describes, which is not written. */
  ChipletPackage read(Inputs inputs, Text text) {
    return read(inputs, bytes(text));
  }

  private static byte[] bytes(Text text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      text.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private ChipletPackage read(Inputs inputs, byte[] text) {
    try {
      Path folder = Files.createTempDirectory("scar-topology");
      Path copy = folder.resolve("topology.json");
      try {
        Files.write(copy, text);
        return inputs.topology(copy.toString());
      } catch (InputException e) {
        throw new InputException(
            e.problems().stream()
                .map(
                    p -> new InputProblem(source, p.path(), p.value(), p.expectation(), p.advice()))
                .toList());
      } finally {
        Files.deleteIfExists(copy);
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
