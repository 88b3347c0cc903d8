package dev.scar.hardware;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.files.InputProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Imports the network file of BookSim2's topology {@code anynet} (N. Jiang et al., "A Detailed and
 * Flexible Cycle-Accurate Network-on-Chip Simulator", ISPASS 2013): lines such as {@code router 0
 * node 0 router 1 10 router 2}.
 *
 * <p>As there, a link has its return link, of one cycle unless a line says otherwise. Routers
 * become nodes in the order of their numbers. A router with one node has a chiplet; a router with
 * several gets a further node with a chiplet for each of them.
 */
final class AnynetImporter implements TopologyImporter {
  private static final String ROUTER = "router";
  private static final String NODE = "node";

  @Override
  public String kind() {
    return "anynet";
  }

  @Override
  public String title() {
    return "a network file of BookSim2's anynet";
  }

  @Override
  public boolean accepts(InputFile file) {
    String start = file.text().stripLeading();
    return start.startsWith(ROUTER + " ") || start.startsWith(NODE + " ");
  }

  @Override
  public ImportedTopology read(InputFile file, LinkSpec usual) {
    Listing listing = new Listing(file.shown(), usual.latencyPs());
    List<String> lines = file.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      listing.line = i + 1;
      List<String> words = List.of(lines.get(i).strip().split("\\s+"));
      if (!words.equals(List.of(""))) {
        listing.read(words);
      }
    }
    listing.problems.throwIfAny();
    try {
      return listing.network(usual);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new InputException(
          new InputProblem(file.shown(), "", "", "cannot be imported: " + e.getMessage(), ""));
    }
  }

  /** What was read so far. */
  private static final class Listing {
    private final String file;
    private final long cyclePs;
    private final InputProblems problems = new InputProblems();

    /** Cycles of the channels of a router, by the router that they lead to. */
    private final TreeMap<Integer, TreeMap<Integer, Integer>> channels = new TreeMap<>();

    /** The router of each node. */
    private final TreeMap<Integer, Integer> routers = new TreeMap<>();

    private int line;

    Listing(String file, long cyclePs) {
      this.file = file;
      this.cyclePs = cyclePs;
    }

    void read(List<String> words) {
      boolean fromRouter = isRouter(words, 0);
      int head = number(words, 1);
      if (fromRouter) {
        channels.computeIfAbsent(head, none -> new TreeMap<>());
      }
      if (words.size() == 2 && !fromRouter) {
        problem("node " + head, "has no router", "");
      }
      for (int at = 2; at < words.size(); at += 2) {
        boolean toRouter = isRouter(words, at);
        int body = number(words, at + 1);
        int cycles = 1;
        if (at + 2 < words.size() && !List.of(ROUTER, NODE).contains(words.get(at + 2))) {
          cycles = cycles(words, at + 2);
          at++;
        }
        if (fromRouter && toRouter) {
          channel(head, body, cycles);
        } else if (!fromRouter && !toRouter) {
          problem("node " + head, "is connected to a node", "Nodes are connected to routers.");
        } else {
          attach(fromRouter ? body : head, fromRouter ? head : body, cycles);
        }
      }
    }

    private boolean isRouter(List<String> words, int at) {
      String word = words.get(at);
      if (!word.equals(ROUTER) && !word.equals(NODE)) {
        problem(word, "is neither \"router\" nor \"node\"", "");
      }
      return word.equals(ROUTER);
    }

    private int number(List<String> words, int at) {
      if (at >= words.size()) {
        problem(words.get(at - 1), "has no number behind it", "");
        return 0;
      }
      return whole(words.get(at), 0, Integer.MAX_VALUE);
    }

    private int cycles(List<String> words, int at) {
      long most = cyclePs == 0 ? Integer.MAX_VALUE : LinkSpecReader.MOST_LATENCY_PS / cyclePs;
      return whole(words.get(at), 1, (int) Math.max(1, Math.min(Integer.MAX_VALUE, most)));
    }

    private int whole(String word, int least, int most) {
      try {
        int value = Integer.parseInt(word);
        if (value >= least && value <= most) {
          return value;
        }
        problem(word, "is outside " + least + " to " + most, "");
      } catch (NumberFormatException e) {
        problem(word, "is not a whole number up to " + most, "");
      }
      return least;
    }

    private void channel(int from, int to, int cycles) {
      if (from == to) {
        problem("router " + from, "is connected to itself", "");
        return;
      }
      channels.computeIfAbsent(from, none -> new TreeMap<>()).put(to, cycles);
      channels.computeIfAbsent(to, none -> new TreeMap<>()).putIfAbsent(from, 1);
    }

    private void attach(int node, int router, int cycles) {
      if (cycles != 1) {
        problem(
            "node " + node,
            "has a channel of " + cycles + " cycles; chiplets are beside their routers",
            "Leave the number out.");
      }
      Integer other = routers.putIfAbsent(node, router);
      if (other != null && other != router) {
        problem("node " + node, "is connected to routers " + other + " and " + router, "");
      }
      channels.computeIfAbsent(router, none -> new TreeMap<>());
    }

    private void problem(String value, String expectation, String advice) {
      problems.add(new InputProblem(file, "line " + line, value, expectation, advice));
    }

    private static int place(Map<Integer, Integer> places, int router) {
      return Objects.requireNonNull(places.get(router));
    }

    ImportedTopology network(LinkSpec usual) {
      NopGraphBuilder graph = new NopGraphBuilder(NopGraphs.CUSTOM, 0, 0);
      List<String> names = new ArrayList<>();
      Map<Integer, Integer> places = new TreeMap<>();
      for (int router : channels.keySet()) {
        places.put(router, graph.node(Optional.empty()));
        names.add("router " + router);
      }
      channels.forEach(
          (from, reached) ->
              reached.forEach(
                  (to, cycles) ->
                      graph.oneWay(
                          place(places, from),
                          place(places, to),
                          new LinkSpec(
                              usual.bandwidth(),
                              Math.multiplyExact((long) cycles, usual.latencyPs())))));
      TreeMap<Integer, List<Integer>> attached = new TreeMap<>();
      routers.forEach(
          (node, router) -> attached.computeIfAbsent(router, none -> new ArrayList<>()).add(node));
      TreeSet<Integer> chiplets = new TreeSet<>();
      attached.forEach(
          (router, nodes) -> {
            int place = place(places, router);
            if (nodes.size() == 1) {
              chiplets.add(place);
              names.set(place, "router " + router + " with node " + nodes.get(0));
              return;
            }
            for (int node : nodes) {
              int further = graph.node(Optional.empty());
              graph.bothWays(place, further, usual);
              chiplets.add(further);
              names.add("node " + node);
            }
          });
      return new ImportedTopology(graph.build(), new ArrayList<>(chiplets), names);
    }
  }
}
