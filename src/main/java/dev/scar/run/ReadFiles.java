package dev.scar.run;

import dev.scar.files.InputFile;
import dev.scar.files.Library;
import dev.scar.files.Library.Shelf;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which files a command has read: their hashes, and what a schedule needs so that it can be
 * replayed elsewhere. Safe for several threads.
 *
 * <p>The files keep their texts from when they were read, so that one that changes during a long
 * search is told of as it was. Of a file that is found again the first, which was read, counts.
 */
final class ReadFiles implements Library.Listener {
  /** The folder of a run that keeps copies of what is on no shelf. */
  static final String COPIES = "inputs";

  /** Where that has the topology and the dataflows beside it. */
  static final String TOPOLOGY_COPIES = folder(Shelf.TOPOLOGIES);

  /** Copies of a table of costs and of a schedule that a search began with, by what they are. */
  static final Map<String, String> OTHERS =
      Map.of("costs", COPIES + "/costs/costs.csv", "start", COPIES + "/start/start.json");

  private final Map<Shelf, InputFile> roots = new TreeMap<>();
  private final Map<String, InputFile> tables = new TreeMap<>();
  private final Map<Shelf, Map<String, InputFile>> referred = new TreeMap<>();

  @Override
  public synchronized void found(Shelf shelf, String name, InputFile file) {
    referred.computeIfAbsent(shelf, key -> new TreeMap<>()).putIfAbsent(name, file);
  }

  /** The scenario or the package was read. */
  synchronized void read(Shelf shelf, InputFile file) {
    roots.put(shelf, file);
  }

  /** Another file was read: what it is, in a word. */
  synchronized void read(String what, InputFile file) {
    tables.put(what, file);
  }

  /**
   * SHA-256 of every file, as {@code sha256sum} prints them: scenario, package, other tables, then
   * the models that the scenario names ({@code modelSha256:NAME}) and the topologies that the
   * package extends ({@code baseSha256:NAME}).
   */
  synchronized Map<String, String> hashes() {
    Map<String, String> all = new LinkedHashMap<>();
    roots.forEach((shelf, file) -> all.put(word(shelf) + "Sha256", file.sha256()));
    tables.forEach((what, file) -> all.put(what + "Sha256", file.sha256()));
    referred
        .getOrDefault(Shelf.MODELS, Map.of())
        .forEach((name, file) -> all.put("modelSha256:" + name, file.sha256()));
    referred
        .getOrDefault(Shelf.TOPOLOGIES, Map.of())
        .forEach(
            (name, file) -> {
              if (!file.equals(roots.get(Shelf.TOPOLOGIES))) {
                all.put("baseSha256:" + name, file.sha256());
              }
            });
    return all;
  }

  /**
   * How a schedule in a run's folder refers to the scenario or the package: by name, or to the copy
   * that {@link #copies} puts there.
   */
  synchronized String reference(Library library, Shelf shelf) {
    InputFile root = root(shelf);
    return library
        .nameOf(shelf, root)
        .orElseGet(() -> copy(shelf, root).replaceAll("\\.json$", ""));
  }

  /**
   * How a schedule in some folder refers to the scenario or the package: by name, or by its path if
   * that leads downwards; else there is no way.
   */
  synchronized Optional<String> reference(Library library, Shelf shelf, Path folder) {
    InputFile root = root(shelf);
    Optional<String> name = library.nameOf(shelf, root);
    Path path = root.path().toAbsolutePath().normalize();
    Path from = folder.toAbsolutePath().normalize();
    if (name.isPresent() || !path.startsWith(from)) {
      return name;
    }
    String below = from.relativize(path).toString().replace('\\', '/');
    return Optional.of(below).filter(Library::isDownwards);
  }

  /** How a command in a run's folder refers to it: by name, or by the path of the copy. */
  synchronized String argument(Library library, Shelf shelf) {
    InputFile root = root(shelf);
    return library.nameOf(shelf, root).orElseGet(() -> copy(shelf, root));
  }

  /** Texts to be copied into a run's folder, by their place there. */
  synchronized Map<String, String> copies(Library library) {
    Map<String, String> copies = new TreeMap<>();
    copies(library, Shelf.SCENARIOS, Shelf.MODELS, copies);
    copies(library, Shelf.TOPOLOGIES, Shelf.TOPOLOGIES, copies);
    OTHERS.forEach(
        (what, place) -> {
          InputFile file = tables.get(what);
          if (file != null) {
            copies.put(place, file.text());
          }
        });
    return copies;
  }

  private void copies(Library library, Shelf shelf, Shelf under, Map<String, String> copies) {
    InputFile root = root(shelf);
    if (library.nameOf(shelf, root).isPresent()) {
      return;
    }
    copies.put(copy(shelf, root), root.text());
    for (InputFile file : referred.getOrDefault(under, Map.of()).values()) {
      if (!file.equals(root) && library.nameOf(under, file).isEmpty()) {
        Path place = root.folder().relativize(file.path().toAbsolutePath().normalize());
        copies.put(folder(shelf) + place.toString().replace('\\', '/'), file.text());
      }
    }
  }

  private InputFile root(Shelf shelf) {
    InputFile root = roots.get(shelf);
    if (root == null) {
      throw new IllegalStateException("no " + word(shelf) + " was read");
    }
    return root;
  }

  /** A name that files may use, whatever the user calls the file. */
  private static String copy(Shelf shelf, InputFile root) {
    String name = String.valueOf(root.path().getFileName()).replaceAll("\\.json$", "");
    String plain = name.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[^A-Za-z0-9]", "x");
    return folder(shelf) + plain.substring(0, Math.min(90, plain.length())) + ".json";
  }

  private static String folder(Shelf shelf) {
    return COPIES + "/" + word(shelf) + "/";
  }

  private static String word(Shelf shelf) {
    return shelf == Shelf.SCENARIOS ? "scenario" : "topology";
  }
}
