package dev.scar.hardware;

import dev.scar.files.CsvFileReader;
import dev.scar.files.CsvRow;
import dev.scar.files.CsvTable;
import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.files.InputProblems;
import dev.scar.units.Bandwidth;
import dev.scar.units.Quantity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Imports an adjacency matrix: the header names the nodes, each row begins with the name of the
 * node that its links leave, and a cell is the bandwidth of the link to the node of its column.
 *
 * <pre>{@code
 * from,   a,         b,        c
 * a,       ,         100 GB/s, 50 GB/s
 * b,      100 GB/s,  ,
 * c,      50 GB/s,   0,
 * }</pre>
 *
 * <p>An empty cell or 0 is no link. Every node has a chiplet.
 */
final class MatrixImporter implements TopologyImporter {
  private static final Set<String> NO_LINK = Set.of("", "0");

  @Override
  public String kind() {
    return "matrix";
  }

  @Override
  public String title() {
    return "an adjacency matrix of bandwidths in a .csv file";
  }

  @Override
  public boolean accepts(InputFile file) {
    return file.shown().endsWith(".csv");
  }

  @Override
  public ImportedTopology read(InputFile file, LinkSpec usual) {
    InputProblems problems = new InputProblems();
    CsvTable table = CsvFileReader.read(file, problems);
    List<String> nodes = table.columns().subList(1, table.columns().size());
    if (nodes.isEmpty()) {
      problems.add(
          new InputProblem(
              file.shown(),
              "line 1",
              "",
              "names no nodes",
              "Its first field is ignored, the others are the nodes' names."));
    }
    if (table.rows().size() != nodes.size()) {
      problems.add(
          new InputProblem(
              file.shown(),
              "",
              "",
              "has " + table.rows().size() + " rows for " + nodes.size() + " nodes",
              "Each node of the header needs a row."));
    }
    problems.throwIfAny();
    try {
      NopGraphBuilder graph = new NopGraphBuilder(NopGraphs.CUSTOM, 0, 0);
      nodes.forEach(node -> graph.node(Optional.empty()));
      for (int from = 0; from < nodes.size(); from++) {
        addLinks(table.rows().get(from), from, nodes, usual.latencyPs(), graph);
      }
      problems.throwIfAny();
      return new ImportedTopology(
          graph.build(), IntStream.range(0, nodes.size()).boxed().toList(), nodes);
    } catch (IllegalArgumentException e) {
      throw new InputException(
          new InputProblem(
              file.shown(), "", "", "cannot be imported: it has " + e.getMessage(), ""));
    }
  }

  private static void addLinks(
      CsvRow row, int from, List<String> nodes, long latencyPs, NopGraphBuilder graph) {
    String name = row.fields().get(0);
    if (!name.equals(nodes.get(from))) {
      row.problem("", "begins with \"" + name + "\", not with \"" + nodes.get(from) + "\"", "");
    }
    for (int to = 0; to < nodes.size(); to++) {
      String column = nodes.get(to);
      if (NO_LINK.contains(row.fields().get(to + 1))) {
        continue;
      }
      double bytesPerSecond =
          row.positive(
              column,
              Quantity.BANDWIDTH,
              LinkSpecReader.MOST_BYTES_PER_SECOND,
              "100 TB/s",
              "64 GB/s");
      if (from == to) {
        row.problem(column, "is a link from a node to itself", "Leave the diagonal empty.");
      } else if (bytesPerSecond < 1) {
        row.problem(column, "is less than 1 B/s", "");
      } else {
        Bandwidth bandwidth = Bandwidth.ofBytesPerSecond(Math.round(bytesPerSecond));
        graph.oneWay(from, to, new LinkSpec(bandwidth, latencyPs));
      }
    }
  }
}
