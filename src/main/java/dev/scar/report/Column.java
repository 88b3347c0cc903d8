package dev.scar.report;

import dev.scar.files.NumberFormat;
import dev.scar.files.PlainText;
import dev.scar.units.Quantity;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of a {@link Table}: what it is called, where its values come from, and how people read
 * them. Files get the exact values in base units: picoseconds, bytes, joules, shares of one.
 *
 * <p>In files it has one name, in words joined by underscores in CSV ({@code busy_ps}) and in camel
 * case in JSON ({@code busyPs}). It follows from the title and the unit unless {@link #key} sets
 * it.
 *
 * <p>A value that is null, or a number that is not finite, is absent: nothing in text and CSV, null
 * in JSON.
 *
 * @param <R> a row
 */
public final class Column<R> {
  private final String title;
  private final String key;
  private final boolean right;
  private final Value<R, ?> value;
  private final Function<Object, String> shown;
  private final String absent;
  private final boolean inText;
  private final boolean inFiles;

  /** A row's value. */
  @FunctionalInterface
  public interface Value<R, V> {
    /** The value, or null if the row has none. */
    @Nullable V of(R row);
  }

  private Column(
      String title,
      String key,
      boolean right,
      Value<R, ?> value,
      Function<Object, String> shown,
      String absent,
      boolean inText,
      boolean inFiles) {
    this.title = title;
    this.key = key;
    this.right = right;
    this.value = value;
    this.shown = shown;
    this.absent = absent;
    this.inText = inText;
    this.inFiles = inFiles;
  }

  private Column(
      String title, String unit, boolean right, Value<R, ?> value, Function<Object, String> shown) {
    this(title, words(title) + unit, right, value, shown, "", true, true);
  }

  /** Names and other words, to the left. */
  public static <R> Column<R> text(String title, Value<R, ?> value) {
    return new Column<>(title, "", false, value, Object::toString);
  }

  /** Whole numbers. */
  public static <R> Column<R> count(String title, Value<R, ? extends Number> value) {
    return new Column<>(title, "", true, value, Object::toString);
  }

  /** Picoseconds. */
  public static <R> Column<R> time(String title, Value<R, ? extends Number> value) {
    return quantity(title, "_ps", Quantity.TIME, value);
  }

  /** Bytes. */
  public static <R> Column<R> size(String title, Value<R, ? extends Number> value) {
    return quantity(title, words(title).endsWith("bytes") ? "" : "_bytes", Quantity.SIZE, value);
  }

  /** Joules. */
  public static <R> Column<R> energy(String title, Value<R, ? extends Number> value) {
    return quantity(title, "_j", Quantity.ENERGY, value);
  }

  private static <R> Column<R> quantity(
      String title, String unit, Quantity quantity, Value<R, ? extends Number> value) {
    return new Column<>(title, unit, true, value, v -> quantity.format(((Number) v).doubleValue()));
  }

  /** Shares of one, shown in percent. */
  public static <R> Column<R> share(String title, Value<R, Double> value) {
    return new Column<>(title, "", true, value, v -> percent((Double) v));
  }

  /** Any numbers, shown by a pattern of {@link String#format} such as {@code %.4g}. */
  public static <R> Column<R> number(String title, String pattern, Value<R, Double> value) {
    return new Column<>(
        title, "", true, value, v -> NumberFormat.format(pattern, ((Double) v).doubleValue()));
  }

  /** The same for figures of all sizes: what the pattern would show as 0 has three digits. */
  public static <R> Column<R> numberOrSmall(String title, String pattern, Value<R, Double> value) {
    return new Column<>(
        title,
        "",
        true,
        value,
        v -> {
          double number = (Double) v;
          String text = NumberFormat.format(pattern, number);
          boolean lost = number != 0 && Double.parseDouble(text) == 0;
          return lost ? NumberFormat.format("%.2e", number) : text;
        });
  }

  /** With this name in files, words joined by underscores. */
  public Column<R> key(String name) {
    return new Column<>(title, name, right, value, shown, absent, inText, inFiles);
  }

  /** To the right. */
  public Column<R> right() {
    return new Column<>(title, key, true, value, shown, absent, inText, inFiles);
  }

  /** Absent values are shown as this. */
  public Column<R> absent(String text) {
    return new Column<>(title, key, right, value, shown, text, inText, inFiles);
  }

  /** Only in text. */
  public Column<R> textOnly() {
    return new Column<>(title, key, right, value, shown, absent, true, false);
  }

  /** Only in CSV and JSON. */
  public Column<R> filesOnly() {
    return new Column<>(title, key, right, value, shown, absent, false, true);
  }

  boolean isInText() {
    return inText;
  }

  boolean isInFiles() {
    return inFiles;
  }

  boolean isRight() {
    return right;
  }

  String title() {
    return PlainText.of(title);
  }

  /** The name in CSV. */
  String csvKey() {
    return key;
  }

  /** The name in JSON. */
  String jsonKey() {
    StringBuilder camel = new StringBuilder();
    for (String word : key.split("_", -1)) {
      camel.append(
          camel.isEmpty() || word.isEmpty()
              ? word
              : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return camel.toString();
  }

  /** For people. */
  String shown(R row) {
    Object exact = exact(row);
    return exact == null ? absent : PlainText.of(shown.apply(exact));
  }

  /** The value for files, or null. */
  @Nullable Object exact(R row) {
    Object exact = value.of(row);
    return exact instanceof Double number && !Double.isFinite(number) ? null : exact;
  }

  /** The value in a cell of CSV, or null. */
  @Nullable Object cell(R row) {
    Object exact = exact(row);
    return exact instanceof Double number ? NumberFormat.shortest(number) : exact;
  }

  private static String words(String title) {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
  }

  /** A share of one in percent. */
  public static String percent(double share) {
    return NumberFormat.format("%.2f %%", 100 * share);
  }
}
