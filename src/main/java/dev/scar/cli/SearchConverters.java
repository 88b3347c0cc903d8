package dev.scar.cli;

import dev.scar.search.ExpressionObjective;
import dev.scar.search.Objective;
import dev.scar.search.Objectives;
import dev.scar.search.ScheduleSearch;
import dev.scar.search.SearchOptions;
import dev.scar.search.Strategies;
import dev.scar.search.anneal.Effort;
import dev.scar.study.QualitySweep;
import dev.scar.units.Quantity;
import dev.scar.units.UnitException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Values of options that say what to search for, and how. */
final class SearchConverters {
  private SearchConverters() {}

  /** Names of strategies. */
  static final class StrategyConverter implements ITypeConverter<SearchOptions.Strategy> {
    @Override
    public SearchOptions.Strategy convert(String text) {
      for (SearchOptions.Strategy strategy : SearchOptions.Strategy.values()) {
        if (strategy.name().replace('_', '-').equalsIgnoreCase(text)) {
          return strategy;
        }
      }
      throw new TypeConversionException("(" + text + ") is not scar, standalone or nn-baton");
    }
  }

  /** Names of ways to search; older values belong to another option. */
  static final class SearchConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      String label = text.toLowerCase(Locale.ROOT);
      if (Strategies.named(label).isPresent()) {
        return label;
      }
      for (SearchOptions.Method method : SearchOptions.Method.values()) {
        if (method.name().equalsIgnoreCase(text)) {
          throw new TypeConversionException(
              "(%s) is a way of the paper's engines; write --search paper --paper-search %s"
                  .formatted(text, label));
        }
      }
      throw new TypeConversionException(
          Strategies.ALL.stream()
              .map(ScheduleSearch::label)
              .collect(Collectors.joining(" or ", "(" + text + ") is not ", "")));
    }
  }

  /** A name or a number of moves. */
  static final class EffortConverter implements ITypeConverter<Effort> {
    @Override
    public Effort convert(String text) {
      try {
        return Effort.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Names of ways to search that are compared. */
  static final class ContenderConverter implements ITypeConverter<QualitySweep.Contender> {
    @Override
    public QualitySweep.Contender convert(String text) {
      return QualitySweep.ALL.stream()
          .filter(contender -> contender.name().equalsIgnoreCase(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException("(" + text + ") is not one of " + QualitySweep.ALL));
    }
  }

  /** A named objective or an expression. */
  static final class ObjectiveConverter implements ITypeConverter<Objective> {
    @Override
    public Objective convert(String text) {
      Optional<Objectives> named = Objectives.named(text.toLowerCase(Locale.ROOT));
      if (named.isPresent()) {
        return named.get();
      }
      try {
        return ExpressionObjective.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Times such as "30 s". */
  static final class TimeConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        return Quantity.TIME.parseLong(text, "60 s");
      } catch (UnitException e) {
        throw new TypeConversionException(e.getMessage() + ". " + e.advice());
      }
    }
  }
}
