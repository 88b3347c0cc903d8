package dev.scar.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Identifies the parts of the program that decide a search's result: the SHA-256 of their classes
 * and resources. A cached result of another program is not used.
 */
final class Fingerprint {
  /** Those that decide what a point of a study, or a search of the reproduction, comes to. */
  private static final List<String> OF_POINTS =
      List.of(
          "units",
          "files",
          "workload",
          "hardware",
          "cost",
          "schedule",
          "plan",
          "analysis",
          "bound",
          "search",
          "trace",
          "sim",
          "refine",
          "report",
          "study");

  private Fingerprint() {}

  /** Of the program as far as it answers questions; who asks them does not matter. */
  static String ofPoints() {
    return of(OF_POINTS);
  }

  private static String of(List<String> parts) {
    try {
      URI place = Fingerprint.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      Path path = Path.of(place);
      if (Files.isDirectory(path)) {
        return digest(path, parts);
      }
      try (FileSystem jar = FileSystems.newFileSystem(path, Map.of())) {
        return digest(jar.getPath("/"), parts);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading the program itself", e);
    } catch (URISyntaxException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String digest(Path root, List<String> parts)
      throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (String part : parts) {
      Path folder = root.resolve("dev/scar/" + part);
      List<Path> files;
      try (Stream<Path> all = Files.walk(folder)) {
        files = all.filter(Files::isRegularFile).sorted().toList();
      }
      for (Path file : files) {
        try (InputStream in = Files.newInputStream(file)) {
          digest.update(in.readAllBytes());
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
