package dev.scar.hardware;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the chiplet types of a topology file. */
final class ChipletTypesWriter {
  private final JsonGenerator json;

  ChipletTypesWriter(JsonGenerator json) {
    this.json = json;
  }

  void write(List<Chiplet> chiplets) throws IOException {
    Map<String, ChipletType> types = new TreeMap<>();
    for (Chiplet chiplet : chiplets) {
      ChipletType type = chiplet.type();
      if (!type.equals(types.getOrDefault(type.name(), type))) {
        throw new IllegalArgumentException("two chiplet types are called " + type.name());
      }
      types.put(type.name(), type);
    }
    json.writeObjectFieldStart("chipletTypes");
    for (ChipletType type : types.values()) {
      json.writeObjectFieldStart(type.name());
      if (type.dataflows().size() == 1) {
        json.writeStringField("dataflow", type.dataflows().get(0));
      } else {
        json.writeArrayFieldStart("dataflow");
        for (String dataflow : type.dataflows()) {
          json.writeString(dataflow);
        }
        json.writeEndArray();
      }
      json.writeNumberField("pes", type.pes());
      json.writeStringField("l2", ExactUnitFormat.size(type.l2Bytes()));
      json.writeStringField("clock", ExactUnitFormat.frequency(type.clockHz()));
      json.writeObjectFieldStart("noc");
      json.writeStringField("bandwidth", type.nocElementsPerCycle() + " elements/cycle");
      json.writeStringField("hopLatency", type.nocHopLatencyCycles() + " cycles");
      json.writeEndObject();
      boolean none = type.offChipElementsPerCycle() == ChipletType.NO_FLOOR;
      json.writeStringField(
          "offChipFloor", none ? "none" : type.offChipElementsPerCycle() + " elements/cycle");
      json.writeObjectFieldStart("energy");
      json.writeStringField("mac", ExactUnitFormat.energy(type.energy().macJ(), ""));
      json.writeNumberField("l1", type.energy().l1PerMac());
      json.writeNumberField("l2", type.energy().l2PerMac());
      json.writeEndObject();
      writeStaticPower(type.staticW());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  void writeStaticPower(double watts) throws IOException {
    if (watts > 0) {
      json.writeStringField("staticPower", ExactUnitFormat.power(watts));
    }
  }
}
