package dev.scar.workload;

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

/** Damaged copies of every shipped workload file load to something valid or name a place. */
final class WorkloadMutationTest {
  private static final Path HOME = Path.of(System.getProperty("scar.home", "."));
  private static final Library LIBRARY = new Library(HOME);

  @TempDir private Path folder;

  private final ModelReader models = new ModelReader();
  private final ScenarioReader scenarios = new ScenarioReader(LIBRARY);

  @Test
  void someMutants() throws IOException {
    run(600, 20_240_101);
  }

  @Test
  @Tag("slow")
  void tenThousandMutants() throws IOException {
    run(10_000, 7);
  }

  private void run(int mutants, long firstSeed) throws IOException {
    List<InputFile> files = new ArrayList<>();
    for (Library.Shelf shelf : List.of(Library.Shelf.MODELS, Library.Shelf.SCENARIOS)) {
      LIBRARY.names(shelf).forEach(name -> files.add(LIBRARY.find(shelf, name)));
    }
    int loaded = 0;
    for (int i = 0; i < mutants; i++) {
      long seed = firstSeed + i;
      InputFile original = files.get(i % files.size());
      String mutant = new JsonMutator(seed).mutate(Files.readString(original.path()));
      loaded += loads(original, mutant, "seed " + seed + " on " + original) ? 1 : 0;
    }
    System.out.println("mutants: " + mutants + ", still valid: " + loaded);
    assertThat(loaded).isBetween(1, mutants - 1);
  }

  private boolean loads(InputFile original, String mutant, String description) throws IOException {
    Path file = folder.resolve("mutant.json");
    Files.writeString(file, mutant);
    InputFile input = new InputFile(file, "mutant.json");
    try {
      if (original.shown().contains("models/")) {
        checkValid(models.read(input), description);
      } else {
        Scenario scenario = scenarios.read(input);
        assertThat(scenario.models()).as(description).isNotEmpty();
      }
      return true;
    } catch (InputException e) {
      for (InputProblem problem : e.problems()) {
        assertThat(problem.file()).as(description).isEqualTo("mutant.json");
        assertThat(problem.toString())
            .as(description)
            .hasLineCount(problem.advice().isEmpty() ? 1 : 2);
        boolean wholeFile = problem.path().isEmpty();
        assertThat(!wholeFile || problem.expectation().startsWith("is ")).as(description).isTrue();
      }
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(description, e);
    }
  }

  private static void checkValid(ModelFile file, String description) {
    for (Shapes shapes : Shapes.values()) {
      Model model = file.model(shapes);
      assertThat(model.macs()).as(description).isNotNegative();
      assertThat(model.layers()).as(description).isNotEmpty();
      Stream<Integer> outputs =
          Stream.iterate(0, i -> i + 1).limit(model.layers().size()).filter(model::isOutput);
      assertThat(outputs).as(description).isNotEmpty();
    }
  }
}
