package dev.scar.study;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.scar.files.InputFile;
import dev.scar.files.Library;
import dev.scar.files.Sha256;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.TopologyReader;
import dev.scar.hardware.TopologyWriter;
import dev.scar.search.ExpressionObjective;
import dev.scar.search.Objective;
import dev.scar.search.Objectives;
import dev.scar.search.ScheduleSearch;
import dev.scar.search.Strategies;
import dev.scar.workload.Arrivals;
import dev.scar.workload.Layer;
import dev.scar.workload.Model;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Experiments and their answers as canonical JSON: equal values give equal text, byte by byte, on
 * every version of Java.
 *
 * <p>Records are objects with a field per component, keys are sorted, nothing is left to defaults,
 * there are no spaces; a floating-point number has the fewest digits that are read back as the same
 * number, and one that is not finite is a text such as "NaN". A package is its topology file; an
 * objective is its text.
 *
 * <pre>{@code {"kind":"search","question":{"byEstimate":false,"chipletPackage":{…},…}}}</pre>
 */
final class ExperimentFormat {
  private static final String KEPT = "scar-outcome-2";
  private static final JsonMapper MAPPER = mapper();

  private final List<Experiments.Kind<?>> kinds;

  ExperimentFormat(List<Experiments.Kind<?>> kinds) {
    this.kinds = List.copyOf(kinds);
  }

  private static JsonMapper mapper() {
    SimpleModule values =
        new SimpleModule()
            .addSerializer(Objective.class, new Written<>(Objective.class, Objective::label))
            .addDeserializer(
                Objective.class, new Read<>(Objective.class, ExperimentFormat::objective))
            .addSerializer(
                ChipletPackage.class,
                new Written<>(ChipletPackage.class, ExperimentFormat::topology))
            .addDeserializer(
                ChipletPackage.class, new Read<>(ChipletPackage.class, ExperimentFormat::topology))
            .setMixInAnnotation(Model.class, ModelComponents.class)
            .setMixInAnnotation(ScheduleSearch.class, Labelled.class)
            .setMixInAnnotation(Arrivals.class, Labelled.class);
    values.registerSubtypes(
        new NamedType(Arrivals.Periodic.class, "periodic"),
        new NamedType(Arrivals.Listed.class, "listed"));
    Strategies.ALL.forEach(s -> values.registerSubtypes(new NamedType(s.getClass(), s.label())));
    return JsonMapper.builder(
            JsonFactory.builder()
                .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build())
        .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST, MapperFeature.AUTO_DETECT_IS_GETTERS)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .enable(
            DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .addModule(values)
        .build();
  }

  Experiments.Kind<?> kind(String name) {
    return kinds.stream()
        .filter(k -> k.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "(%s) is no kind of experiment; there are %s"
                        .formatted(name, kinds.stream().map(Experiments.Kind::name).toList())));
  }

  @SuppressWarnings("unchecked") // the kind of that class has its type of answer
  <A> Experiments.Kind<A> kind(Class<?> question) {
    return kinds.stream()
        .filter(k -> k.question().equals(question))
        .map(k -> (Experiments.Kind<A>) k)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unlisted: " + question));
  }

  /** An experiment as canonical JSON. */
  String text(Experiment<?> experiment) {
    return canonical(Map.of("kind", kind(experiment.getClass()).name(), "question", experiment));
  }

  /**
   * An experiment from JSON, canonical or not.
   *
   * @throws IllegalArgumentException if it is none of a known kind, or lacks anything
   */
  Experiment<?> experiment(String text) {
    try {
      JsonNode root = MAPPER.readTree(text);
      return MAPPER.treeToValue(root.path("question"), kind(root.path("kind").asText()).question());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no experiment: " + e.getOriginalMessage(), e);
    }
  }

  /** Any value as canonical JSON. */
  static String canonical(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An answer of this kind from JSON. */
  static <A> A answer(Experiments.Kind<A> kind, String text) {
    try {
      return MAPPER.readValue(text, kind.answer());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no answer: " + e.getOriginalMessage(), e);
    }
  }

  /** The text of a file that keeps an answer, with a digest by which damage is noticed. */
  static String kept(String key, String label, String answer) {
    try {
      Map<String, Object> file = new TreeMap<>();
      file.put("format", KEPT);
      file.put("key", key);
      file.put("label", label);
      file.put("digest", Sha256.of(answer));
      file.put("answer", MAPPER.readTree(answer));
      return canonical(file) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The key and the answer in such a file, if it is undamaged. */
  static Optional<Map.Entry<String, String>> kept(String file) {
    JsonNode root;
    try {
      root = MAPPER.readTree(file);
    } catch (JsonProcessingException damaged) {
      return Optional.empty();
    }
    if (!root.path("format").asText().equals(KEPT)) {
      return Optional.empty();
    }
    String answer = canonical(root.path("answer"));
    return root.path("digest").asText().equals(Sha256.of(answer))
        ? Optional.of(Map.entry(root.path("key").asText(), answer))
        : Optional.empty();
  }

  /** A search says by its label which one it is. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "label")
  private interface Labelled {}

  /** What a model consists of. */
  @JsonIncludeProperties({"name", "title", "layers"})
  private abstract static class ModelComponents {
    @JsonCreator
    ModelComponents(
        @JsonProperty("name") String name,
        @JsonProperty("title") String title,
        @JsonProperty("layers") List<Layer> layers) {}

    @JsonProperty("name")
    abstract String name();

    @JsonProperty("title")
    abstract String title();

    @JsonProperty("layers")
    abstract List<Layer> layers();
  }

  /** Writes values as something that JSON has. */
  private static final class Written<T> extends StdSerializer<T> {
    private static final long serialVersionUID = 1L;
    private final transient Function<T, Object> form;

    Written(Class<T> type, Function<T, Object> form) {
      super(type);
      this.form = form;
    }

    @Override
    public void serialize(T value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      provider.defaultSerializeValue(form.apply(value), json);
    }
  }

  /** Reads values from a text, or from an object as text. */
  private static final class Read<T> extends StdDeserializer<T> {
    private static final long serialVersionUID = 1L;
    private final transient Function<String, T> value;

    Read(Class<T> type, Function<String, T> value) {
      super(type);
      this.value = value;
    }

    @Override
    public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
      JsonNode tree = context.readTree(json);
      return value.apply(tree.isTextual() ? tree.asText() : tree.toString());
    }
  }

  private static Objective objective(String text) {
    return Objectives.named(text)
        .map(Objective.class::cast)
        .orElseGet(() -> ExpressionObjective.parse(text));
  }

  private static Object topology(ChipletPackage made) {
    try {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      TopologyWriter.write(made, file);
      return new JsonMapper().readValue(file.toByteArray(), Object.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ChipletPackage topology(String file) {
    return new TopologyReader(new Library(Path.of("")))
        .read(InputFile.ofText("chipletPackage", file));
  }
}
