package dev.scar.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.files.JsonMutator;
import dev.scar.files.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged copies of every shipped topology and of two custom ones load to a whole package or name a
 * place.
 */
final class TopologyMutationTest {
  private static final TopologyReader READER = new TopologyReader(Shipped.LIBRARY);

  @TempDir private Path folder;

  @Tag("heavy")
  @Test
  void someMutants() throws IOException {
    run(800, 20_240_201);
  }

  @Test
  @Tag("slow")
  void tenThousandMutants() throws IOException {
    run(10_000, 11);
  }

  private static List<Path> originals() throws IOException {
    List<Path> originals = new ArrayList<>();
    for (String place : List.of("topologies", "topologies/base", "src/test/resources/topologies")) {
      try (Stream<Path> files = Files.list(Shipped.HOME.resolve(place))) {
        files.filter(file -> file.toString().endsWith(".json")).sorted().forEach(originals::add);
      }
    }
    return originals;
  }

  private void run(int mutants, long firstSeed) throws IOException {
    List<Path> originals = originals();
    int loaded = 0;
    for (int i = 0; i < mutants; i++) {
      long seed = firstSeed + i;
      Path original = originals.get(i % originals.size());
      String mutant = new JsonMutator(seed).mutate(Files.readString(original));
      loaded += loads(mutant, "seed " + seed + " on " + original) ? 1 : 0;
    }
    System.out.println("topology mutants: " + mutants + ", still valid: " + loaded);
    assertThat(loaded).isBetween(mutants / 50, mutants / 2);
  }

  private boolean loads(String mutant, String description) throws IOException {
    Path file = folder.resolve("mutant.json");
    Files.writeString(file, mutant);
    try {
      checkWhole(READER.read(new InputFile(file, "mutant.json")), description);
      return true;
    } catch (InputException e) {
      for (InputProblem problem : e.problems()) {
        assertThat(problem.file()).as(description + ": " + problem).isEqualTo("mutant.json");
        assertThat(problem.toString())
            .as(description)
            .hasLineCount(problem.advice().isEmpty() ? 1 : 2);
        boolean wholeFile = problem.path().isEmpty();
        assertThat(!wholeFile || problem.expectation().startsWith("is "))
            .as(description + ": " + problem)
            .isTrue();
      }
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(description, e);
    }
  }

  private static void checkWhole(ChipletPackage made, String description) {
    assertThat(made.chiplets()).as(description).isNotEmpty();
    for (Chiplet chiplet : made.chiplets()) {
      int dram = made.nearestDram(chiplet.node()).node();
      assertThat(made.routing().route(dram, chiplet.node()).target())
          .as(description)
          .isEqualTo(chiplet.node());
      assertThat(made.routing().route(chiplet.node(), dram).target())
          .as(description)
          .isEqualTo(dram);
    }
    Chiplet first = made.chiplets().get(0);
    Chiplet last = made.chiplets().get(made.chiplets().size() - 1);
    assertThat(made.routing().route(first.node(), last.node()).latencyPs())
        .as(description)
        .isNotNegative();
    assertThat(made.nop().nodeCount()).as(description).isBetween(1, NopGraph.MOST_NODES);
    // 0 links for a single node; the sum of all bandwidths fits.
    assertThat(Bisection.of(made.nop()).bytesPerSecond()).as(description).isNotNegative();
  }

  @Test
  void originalsLoad() throws IOException {
    for (Path original : originals()) {
      if (!original.getParent().endsWith("base")) {
        assertThat(READER.read(InputFile.of(original)).chiplets()).isNotEmpty();
      }
    }
    assertThat(Shipped.LIBRARY.names(Library.Shelf.TOPOLOGIES)).hasSizeGreaterThan(20);
  }
}
