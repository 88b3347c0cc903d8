package dev.scar.study;

import dev.scar.files.OutputFile;
import dev.scar.files.Sha256;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Outcomes by the SHA-256 of everything that decides them, one file each, written whole or not at
 * all; so whatever was interrupted goes on where it stopped. A damaged file counts as absent. Safe
 * for several threads.
 */
public final class ResultCache {
  private static final int NAME_LENGTH = 32;

  private final Path folder;
  private final boolean refresh;
  private final Map<String, SearchOutcome> known = new ConcurrentHashMap<>();

  /**
   * A cache in this folder, which need not be there.
   *
   * @param refresh whether to ignore what earlier runs left, and replace it
   */
  public ResultCache(Path folder, boolean refresh) {
    this.folder = folder;
    this.refresh = refresh;
  }

  /** What is known of these inputs. */
  Optional<SearchOutcome> get(String inputs) {
    String key = Sha256.of(inputs);
    SearchOutcome seen = known.get(key);
    if (seen != null || refresh) {
      return Optional.ofNullable(seen);
    }
    Optional<SearchOutcome> read = OutcomeReader.read(file(key), key);
    read.ifPresent(outcome -> known.put(key, outcome));
    return read;
  }

  void put(String inputs, String label, SearchOutcome outcome) {
    String key = Sha256.of(inputs);
    OutputFile.write(file(key), true, out -> OutcomeWriter.write(outcome, key, label, out));
    known.put(key, outcome);
  }

  private Path file(String key) {
    return folder.resolve(key.substring(0, NAME_LENGTH) + ".json");
  }
}
