package dev.scar.explore;

import dev.scar.report.Column;
import dev.scar.study.PackageOutcome;
import dev.scar.units.Quantity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What points are compared by. */
public enum Metric {
  /** As simulated, in picoseconds. */
  LATENCY(Kind.TIME, o -> o.simulatedPs()),
  /** Without contention, in picoseconds. */
  PREDICTED(Kind.TIME, o -> o.predictedPs()),
  /** What contention adds, in picoseconds. */
  DELTA(Kind.TIME, o -> o.deltaPs()),
  /** Until the simulated end, in joules. */
  ENERGY(Kind.ENERGY, PackageOutcome::joules),
  /** Energy by simulated latency, in joule-seconds. */
  EDP(Kind.NUMBER, PackageOutcome::edp),
  /** Multiplications by those that all chiplets could do; the more the better. */
  SHARE_OF_PEAK(Kind.SHARE, PackageOutcome::ofPeak),
  /** How far the schedule may be from the best one, as a share of the lower bound. */
  GAP(Kind.SHARE, PackageOutcome::gap),
  /** Over a millisecond, in watts. */
  PEAK_POWER(Kind.POWER, PackageOutcome::peakW),
  CHIPLETS(Facts::chiplets),
  PES(Facts::pes),
  LINKS(Facts::links),
  INTERFACES(Facts::interfaces),
  /** In bytes. */
  L2(Kind.SIZE, null, Facts::l2Bytes),
  /** In mm². */
  AREA(Kind.NUMBER, null, Facts::areaMm2),
  /** In the study's currency. */
  MONEY(Kind.NUMBER, null, Facts::money);

  /** All of them, in the order of columns. */
  static final List<Metric> ALL = List.of(values());

  /** How values are written. */
  private enum Kind {
    TIME,
    ENERGY,
    POWER,
    SIZE,
    SHARE,
    NUMBER,
    COUNT
  }

  private final Kind kind;
  private final @Nullable ToDoubleFunction<PackageOutcome> ofOutcome;
  private final @Nullable ToDoubleFunction<Facts> ofFacts;

  Metric(ToDoubleFunction<Facts> ofFacts) {
    this(Kind.COUNT, null, ofFacts);
  }

  Metric(Kind kind, ToDoubleFunction<PackageOutcome> ofOutcome) {
    this(kind, ofOutcome, null);
  }

  Metric(
      Kind kind,
      @Nullable ToDoubleFunction<PackageOutcome> ofOutcome,
      @Nullable ToDoubleFunction<Facts> ofFacts) {
    this.kind = kind;
    this.ofOutcome = ofOutcome;
    this.ofFacts = ofFacts;
  }

  /** Its name in studies. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one of this name, which the schema permits. */
  static Metric named(String label) {
    return ALL.stream().filter(m -> m.label().equals(label)).findFirst().orElseThrow();
  }

  /** Whether it is known before anything is searched. */
  boolean isOfPackage() {
    return ofFacts != null;
  }

  /** How its values are written, in a word. */
  String kind() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Whether more of it is better. */
  boolean isMoreBetter() {
    return this == SHARE_OF_PEAK;
  }

  /** The value of a row; NaN if it has none. */
  public double of(Row row) {
    Optional<Double> value =
        ofFacts == null
            ? row.outcome().map(o -> ofOutcome == null ? Double.NaN : ofOutcome.applyAsDouble(o))
            : row.facts().map(ofFacts::applyAsDouble);
    return value.orElse(Double.NaN);
  }

  /** The value with a sign that makes less better; NaN if the row has none. */
  double cost(Row row) {
    double value = of(row);
    return isMoreBetter() ? -value : value;
  }

  /**
   * A limit as a study writes it: a number in the unit of the metric, or one with a unit.
   *
   * @throws dev.scar.units.UnitException if its unit is wrong
   * @throws NumberFormatException if it must be a number and is none
   */
  double limit(String text) {
    Optional<Quantity> quantity = quantity();
    boolean bare = text.matches("[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?");
    if (bare || quantity.isEmpty()) {
      return Double.parseDouble(text);
    }
    return quantity.get().parseDouble(text);
  }

  private Optional<Quantity> quantity() {
    return switch (kind) {
      case TIME -> Optional.of(Quantity.TIME);
      case ENERGY -> Optional.of(Quantity.ENERGY);
      case POWER -> Optional.of(Quantity.POWER);
      case SIZE -> Optional.of(Quantity.SIZE);
      case SHARE, NUMBER, COUNT -> Optional.empty();
    };
  }

  /** For people. */
  public String shown(double value) {
    if (!Double.isFinite(value)) {
      return "";
    }
    return switch (kind) {
      case SHARE -> String.format(Locale.ROOT, "%.2f %%", 100 * value);
      case COUNT -> String.format(Locale.ROOT, "%.0f", value);
      case NUMBER -> String.format(Locale.ROOT, "%.4g", value);
      default -> {
        String size = quantity().orElseThrow().format(Math.abs(value));
        yield value < 0 ? "-" + size : size;
      }
    };
  }

  /** Its column. */
  Column<Row> column() {
    String title = label().replace('-', ' ');
    Column.Value<Row, Double> value = this::of;
    return switch (kind) {
      case TIME -> Column.time(title, row -> whole(of(row)));
      case ENERGY -> Column.energy(title, value);
      case SIZE -> Column.size(title, row -> whole(of(row)));
      case COUNT -> Column.count(title, row -> whole(of(row)));
      case SHARE -> Column.share(title, value);
      case POWER -> Column.<Row>number(title, "%.4g W", value).key(key("_w"));
      case NUMBER -> Column.<Row>number(title, "%.4g", value).key(key(unit()));
    };
  }

  private String key(String unit) {
    return name().toLowerCase(Locale.ROOT) + unit;
  }

  private String unit() {
    return switch (this) {
      case EDP -> "_js";
      case AREA -> "_mm2";
      default -> "";
    };
  }

  private static @Nullable Long whole(double value) {
    return Double.isNaN(value) ? null : (long) value;
  }
}
