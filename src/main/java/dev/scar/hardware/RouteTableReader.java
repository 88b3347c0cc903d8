package dev.scar.hardware;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.files.InputProblems;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads routes from a CSV file with a header: {@code src,dst,path} and, if wanted, {@code
 * channels}, in any order and among other columns, which are ignored. A path is the nodes with
 * hyphens between, {@code 0-1-4}; channels are the virtual channels of the hops, {@code 0-1}.
 *
 * <p>Costs O(size of the file). Lines of a node to itself may be there or not.
 */
public final class RouteTableReader {
  private static final int LONGEST_LINE = 100_000;
  private static final int MOST_PROBLEMS = 100;

  private final InputFile file;
  private final NopGraph graph;
  private final InputProblems problems = new InputProblems();
  private final Map<Long, Route> routes = new LinkedHashMap<>();
  private int found;

  private RouteTableReader(InputFile file, NopGraph graph) {
    this.file = file;
    this.graph = graph;
  }

  /**
   * The routes of a file, one for every ordered pair of nodes.
   *
   * @throws InputException with everything that is wrong
   */
  public static Routing read(InputFile file, NopGraph graph) {
    RouteTableReader reader = new RouteTableReader(file, graph);
    reader.readLines();
    reader.problems.throwIfAny();
    try {
      return new TableRouting(graph, reader.routes.values());
    } catch (RoutingException e) {
      String expectation = "is not complete: " + e.reason();
      throw new InputException(new InputProblem(file.shown(), "", "", expectation, ""));
    }
  }

  private void readLines() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(file.open(), StandardCharsets.UTF_8.newDecoder()))) {
      String header = Optional.ofNullable(lines.readLine()).orElse("");
      List<String> columns = List.of(header.strip().split(",", -1));
      for (String column : List.of("src", "dst", "path")) {
        if (!columns.contains(column)) {
          problem("line 1", header, "has no column " + column);
        }
      }
      problems.throwIfAny();
      int number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          readLine("line " + number, line, columns);
        }
        if (found > MOST_PROBLEMS) {
          problems.throwIfAny();
        }
      }
    } catch (CharacterCodingException e) {
      problem("", "", "is not UTF-8 text");
    } catch (IOException e) {
      problem("", "", "cannot be read");
    }
  }

  private void problem(String place, String value, String expectation) {
    found++;
    problems.add(new InputProblem(file.shown(), place, value, expectation, ""));
  }

  private void readLine(String place, String line, List<String> columns) {
    List<String> fields = List.of(line.strip().split(",", -1));
    if (fields.size() != columns.size() || line.length() > LONGEST_LINE) {
      problem(place, line, "has not as many fields as the header");
      return;
    }
    try {
      int channels = columns.indexOf("channels");
      Route route =
          TableRouting.path(
              graph,
              numbers(fields.get(columns.indexOf("path"))),
              channels < 0 ? List.of() : numbers(fields.get(channels)));
      int source = Integer.parseInt(fields.get(columns.indexOf("src")));
      int target = Integer.parseInt(fields.get(columns.indexOf("dst")));
      if (route.source() != source || route.target() != target) {
        problem(place, line, "has a path that does not lead from src to dst");
      } else if (routes.put((long) source * graph.nodeCount() + target, route) != null) {
        problem(place, line, "is a second route for its pair of nodes");
      }
    } catch (NumberFormatException e) {
      problem(place, line, "has a field that is not made of whole numbers");
    } catch (RoutingException e) {
      problem(place, line, "is not possible: " + e.reason());
    }
  }

  private static List<Integer> numbers(String text) {
    List<Integer> numbers = new ArrayList<>();
    for (String number : text.isEmpty() ? new String[0] : text.split("-", -1)) {
      numbers.add(Integer.parseInt(number));
    }
    return numbers;
  }
}
