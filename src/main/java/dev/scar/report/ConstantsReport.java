package dev.scar.report;

import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.Constant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which constants of energy and time a package has, and where they come from. */
final class ConstantsReport {
  private static final int MOST_NAMED = 6;
  private static final Table<Constant> TABLE =
      Table.of(
          Column.text("of", Constant::part),
          Column.text("constant", Constant::name),
          Column.text("value", Constant::value),
          Column.text("technology", Constant::technology),
          Column.text("source", c -> c.source().isEmpty() ? "not said" : c.source()));

  private ConstantsReport() {}

  /** A row for each, parts that have the same in one; nothing if none are known. */
  static String table(ChipletPackage made) {
    Map<Constant, List<String>> parts = new LinkedHashMap<>();
    for (Constant each : made.constants()) {
      parts.computeIfAbsent(of("", each), none -> new ArrayList<>()).add(each.part());
    }
    return parts.isEmpty()
        ? ""
        : TABLE.text(
            parts.entrySet().stream()
                .map(row -> of(String.join(", ", row.getValue()), row.getKey()))
                .toList());
  }

  private static Constant of(String part, Constant each) {
    return new Constant(part, each.name(), each.value(), each.technology(), each.source());
  }

  /** The constants without a source, as a line; nothing if all have one. */
  static String unfounded(ChipletPackage made) {
    List<String> names =
        made.constants().stream()
            .filter(constant -> constant.source().isEmpty())
            .map(constant -> constant.part() + "." + constant.name())
            .toList();
    if (names.isEmpty()) {
      return "";
    }
    String more =
        names.size() > MOST_NAMED ? " … and %d more".formatted(names.size() - MOST_NAMED) : "";
    return names.stream()
        .limit(MOST_NAMED)
        .collect(Collectors.joining(", ", "  without source: ", more + "\n"));
  }
}
