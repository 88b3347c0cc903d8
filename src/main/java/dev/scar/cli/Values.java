package dev.scar.cli;

import dev.scar.files.InputException;
import dev.scar.files.InputProblem;
import dev.scar.files.Spelling;
import dev.scar.search.Objective;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
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
   * Whether no value is empty, all numbers are in range, and every argument changes something.
   *
   * @throws ParameterException for the first that is not, or does not
   */
  static void check(ParseResult parsed) {
    for (ParseResult at = parsed; at != null; at = at.hasSubcommand() ? at.subcommand() : null) {
      for (ArgSpec argument : at.matchedArgs()) {
        if (argument.originalStringValues().contains("")) {
          throw invalid(at, argument, "", "(\"\") is empty");
        }
      }
      for (ArgSpec argument : at.commandSpec().args()) {
        if (argument.userObject() instanceof Field field) {
          checkRange(at, argument, field.getAnnotation(Range.class));
          checkUse(at, argument, field.getAnnotation(Idle.class));
        }
      }
    }
  }

  private static void checkRange(ParseResult at, ArgSpec argument, @Nullable Range range) {
    Object value = argument.getValue();
    if (range == null || value == null) {
      return;
    }
    for (Object each : value instanceof Collection<?> all ? all : List.of(value)) {
      long number = ((Number) each).longValue();
      if (number < range.least() || number > range.most()) {
        String why = "(%d) must be %d to %d".formatted(number, range.least(), range.most());
        throw invalid(at, argument, String.valueOf(each), why);
      }
    }
  }

  private static ParameterException invalid(
      ParseResult at, ArgSpec argument, String value, String why) {
    String name = argument.isOption() ? "option '" + name(argument) + "'" : name(argument);
    return new ParameterException(
        at.commandSpec().commandLine(),
        "Invalid value for %s: %s".formatted(name, why),
        argument,
        value);
  }

  private static void checkUse(ParseResult at, ArgSpec argument, @Nullable Idle idle) {
    if (idle == null || !isGiven(at, argument)) {
      return;
    }
    for (String other : idle.beside()) {
      if (isThere(at, other)) {
        throw idle(at, name(argument), "beside " + other.replace('=', ' '));
      }
    }
    if (idle.without().length > 0
        && Stream.of(idle.without()).noneMatch(other -> isThere(at, other))) {
      throw idle(at, name(argument), "without " + anyOf(at, idle.without()));
    }
  }

  /** Those that the command has. */
  private static String anyOf(ParseResult at, String[] others) {
    return Stream.of(others)
        .filter(other -> at.commandSpec().findOption(other.split("=", 2)[0]) != null)
        .map(other -> other.replace('=', ' '))
        .collect(Collectors.joining(" or "));
  }

  /** The number of a model of a scenario that an option names. */
  static int model(Scenario of, String option, String id) {
    List<String> ids = of.models().stream().map(ScenarioModel::id).toList();
    if (!ids.contains(id)) {
      throw refused(option, id, "is not a model of " + of.name(), Spelling.advice(id, ids));
    }
    return ids.indexOf(id);
  }

  /** What is wrong with a value of an option; nothing better can be advised. */
  static InputException refused(String option, String value, String why) {
    return refused(option, value, why, "");
  }

  /** What is wrong with a value of an option. */
  static InputException refused(String option, String value, String why, String advice) {
    return new InputException(new InputProblem(option, "", value, why, advice));
  }

  /** Refuses those of these options that are given: they change nothing, and when. */
  static void refuse(ParseResult at, Collection<String> options, String when) {
    for (String option : options) {
      if (at.hasMatchedOption(option)) {
        throw idle(at, option, when);
      }
    }
  }

  private static ParameterException idle(ParseResult at, String name, String when) {
    return new ParameterException(
        at.commandSpec().commandLine(), name + " changes nothing " + when);
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static boolean isGiven(ParseResult at, ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? at.hasMatchedOption(option)
        : at.hasMatchedPositional((PositionalParamSpec) argument);
  }

  /** Whether an option is given, or {@code --option=value} has that value. */
  private static boolean isThere(ParseResult at, String other) {
    int equals = other.indexOf('=');
    if (equals < 0) {
      return at.hasMatchedOption(other);
    }
    OptionSpec option = at.commandSpec().findOption(other.substring(0, equals));
    return option != null && of(option).equals(Optional.of(other.substring(equals + 1)));
  }
}
