package dev.scar.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the files that names stand for: {@code sc4} is {@code workloads/sc4.json} in the home
 * folder.
 *
 * <p>The command line may also give a path, anything with a {@code /} or ending in {@code .json},
 * which is used as it is. Names <em>inside</em> files are stricter ({@link #reference}).
 */
public final class Library {
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final String SUFFIX = ".json";
  private static final int MOST_SEGMENTS = 8;

  private final Path home;
  private final Listener listener;

  /** A library over this home folder, which holds {@code workloads} and {@code topologies}. */
  public Library(Path home) {
    this(home, (shelf, name, file) -> {});
  }

  /**
   * The same.
   *
   * @param listener told of every file that another file led to
   */
  public Library(Path home, Listener listener) {
    this.home = home.toAbsolutePath().normalize();
    this.listener = listener;
  }

  /** Told what files refer to, from any thread. */
  @FunctionalInterface
  public interface Listener {
    /** A file named this file of the shelf, in these words. */
    void found(Shelf shelf, String name, InputFile file);
  }

  /** What kinds of files there are, and where. */
  public enum Shelf {
    SCENARIOS("scenario", "workloads", ""),
    MODELS("model", "workloads/models", "models"),
    TOPOLOGIES("topology", "topologies", "");

    private final String title;
    private final String folder;
    private final String local;

    Shelf(String title, String folder, String local) {
      this.title = title;
      this.folder = folder;
      this.local = local;
    }
  }

  /**
   * What the command line means.
   *
   * @throws InputException if a name is unknown; a path is not looked at yet
   */
  public InputFile find(Shelf shelf, String nameOrPath) {
    if (nameOrPath.contains("/") || nameOrPath.contains("\\") || nameOrPath.endsWith(SUFFIX)) {
      try {
        return InputFile.of(Path.of(nameOrPath));
      } catch (InvalidPathException e) {
        throw new InputException(new InputProblem(nameOrPath, "", "", "is not a path", ""));
      }
    }
    Path file = home.resolve(shelf.folder).resolve(nameOrPath + SUFFIX);
    if (!SEGMENT.matcher(nameOrPath).matches() || !Files.isRegularFile(file)) {
      String advice = Spelling.advice(nameOrPath, names(shelf));
      throw new InputException(
          new InputProblem(nameOrPath, "", "", "is not a known " + shelf.title, advice));
    }
    return shipped(file);
  }

  /**
   * What the text at a place of a file means: a plain name or a relative path downwards, looked up
   * in the folder of that file (for models also in its {@code models}), then in the home folder.
   * Absolute paths and {@code ..} are refused, so that a file cannot name others outside the two
   * folders.
   *
   * <p>A file means itself only if no other is called so: a schedule may have the name of its
   * scenario. If there is no such file, that becomes a problem of the place.
   *
   * @return the file, or that place's own file if there is none
   */
  public InputFile reference(Shelf shelf, NodeReader place) {
    String name = place.text();
    if (!place.isSound()) {
      return place.file();
    }
    if (!isDownwards(name)) {
      place.problem(
          "is not a plain name or a path below this file's folder",
          "Letters, digits, \".\", \"_\" and \"-\", with \"/\" between folders.");
      return place.file();
    }
    String relative = name.endsWith(SUFFIX) ? name : name + SUFFIX;
    Path folder = place.file().folder();
    List<Path> candidates = new ArrayList<>(List.of(folder.resolve(relative)));
    if (!shelf.local.isEmpty()) {
      candidates.add(0, folder.resolve(shelf.local).resolve(relative));
    }
    candidates.add(home.resolve(shelf.folder).resolve(relative));
    List<Path> there = candidates.stream().filter(Files::isRegularFile).toList();
    Optional<Path> chosen =
        there.stream()
            .filter(file -> !isSame(file, place.file().path()))
            .findFirst()
            .or(() -> there.stream().findFirst());
    if (chosen.isPresent()) {
      InputFile found = shipped(chosen.get());
      listener.found(shelf, name, found);
      return found;
    }
    place.problem("is not a known " + shelf.title, Spelling.advice(name, names(shelf)));
    return place.file();
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
  }

  /** Whether files may say this: a plain name, or a path downwards. */
  public static boolean isDownwards(String name) {
    String[] segments = name.split("/", -1);
    return segments.length <= MOST_SEGMENTS
        && Stream.of(segments).allMatch(s -> SEGMENT.matcher(s).matches());
  }

  /** The name of a file that lies on a shelf, as files refer to it; none if it lies elsewhere. */
  public Optional<String> nameOf(Shelf shelf, InputFile file) {
    Path folder = home.resolve(shelf.folder);
    Path path = file.path().toAbsolutePath().normalize();
    String name = path.startsWith(folder) ? folder.relativize(path).toString() : "";
    return name.endsWith(SUFFIX)
        ? Optional.of(name.substring(0, name.length() - SUFFIX.length()).replace('\\', '/'))
        : Optional.empty();
  }

  /** Names on a shelf, in alphabetical order; none if the folder is missing. */
  public List<String> names(Shelf shelf) {
    Path folder = home.resolve(shelf.folder);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + folder, e);
    }
  }

  /** Messages call files of the home folder by their place in it. */
  private InputFile shipped(Path file) {
    Path path = file.toAbsolutePath().normalize();
    return path.startsWith(home)
        ? new InputFile(path, home.relativize(path).toString().replace('\\', '/'))
        : InputFile.of(file);
  }
}
