package dev.scar.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scar.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what {@link OutcomeWriter} wrote; anything else is as good as nothing. */
final class OutcomeReader {
  private static final JsonMapper JSON = new JsonMapper();

  private OutcomeReader() {}

  /** The outcome in this file, if it is there, belongs to this key, and is undamaged. */
  static Optional<SearchOutcome> read(Path file, String key) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    JsonNode root;
    try {
      root = JSON.readTree(Files.readAllBytes(file));
    } catch (IOException damaged) {
      return Optional.empty();
    }
    if (root == null
        || !root.path("format").asText().equals(OutcomeWriter.FORMAT)
        || !root.path("key").asText().equals(key)) {
      return Optional.empty();
    }
    SearchOutcome outcome = outcome(root);
    boolean whole = root.path("digest").asText().equals(Sha256.of(outcome.toString()));
    return whole ? Optional.of(outcome) : Optional.empty();
  }

  private static SearchOutcome outcome(JsonNode root) {
    List<SearchOutcome.WindowPart> windows = new ArrayList<>();
    for (JsonNode window : root.path("windows")) {
      List<SearchOutcome.ModelPart> models = new ArrayList<>();
      for (JsonNode model : window.path("models")) {
        List<SearchOutcome.SegmentPart> segments = new ArrayList<>();
        for (JsonNode segment : model.path("segments")) {
          segments.add(
              new SearchOutcome.SegmentPart(
                  segment.path("layers").asInt(),
                  segment.path("chiplet").asInt(),
                  segment.path("type").asText()));
        }
        models.add(
            new SearchOutcome.ModelPart(
                model.path("model").asText(), model.path("latencyPs").asLong(), segments));
      }
      windows.add(new SearchOutcome.WindowPart(window.path("latencyPs").asLong(), models));
    }
    List<SearchOutcome.Tradeoff> pareto = new ArrayList<>();
    for (JsonNode point : root.path("pareto")) {
      pareto.add(
          new SearchOutcome.Tradeoff(
              point.path("latencyPs").asLong(), point.path("energyJ").asDouble()));
    }
    return new SearchOutcome(
        root.path("latencyPs").asLong(),
        root.path("computeJ").asDouble(),
        root.path("nopJ").asDouble(),
        root.path("dramJ").asDouble(),
        windows,
        pareto,
        root.path("exact").asBoolean());
  }
}
