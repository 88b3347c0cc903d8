package dev.scar.workload;

import dev.scar.workload.onnx.Network;
import dev.scar.workload.onnx.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is to be said of the model as a whole.
 *
 * @param samples that the file computes at once
 * @param alsoReading layers that read an input of the model beside tensors of layers
 */
record OnnxNotes(Network network, List<Work> works, long samples, List<String> alsoReading) {

  /** Bits of the elements that most layers read, the larger of two as frequent ones. */
  int bits() {
    Map<Integer, Integer> counts = new TreeMap<>();
    for (Work work : works) {
      if (work.operandType().bits() > 0) {
        counts.merge(work.operandType().bits(), 1, Integer::sum);
      }
    }
    int best = ModelReader.DEFAULT_BITS;
    int most = 0;
    for (Map.Entry<Integer, Integer> entry : counts.entrySet()) {
      if (entry.getValue() >= most) {
        best = entry.getKey();
        most = entry.getValue();
      }
    }
    return best;
  }

  /** The notes of the file and of the model, short enough for a model file. */
  List<String> notes() {
    int bits = bits();
    List<String> notes = new ArrayList<>(network.notes());
    if (samples > 1) {
      notes.add(
          "the file computes "
              + samples
              + " samples at once; the layers are those of one, and the scenario's batch is "
              + samples);
    } else if (network.leading() > 1) {
      notes.add(
          "the first axis of the first input, "
              + network.leading()
              + ", is not taken for samples, since not all work divides by it");
    }
    long others =
        works.stream()
            .filter(w -> w.operandType().bits() > 0 && w.operandType().bits() != bits)
            .count();
    if (others > 0) {
      notes.add(
          others
              + " layers read elements of another size, which the layers before them say; inputs of the model are"
              + " counted with "
              + bits
              + " bit");
    }
    if (!alsoReading.isEmpty()) {
      notes.add(
          alsoReading.size()
              + " layers read an input of the model beside tensors of layers, which is not counted: "
              + String.join(", ", alsoReading.subList(0, Math.min(3, alsoReading.size()))));
    }
    return notes.stream().map(note -> shortened(note.replaceAll("\\p{Cc}", "?"))).toList();
  }

  private static String shortened(String note) {
    return note.length() > 500 ? note.substring(0, 500) + "..." : note;
  }
}
