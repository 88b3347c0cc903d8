package dev.scar.explore;

import dev.scar.files.NodeReader;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what a study says that silicon costs. */
final class CostsReader {
  private static final double USUAL_CLUSTERING = 3;

  private CostsReader() {}

  static ChipletCosts read(NodeReader place) {
    Map<String, ChipletCosts.Die> dies = new TreeMap<>();
    NodeReader chiplets = place.at("chiplets");
    for (String type : chiplets.keys()) {
      NodeReader die = chiplets.at(type);
      dies.put(
          type,
          new ChipletCosts.Die(
              number(die.at("mm2")),
              number(die.at("mm2PerPe")),
              number(die.at("mm2PerMiB")),
              number(die.at("money"))));
    }
    return new ChipletCosts(
        place.at("source").text(),
        dies,
        number(place.at("link").at("mm2")),
        number(place.at("link").at("money")),
        number(place.at("package").at("money")),
        place.has("wafer") ? Optional.of(wafer(place.at("wafer"))) : Optional.empty());
  }

  private static ChipletCosts.Wafer wafer(NodeReader place) {
    NodeReader yield = place.at("yield");
    String formula = yield.at("formula").text();
    if (yield.has("clustering") && !formula.equals("negative-binomial")) {
      yield
          .at("clustering")
          .problem("changes nothing in this formula", "Write negative-binomial, or leave it out.");
    }
    return new ChipletCosts.Wafer(
        place.at("diameterMm").number(),
        place.at("money").number(),
        ChipletCosts.Yield.valueOf(formula.toUpperCase(Locale.ROOT).replace('-', '_')),
        yield.at("defectsPerCm2").number(),
        yield.has("clustering") ? yield.at("clustering").number() : USUAL_CLUSTERING);
  }

  private static double number(NodeReader place) {
    return place.isPresent() ? place.number() : 0;
  }
}
