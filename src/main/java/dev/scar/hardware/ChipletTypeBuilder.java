package dev.scar.hardware;

import dev.scar.units.Quantity;
import java.util.List;

/**
 * Puts a chiplet type together in code, with quantities as topology files write them.
 *
 * <pre>{@code
 * ChipletType small = new ChipletTypeBuilder("small", "kcp_ws").pes(1024).l2("2 MiB").build();
 * }</pre>
 *
 * <p>What is not said is as in {@code topologies/base/datacenter-built.json}: 4096 processing
 * elements, 10 MiB, 500 MHz, 256 elements a cycle, no off-chip floor, 0.23 pJ a MAC.
 */
public final class ChipletTypeBuilder {
  private final String name;
  private final List<String> dataflows;
  private int pes = 4096;
  private long l2Bytes = 10 << 20;
  private long clockHz = 500_000_000;
  private long nocElementsPerCycle = 256;
  private long nocHopLatencyCycles = 1;
  private long offChipElementsPerCycle = ChipletType.NO_FLOOR;
  private ChipletType.ActivityEnergy energy = new ChipletType.ActivityEnergy(0.23e-12, 1.68, 6);
  private double staticW;

  /**
   * A type.
   *
   * @param dataflows names of dataflow listings, of which every layer takes the best
   */
  public ChipletTypeBuilder(String name, String... dataflows) {
    this.name = name;
    this.dataflows = List.of(dataflows);
  }

  /** As this one, until something else is said. */
  public static ChipletTypeBuilder like(ChipletType of) {
    ChipletTypeBuilder made =
        new ChipletTypeBuilder(of.name(), of.dataflows().toArray(String[]::new));
    made.pes = of.pes();
    made.l2Bytes = of.l2Bytes();
    made.clockHz = of.clockHz();
    made.nocElementsPerCycle = of.nocElementsPerCycle();
    made.nocHopLatencyCycles = of.nocHopLatencyCycles();
    made.offChipElementsPerCycle = of.offChipElementsPerCycle();
    made.energy = of.energy();
    made.staticW = of.staticW();
    return made;
  }

  /** Processing elements. */
  public ChipletTypeBuilder pes(int count) {
    pes = count;
    return this;
  }

  /** Shared memory, such as {@code "10 MiB"}. */
  public ChipletTypeBuilder l2(String size) {
    l2Bytes = Quantity.SIZE.parseLong(size);
    return this;
  }

  /** Clock, such as {@code "500 MHz"}. */
  public ChipletTypeBuilder clock(String frequency) {
    clockHz = Quantity.FREQUENCY.parseLong(frequency);
    return this;
  }

  /** Bandwidth of the on-chiplet network. */
  public ChipletTypeBuilder noc(long elementsPerCycle) {
    nocElementsPerCycle = elementsPerCycle;
    return this;
  }

  /** The off-chip floor of the layer model; packages as built have none. */
  public ChipletTypeBuilder offChipFloor(long elementsPerCycle) {
    offChipElementsPerCycle = elementsPerCycle;
    return this;
  }

  /** Energy of one multiply-accumulate, such as {@code "0.23 pJ"}, in which memories count. */
  public ChipletTypeBuilder mac(String of) {
    return energy(
        new ChipletType.ActivityEnergy(
            Quantity.ENERGY.parseDouble(of), energy.l1PerMac(), energy.l2PerMac()));
  }

  /** Energy of activities. */
  public ChipletTypeBuilder energy(ChipletType.ActivityEnergy of) {
    energy = of;
    return this;
  }

  /** Static power, such as {@code "15 mW"}. */
  public ChipletTypeBuilder staticPower(String power) {
    staticW = Quantity.POWER.parseDouble(power);
    return this;
  }

  /**
   * The type.
   *
   * @throws IllegalArgumentException if something is outside its bounds
   */
  public ChipletType build() {
    return new ChipletType(
        name,
        dataflows,
        pes,
        l2Bytes,
        clockHz,
        nocElementsPerCycle,
        nocHopLatencyCycles,
        offChipElementsPerCycle,
        energy,
        staticW);
  }
}
