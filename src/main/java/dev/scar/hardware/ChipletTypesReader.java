package dev.scar.hardware;

import dev.scar.files.NodeReader;
import dev.scar.units.Quantity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads chiplet types; what one leaves out is in {@code chipletDefaults}. */
final class ChipletTypesReader {
  private static final long MOST_L2_BYTES = 1L << 50;
  private static final long MOST_PER_CYCLE = 1_000_000_000L;
  private static final double MOST_MAC_J = 1e-3;
  private static final Pattern PER_CYCLE = Pattern.compile("([0-9]{1,10}) elements/cycle");
  private static final Pattern CYCLES = Pattern.compile("([0-9]{1,10}) cycles?");

  private ChipletTypesReader() {}

  /** The sound ones among all types, by name. */
  static Map<String, ChipletType> read(NodeReader root, Preset preset) {
    Map<String, ChipletType> types = new LinkedHashMap<>();
    NodeReader written = root.at("chipletTypes");
    NodeReader defaults = root.at("chipletDefaults");
    if (written.keys().isEmpty()) {
      written.problem(written.isPresent() ? "is empty" : "is missing", "");
    }
    for (String name : written.keys()) {
      NodeReader type = written.at(name).over(defaults);
      type(name, type).ifPresent(t -> types.put(name, t));
      NodeReader floor = type.at("offChipFloor");
      if (preset == Preset.BUILT && !floor.textOr("none").equals("none")) {
        floorTooMany(root, name, floor);
      }
    }
    return types;
  }

  /** Said where the file itself says it; a base with a floor is sound without the preset. */
  private static void floorTooMany(NodeReader root, String type, NodeReader floor) {
    if (floor.file().equals(root.file())) {
      floor.problem(
          "counts a second time what the package's DRAM does", "Preset built has \"none\".");
    } else {
      root.at("preset")
          .problem(
              "is not for the offChipFloor of %s, %s in %s, which counts a second time what the package's DRAM does"
                  .formatted(type, floor.shown(), floor.file().shown()),
              "Preset built has chipletDefaults.offChipFloor \"none\".");
    }
  }

  private static Optional<ChipletType> type(String name, NodeReader type) {
    NodeReader written = type.at("dataflow");
    List<String> dataflows = written.isList() ? written.texts() : List.of(written.text());
    int pes = (int) type.at("pes").whole();
    long l2Bytes = positive(type.at("l2"), Quantity.SIZE, MOST_L2_BYTES, "1 PiB");
    long clockHz = positive(type.at("clock"), Quantity.FREQUENCY, 1_000_000_000_000L, "1 THz");
    NodeReader noc = type.at("noc");
    long nocBandwidth = measured(noc.at("bandwidth"), PER_CYCLE, 1);
    long nocHopLatency = measured(noc.at("hopLatency"), CYCLES, 0);
    NodeReader floor = type.at("offChipFloor");
    long offChip =
        floor.textOr("").equals("none") ? ChipletType.NO_FLOOR : measured(floor, PER_CYCLE, 1);
    NodeReader energy = type.at("energy");
    double macJ = energy.at("mac").amount(Quantity.ENERGY);
    if (macJ > MOST_MAC_J && energy.at("mac").isSound()) {
      energy.at("mac").problem("is more than 1 mJ", "");
    }
    double l1 = energy.at("l1").number();
    double l2 = energy.at("l2").number();
    double staticW = LinkSpecReader.watts(type.at("staticPower"));
    return type.build(
        () ->
            new ChipletType(
                name,
                dataflows,
                pes,
                l2Bytes,
                clockHz,
                nocBandwidth,
                nocHopLatency,
                offChip,
                new ChipletType.ActivityEnergy(macJ, l1, l2),
                staticW));
  }

  private static long positive(NodeReader place, Quantity quantity, long most, String mostShown) {
    long value = place.quantity(quantity);
    if (value < 1) {
      place.problem("is not more than 0", "");
      return 1;
    }
    if (value > most) {
      place.problem("is more than " + mostShown, "");
    }
    return value;
  }

  /** A whole number with its unit, of a unit that only chiplets have. */
  private static long measured(NodeReader place, Pattern form, long least) {
    Matcher text = form.matcher(place.text());
    if (!text.matches()) {
      return 1;
    }
    long value = Long.parseLong(text.group(1));
    if (value < least || value > MOST_PER_CYCLE) {
      place.problem("is outside " + least + " to " + MOST_PER_CYCLE, "");
      return 1;
    }
    return value;
  }
}
