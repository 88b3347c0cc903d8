package dev.scar.cli;

import dev.scar.search.Objective;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The values of options: checked against their {@link Range}, and as a user would write them.
 *
 * <p>A default is stated once, in the record of the options below the command line; the field of an
 * option begins with it, and help prints that.
 */
final class Values {
  private Values() {}

  /** A converter that can also say what it reads. */
  interface Words<T> extends ITypeConverter<T> {
    /** What gives this value. */
    String word(T value);
  }

  /** The default of an argument as a user would write it; none for flags and where none is. */
  static @Nullable String standard(ArgSpec argument) {
    Object initial = argument.initialValue();
    int most = argument.arity().max();
    boolean mustBeGiven = argument.isPositional() && argument.arity().min() > 0;
    return most == 0 || mustBeGiven || initial == null
        ? null
        : written(argument, initial).orElse(null);
  }

  /** The value that an argument has, as a user would write it; none if it has none. */
  static Optional<String> of(ArgSpec argument) {
    Object value = argument.getValue();
    return value == null ? Optional.empty() : written(argument, value);
  }

  @SuppressWarnings("unchecked")
  private static Optional<String> written(ArgSpec argument, Object value) {
    ITypeConverter<?>[] converters = argument.converters();
    if (converters.length > 0 && converters[0] instanceof Words<?> words) {
      return Optional.of(((Words<Object>) words).word(value));
    }
    if (value instanceof Map<?, ?> map) {
      return Optional.of(
              map.entrySet().stream()
                  .map(e -> e.getKey() + "=" + e.getValue())
                  .collect(Collectors.joining(",")))
          .filter(text -> !text.isEmpty());
    }
    if (value instanceof Collection<?> all) {
      return Optional.of(all.stream().map(Values::word).collect(Collectors.joining(",")))
          .filter(text -> !text.isEmpty());
    }
    return Optional.of(word(value)).filter(text -> !text.isEmpty());
  }

  private static String word(Object value) {
    if (value instanceof Objective objective) {
      return objective.label();
    }
    return value instanceof Enum<?> constant
        ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-')
        : value.toString();
  }

  /**
   * Whether all numbers are in range.
   *
   * @throws ParameterException for the first that is not
   */
  static void check(ParseResult parsed) {
    for (ParseResult at = parsed; at != null; at = at.hasSubcommand() ? at.subcommand() : null) {
      for (ArgSpec argument : at.commandSpec().args()) {
        Range range =
            argument.userObject() instanceof Field field ? field.getAnnotation(Range.class) : null;
        Object value = argument.getValue();
        if (range != null && value != null) {
          for (Object each : value instanceof Collection<?> all ? all : List.of(value)) {
            check(at, argument, range, each);
          }
        }
      }
    }
  }

  private static void check(ParseResult at, ArgSpec argument, Range range, Object value) {
    long number = ((Number) value).longValue();
    if (number < range.least() || number > range.most()) {
      String name =
          argument.isOption()
              ? "option '" + ((picocli.CommandLine.Model.OptionSpec) argument).longestName() + "'"
              : argument.paramLabel();
      throw new ParameterException(
          at.commandSpec().commandLine(),
          "Invalid value for %s: (%d) must be %d to %d"
              .formatted(name, number, range.least(), range.most()),
          argument,
          String.valueOf(value));
    }
  }
}
