package dev.scar.explore;

import dev.scar.files.RecordFile;
import dev.scar.study.Experiments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The answers of a study's folder by key, in {@value #FILE}: a line each, in the order in which
 * they came. Answers of other versions of the program, and of points that the study no longer has,
 * stay and are not used. Not safe for several threads.
 *
 * <p>A shard has a file of its own; whoever opens the folder as a whole takes over what shards have
 * left. <b>Cost:</b> about 100 bytes of memory for each answer.
 */
public final class Records implements AutoCloseable {
  private static final String FILE = "records.jsonl";
  private static final int HEX_OF_LONG = 16;
  private static final int HEX = 16;

  private final RecordFile file;
  private final Map<Key, Long> places = new HashMap<>();
  private long damaged;

  /** Half of a SHA-256, which tells answers apart as well. */
  private record Key(long high, long low) {
    static Key of(String hex) {
      return new Key(
          Long.parseUnsignedLong(hex.substring(0, HEX_OF_LONG), HEX),
          Long.parseUnsignedLong(hex.substring(HEX_OF_LONG, 2 * HEX_OF_LONG), HEX));
    }
  }

  /**
   * The records of a folder, which need not be there.
   *
   * @param shard of the whole study, or none
   * @throws dev.scar.files.OutputException if somebody else has them open
   * @throws RuntimeException if shards have left different answers of a point
   */
  public Records(Path folder, Optional<Shard> shard) {
    String name = shard.map(s -> "records-" + s.name() + ".jsonl").orElse(FILE);
    this.file =
        RecordFile.open(
            folder.resolve(name),
            (at, line) ->
                Experiments.recorded(line)
                    .ifPresentOrElse(
                        record -> places.put(Key.of(record.getKey()), at), () -> damaged++));
    if (shard.isEmpty()) {
      shards(folder).forEach(this::takeOver);
      sync();
    }
  }

  /** Whether a folder has records, or nothing at all. */
  public static boolean mayBeIn(Path folder) {
    if (!Files.exists(folder)) {
      return true;
    }
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(f -> f.getFileName().toString()).toList();
      return names.isEmpty() || names.stream().anyMatch(name -> name.matches("records.*\\.jsonl"));
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + folder, e);
    }
  }

  /** Whether somebody works on a folder as a whole. */
  public static boolean areInUse(Path folder) {
    return RecordFile.isInUse(folder.resolve(FILE));
  }

  private static List<Path> shards(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().matches("records-\\d+-of-\\d+\\.jsonl"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + folder, e);
    }
  }

  private void takeOver(Path shard) {
    RecordFile.read(
        shard,
        (at, line) ->
            Experiments.recorded(line)
                .ifPresent(
                    record ->
                        put(record.getKey(), record.getValue(), line, shard.getFileName() + "")));
  }

  /** How many answers there are. */
  public int size() {
    return places.size();
  }

  /** How many lines were there that are no records. */
  public long damaged() {
    return damaged;
  }

  /** The answer with this key. */
  Optional<String> answer(String key) {
    return Optional.ofNullable(places.get(Key.of(key)))
        .map(file::line)
        .flatMap(Experiments::recorded)
        .map(Map.Entry::getValue);
  }

  /**
   * Keeps an answer, from the next {@link #sync} on.
   *
   * @param label for people
   * @throws TwoAnswersException if there is another one
   */
  void put(String key, String label, String answer) {
    put(key, answer, Experiments.record(key, label, answer), "the second answer");
  }

  private void put(String key, String answer, String line, String from) {
    Optional<String> known = answer(key);
    if (known.isEmpty()) {
      places.put(Key.of(key), file.append(line));
    } else if (!known.get().equals(answer)) {
      throw new TwoAnswersException(key, FILE, known.get(), from, answer);
    }
  }

  /** Puts what was kept on the disk. */
  void sync() {
    file.sync();
  }

  @Override
  public void close() {
    file.close();
  }
}
