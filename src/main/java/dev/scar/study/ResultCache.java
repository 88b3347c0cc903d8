package dev.scar.study;

import dev.scar.files.OutputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Answers by key, one file each, written whole or not at all; so whatever was interrupted goes on
 * where it stopped. A damaged file counts as absent. Safe for several threads.
 */
public interface ResultCache {
  /** Keeps nothing. */
  ResultCache NONE =
      new ResultCache() {
        @Override
        public Optional<String> get(String key) {
          return Optional.empty();
        }

        @Override
        public void put(String key, String label, String answer) {}
      };

  /** The answer in canonical JSON, if it is known. */
  Optional<String> get(String key);

  /**
   * Keeps an answer.
   *
   * @param label for people
   */
  void put(String key, String label, String answer);

  /**
   * A cache in this folder, which need not be there.
   *
   * @param refresh whether to ignore what earlier runs left, and replace it
   */
  static ResultCache in(Path folder, boolean refresh) {
    return new ResultCache() {
      @Override
      public Optional<String> get(String key) {
        Path file = file(key);
        if (refresh || !Files.isRegularFile(file)) {
          return Optional.empty();
        }
        try {
          return ExperimentFormat.kept(Files.readString(file))
              .filter(kept -> kept.getKey().equals(key))
              .map(Map.Entry::getValue);
        } catch (IOException unreadable) {
          return Optional.empty();
        }
      }

      @Override
      public void put(String key, String label, String answer) {
        byte[] text = ExperimentFormat.kept(key, label, answer).getBytes(StandardCharsets.UTF_8);
        OutputFile.write(file(key), true, out -> out.write(text));
      }

      private Path file(String key) {
        return folder.resolve(key.substring(0, 32) + ".json");
      }
    };
  }
}
