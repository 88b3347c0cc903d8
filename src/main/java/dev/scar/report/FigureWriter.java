package dev.scar.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a table of figures as JSON: the runs' origins, then per figure a value of each run, or
 * null.
 */
public final class FigureWriter {
  private FigureWriter() {}

  /** The text. */
  public static String write(FigureTable table) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("format", "scar-figures-1");
      json.writeArrayFieldStart("runs");
      for (int run = 0; run < table.runs().size(); run++) {
        json.writeStartObject();
        json.writeStringField("name", table.runs().get(run));
        RunFieldsWriter.inputs(json, table.origins().get(run));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("figures");
      for (Map.Entry<Figure.Key, List<Optional<Figure>>> row : table.rows().entrySet()) {
        json.writeStartObject();
        json.writeStringField("section", row.getKey().section());
        json.writeStringField("name", row.getKey().name());
        json.writeStringField("figure", row.getKey().what());
        json.writeObjectFieldStart("values");
        for (int run = 0; run < table.runs().size(); run++) {
          json.writeFieldName(table.runs().get(run));
          Optional<Figure> figure = row.getValue().get(run);
          if (figure.isPresent()) {
            json.writeNumber(figure.get().value());
          } else {
            json.writeNull();
          }
        }
        json.writeEndObject();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }
}
