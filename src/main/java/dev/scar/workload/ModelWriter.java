package dev.scar.workload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Writes imported networks as model and scenario files that {@link ModelReader} and {@link
 * ScenarioReader} read back to the same layers.
 */
public final class ModelWriter {
  private ModelWriter() {}

  /**
   * A model file.
   *
   * @param source where the shapes come from
   */
  public static void write(
      MaestroNetworkReader.Network network, String name, String source, OutputStream out)
      throws IOException {
    try (JsonGenerator json = generator(out)) {
      Model model = network.model();
      json.writeStartObject();
      json.writeStringField("format", "scar-model-1");
      json.writeStringField("name", name);
      json.writeStringField("title", model.title());
      json.writeStringField("source", source);
      if (!network.notes().isEmpty()) {
        json.writeArrayFieldStart("notes");
        for (String note : network.notes()) {
          json.writeString(note);
        }
        json.writeEndArray();
      }
      json.writeStringField("graph", "approximate");
      json.writeArrayFieldStart("layers");
      for (Layer layer : model.layers()) {
        layer(json, model, layer);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  /**
   * A scenario of some models; the batch is the frames per second, 1 where the listing has none.
   *
   * @param models their file names without ending
   */
  public static void writeScenario(
      String name,
      String source,
      String topology,
      List<MaestroNetworkReader.Network> networks,
      List<String> models,
      OutputStream out)
      throws IOException {
    try (JsonGenerator json = generator(out)) {
      json.writeStartObject();
      json.writeStringField("format", "scar-scenario-1");
      json.writeStringField("name", name);
      json.writeStringField("title", "Imported from " + source);
      json.writeStringField("layerLists", "as in " + source);
      json.writeStringField("topology", topology);
      json.writeArrayFieldStart("models");
      for (int m = 0; m < models.size(); m++) {
        MaestroNetworkReader.Network network = networks.get(m);
        json.writeStartObject();
        json.writeStringField("model", models.get(m));
        json.writeNumberField("batch", Math.max(1, network.framesPerSecond()));
        if (!network.dependencies().isEmpty() || network.probability() < 1) {
          json.writeStringField("note", note(network));
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static String note(MaestroNetworkReader.Network network) {
    String after =
        network.dependencies().isEmpty()
            ? ""
            : "runs after " + String.join(", ", network.dependencies()) + "; ";
    return after + "probability " + network.probability() + "; neither is scheduled for";
  }

  private static JsonGenerator generator(OutputStream out) throws IOException {
    JsonGenerator json = new JsonFactory().createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
    printer.indentObjectsWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
    json.setPrettyPrinter(printer);
    return json;
  }

  private static void layer(JsonGenerator json, Model model, Layer layer) throws IOException {
    LayerShape shape = layer.shape();
    json.writeStartObject();
    json.writeStringField("name", layer.name());
    json.writeStringField("op", op(shape.kind()));
    switch (shape.kind()) {
      case GEMM, MATMUL -> {
        json.writeNumberField("M", shape.y());
        json.writeNumberField("N", shape.k());
        json.writeNumberField("K", shape.c());
        if (shape.repeat() > 1) {
          json.writeNumberField("heads", shape.repeat());
        }
      }
      case ADD -> {
        json.writeNumberField("K", shape.k());
        json.writeNumberField("Y", shape.y());
        json.writeNumberField("X", shape.x());
      }
      case CONV, DEPTHWISE, GROUPED, TRANSPOSED -> convolution(json, shape);
    }
    json.writeArrayFieldStart("inputs");
    for (int producer : layer.producers()) {
      json.writeString(model.layer(producer).name());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void convolution(JsonGenerator json, LayerShape shape) throws IOException {
    json.writeNumberField("K", shape.k());
    json.writeNumberField("C", shape.c());
    json.writeNumberField("R", shape.r());
    json.writeNumberField("S", shape.s());
    json.writeNumberField("Y", shape.y());
    json.writeNumberField("X", shape.x());
    pair(json, "stride", shape.strideY(), shape.strideX());
    pair(json, "pad", shape.padY(), shape.padX());
    if (shape.kind() == LayerKind.GROUPED) {
      json.writeNumberField("groups", shape.groups());
    }
  }

  private static void pair(JsonGenerator json, String key, long rows, long columns)
      throws IOException {
    json.writeArrayFieldStart(key);
    json.writeNumber(rows);
    json.writeNumber(columns);
    json.writeEndArray();
  }

  private static String op(LayerKind kind) {
    return switch (kind) {
      case CONV, GROUPED -> "CONV2D";
      case DEPTHWISE -> "DWCONV";
      case TRANSPOSED -> "TRCONV";
      case GEMM -> "GEMM";
      case MATMUL -> "MATMUL";
      case ADD -> "ADD";
    };
  }
}
