package dev.scar.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamedGzipTest {
  private static final String NAME = "scar-0.1.0_sc4-02f4201e53b2_seed-1_events.csv";

  @TempDir private Path folder;

  private static byte[] zipped(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (NamedGzip zip = new NamedGzip(bytes, NAME)) {
      int half = content.length / 2;
      zip.write(content, 0, half);
      for (int i = half; i < content.length; i++) {
        zip.write(content[i]);
      }
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, 300_000})
  void readersGetTheContentAndWhoAsksTheName(int size) throws IOException {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    byte[] zipped = zipped(content);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped)).readAllBytes())
        .isEqualTo(content);
    assertThat(zipped(content)).isEqualTo(zipped);
    Path file = Files.write(folder.resolve("zip.gz"), zipped);
    assertThat(NamedGzip.nameIn(InputFile.of(file))).contains(NAME);
  }

  @Test
  void filesWithoutANameHaveNone() throws IOException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(plain)) {
      zip.write(1);
    }
    byte[] terminal = zipped(new byte[10]);
    terminal[12] = 0x1b;
    Path file = folder.resolve("file");
    for (byte[] bytes :
        new byte[][] {
          {},
          "window,time_ps\n".getBytes(StandardCharsets.US_ASCII),
          plain.toByteArray(),
          terminal,
          Arrays.copyOf(zipped(new byte[10]), 20)
        }) {
      Files.write(file, bytes);
      assertThat(NamedGzip.nameIn(InputFile.of(file))).isEmpty();
    }
  }

  @Test
  void namesArePlain() {
    for (String name : new String[] {"two words", "é", "x\0y", "x".repeat(256)}) {
      assertThatThrownBy(() -> new NamedGzip(new ByteArrayOutputStream(), name))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
