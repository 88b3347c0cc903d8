package dev.scar.hardware;

import dev.scar.files.InputFile;
import dev.scar.files.InputProblems;
import dev.scar.files.JsonFileReader;
import dev.scar.files.Library;
import dev.scar.files.NodeReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a topology file and all that it extends, and lays them upon each other.
 *
 * <p>The bases of a file lie below it, in the order in which it names them, each upon its own
 * bases; a file that is reached twice lies where it is reached first. Of two files the upper one
 * wins: objects are combined key by key, everything else is replaced. So {@code ["het-sides-3x3",
 * "base/arvr"]} is the layout with the chiplets of the preset, although both stand on the same
 * base.
 */
final class ExtendsReader {
  private static final int MOST_FILES = 16;

  private final JsonFileReader json;
  private final Library library;
  private final InputProblems problems;
  private final Map<Path, NodeReader> layers = new LinkedHashMap<>();
  private final Map<Path, String> open = new LinkedHashMap<>();
  private boolean incomplete;

  ExtendsReader(JsonFileReader json, Library library, InputProblems problems) {
    this.json = json;
    this.library = library;
    this.problems = problems;
  }

  /**
   * A file and what it stands on.
   *
   * @param own the file alone
   * @param whole the file upon everything that it extends
   */
  record Layered(NodeReader own, NodeReader whole) {}

  /**
   * Reads all of them.
   *
   * @throws dev.scar.files.InputException if one cannot be had: what it would say is not missing
   */
  Layered read(InputFile file) {
    NodeReader own = visit(file);
    if (incomplete) {
      problems.throwIfAny();
    }
    NodeReader whole = own;
    boolean lowest = true;
    for (NodeReader layer : layers.values()) {
      whole = lowest ? layer : layer.over(whole);
      lowest = false;
    }
    return new Layered(own, whole);
  }

  private NodeReader visit(InputFile file) {
    Path path = key(file);
    open.put(path, file.shown());
    NodeReader node = json.read(file, problems);
    NodeReader named = node.at("extends");
    for (NodeReader base : bases(named)) {
      InputFile found = library.reference(Library.Shelf.TOPOLOGIES, base);
      if (!base.isSound() || layers.containsKey(key(found))) {
        continue;
      }
      if (open.containsKey(key(found))) {
        List<String> circle = new ArrayList<>(open.values());
        circle = circle.subList(circle.indexOf(open.get(key(found))), circle.size());
        base.problem(
            "closes a circle: " + String.join(" extends ", circle) + " extends " + circle.get(0),
            "");
      } else if (open.size() + layers.size() >= MOST_FILES) {
        base.problem("is one of more than " + MOST_FILES + " files that extend each other", "");
      } else {
        visit(found);
      }
    }
    incomplete |= !named.isSound();
    open.remove(path);
    layers.put(path, node);
    return node;
  }

  private static List<NodeReader> bases(NodeReader written) {
    return written.isText() ? List.of(written) : written.items();
  }

  private static Path key(InputFile file) {
    return file.path().toAbsolutePath().normalize();
  }
}
