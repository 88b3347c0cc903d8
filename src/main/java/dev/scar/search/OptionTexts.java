package dev.scar.search;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Options as text, derived from their records, so that none can be forgotten. */
final class OptionTexts {
  private final List<String> models;
  private final Map<String, String> texts = new LinkedHashMap<>();

  /**
   * A writer.
   *
   * @param models ids by number, in place of the numbers by which options name models
   */
  OptionTexts(List<String> models) {
    this.models = models;
  }

  /** Every component of a record and of the records in it, by name. */
  Map<String, String> of(Record options) {
    for (RecordComponent component : options.getClass().getRecordComponents()) {
      try {
        put(component.getName(), component.getAccessor().invoke(options));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return texts;
  }

  private void put(String name, Object value) {
    if (value instanceof ScheduleSearch search) {
      texts.put(name, search.label());
    } else if (value instanceof Objective objective) {
      texts.put(name, objective.label());
    } else if (value instanceof Map<?, ?> map) {
      texts.put(
          name,
          map.entrySet().stream()
              .map(e -> key(e.getKey()) + "=" + e.getValue())
              .collect(Collectors.joining(", ")));
    } else if (!(value instanceof Record)) {
      texts.put(name, value.toString());
    }
    if (value instanceof Record record) {
      of(record);
    }
  }

  private String key(Object key) {
    return key instanceof Integer model ? models.get(model) : key.toString();
  }
}
