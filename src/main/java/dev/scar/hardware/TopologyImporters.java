package dev.scar.hardware;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The kinds of files that networks are imported from. */
public final class TopologyImporters {
  /** Every importer; the contract test runs over all of them. */
  public static final List<TopologyImporter> ALL =
      List.of(new AnynetImporter(), new MatrixImporter(), new RapidChipletImporter());

  private TopologyImporters() {}

  /** The words for all kinds. */
  public static List<String> kinds() {
    return ALL.stream().map(TopologyImporter::kind).toList();
  }

  /**
   * The importer of this kind.
   *
   * @throws InputException if there is none
   */
  public static TopologyImporter named(String kind) {
    return first(
        importer -> importer.kind().equals(kind),
        new InputProblem("--as", "", kind, "is no kind of file that can be imported", known()));
  }

  /**
   * The first importer that knows this file.
   *
   * @throws InputException if none does
   */
  public static TopologyImporter accepting(InputFile file) {
    return first(
        importer -> importer.accepts(file),
        new InputProblem(file.shown(), "", "", "is no network that can be imported", known()));
  }

  private static TopologyImporter first(Predicate<TopologyImporter> wanted, InputProblem none) {
    return ALL.stream().filter(wanted).findFirst().orElseThrow(() -> new InputException(none));
  }

  private static String known() {
    return ALL.stream()
        .map(importer -> importer.kind() + " (" + importer.title() + ")")
        .collect(Collectors.joining(", ", "Known: ", "."));
  }
}
