package dev.scar.traffic;

import dev.scar.files.CsvFileReader;
import dev.scar.files.CsvRow;
import dev.scar.files.CsvTable;
import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.files.InputProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads who sends to whom from CSV files; nodes must be terminals of the network. */
public final class TrafficFileReader {
  private static final long MOST_PACKETS = 1_000_000_000;
  private static final long MOST_CYCLES = 1_000_000_000_000L;
  private static final int MOST_FLITS = 1_000_000;

  private final TrafficNetwork network;
  private final CsvTable table;
  private final InputProblems problems = new InputProblems();

  private TrafficFileReader(InputFile file, TrafficNetwork network, List<String> columns) {
    this.network = network;
    this.table = CsvFileReader.read(file, problems);
    for (String column : columns) {
      if (!table.columns().contains(column)) {
        problems.add(new InputProblem(file.shown(), "line 1", "", "has no column " + column, ""));
      }
    }
    problems.throwIfAny();
  }

  /**
   * A permutation, columns {@code src} and {@code dst}.
   *
   * @throws InputException with everything that is wrong
   */
  public static TrafficPattern permutation(String name, InputFile file, TrafficNetwork network) {
    TrafficFileReader reader = new TrafficFileReader(file, network, List.of("src", "dst"));
    Map<Integer, Integer> targets = new TreeMap<>();
    for (CsvRow row : reader.table.rows()) {
      int source = reader.terminal(row, "src");
      int target = reader.terminal(row, "dst");
      if (row.isSound() && targets.put(source, target) != null) {
        row.problem("src", "has a destination already", "Write every source once.");
      }
    }
    reader.problems.throwIfAny();
    return TrafficPattern.permutation(name, targets, reader.nodes());
  }

  /**
   * A weight for each pair, columns {@code src}, {@code dst} and {@code weight}.
   *
   * @throws InputException with everything that is wrong
   */
  public static TrafficPattern matrix(String name, InputFile file, TrafficNetwork network) {
    TrafficFileReader reader =
        new TrafficFileReader(file, network, List.of("src", "dst", "weight"));
    Map<Integer, Map<Integer, Double>> weights = new TreeMap<>();
    for (CsvRow row : reader.table.rows()) {
      int source = reader.terminal(row, "src");
      int target = reader.terminal(row, "dst");
      long weight = row.whole("weight", 0, MOST_PACKETS);
      if (row.isSound() && weight > 0) {
        Map<Integer, Double> own = weights.computeIfAbsent(source, s -> new TreeMap<>());
        if (own.put(target, (double) weight) != null) {
          row.problem("dst", "has a weight already", "Write every pair once.");
        }
      }
    }
    if (weights.isEmpty()) {
      reader.problems.add(
          new InputProblem(file.shown(), "", "", "gives no pair a weight above 0", ""));
    }
    reader.problems.throwIfAny();
    return TrafficPattern.matrix(name, weights, reader.nodes());
  }

  /**
   * A fixed set of packets, columns {@code src}, {@code dst} and {@code packets}.
   *
   * @throws InputException with everything that is wrong
   */
  public static List<Traffic.Batch> batches(InputFile file, TrafficNetwork network) {
    TrafficFileReader reader =
        new TrafficFileReader(file, network, List.of("src", "dst", "packets"));
    List<Traffic.Batch> batches = new ArrayList<>();
    for (CsvRow row : reader.table.rows()) {
      int source = reader.terminal(row, "src");
      int target = reader.terminal(row, "dst");
      long count = row.whole("packets", 0, MOST_PACKETS);
      if (row.isSound()) {
        batches.add(new Traffic.Batch(source, target, count));
      }
    }
    reader.problems.throwIfAny();
    return batches;
  }

  /**
   * A trace of packets, columns {@code cycle}, {@code src}, {@code dst}, {@code flits} and, if
   * there are such, {@code after}.
   *
   * @throws InputException with everything that is wrong
   */
  public static PacketTrace trace(InputFile file, TrafficNetwork network) {
    TrafficFileReader reader =
        new TrafficFileReader(file, network, List.of("cycle", "src", "dst", "flits"));
    List<TracedPacket> packets = new ArrayList<>();
    for (CsvRow row : reader.table.rows()) {
      long cycle = row.whole("cycle", 0, MOST_CYCLES);
      int source = reader.terminal(row, "src");
      int target = reader.terminal(row, "dst");
      int flits = (int) row.whole("flits", 1, MOST_FLITS);
      int after = 0;
      if (row.optional("after").isPresent()) {
        after = (int) row.whole("after", 1, Math.max(1, packets.size()));
        if (row.isSound() && after > packets.size()) {
          row.problem("after", "names no packet before this one", "Packets are counted from 1.");
        } else if (row.isSound() && packets.get(after - 1).target() != source) {
          row.problem(
              "after",
              "names a packet to node " + packets.get(after - 1).target(),
              "A node can wait for packets to itself only.");
        }
      }
      packets.add(new TracedPacket(cycle, source, target, Math.max(1, flits), after));
    }
    if (packets.isEmpty()) {
      reader.problems.add(new InputProblem(file.shown(), "", "", "has no packets", ""));
    }
    reader.problems.throwIfAny();
    return new PacketTrace(packets);
  }

  private int nodes() {
    return network.chipletPackage().nop().nodeCount();
  }

  private int terminal(CsvRow row, String column) {
    int node = (int) row.whole(column, 0, nodes() - 1L);
    if (row.isSound() && network.chipletPackage().chipletAt(node).isEmpty()) {
      row.problem(column, "names a node without a chiplet", "Only chiplets send and receive.");
    }
    return node;
  }
}
