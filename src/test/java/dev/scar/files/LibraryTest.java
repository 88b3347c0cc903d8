package dev.scar.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LibraryTest {
  @TempDir private Path folder;
  private Path home;
  private Library library;

  @BeforeEach
  void fill() throws IOException {
    home = folder.resolve("home");
    library = new Library(home);
    write(home.resolve("workloads/sc1.json"), "{}");
    write(home.resolve("workloads/sc10.json"), "{}");
    write(home.resolve("workloads/models/resnet50.json"), "{}");
    write(home.resolve("topologies/base/datacenter.json"), "{}");
    write(folder.resolve("secret.json"), "{}");
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void namesAreFilesOfTheHomeFolder() {
    InputFile file = library.find(Library.Shelf.SCENARIOS, "sc1");
    assertThat(file.path()).isEqualTo(home.resolve("workloads/sc1.json"));
    assertThat(file.shown()).isEqualTo("workloads/sc1.json");
    assertThat(library.names(Library.Shelf.SCENARIOS)).containsExactly("sc1", "sc10");
  }

  @Test
  void pathsAreUsedAsTheyAre() {
    assertThat(library.find(Library.Shelf.SCENARIOS, "mine.json").path())
        .isEqualTo(Path.of("mine.json"));
    assertThat(library.find(Library.Shelf.SCENARIOS, "../a/b").shown()).isEqualTo("../a/b");
  }

  @Test
  void unknownNamesSuggestTheNearest() {
    assertThatThrownBy(() -> library.find(Library.Shelf.SCENARIOS, "sc01"))
        .hasMessage("sc01: is not a known scenario.\nMaybe write \"sc1\".");
    assertThatThrownBy(() -> library.find(Library.Shelf.SCENARIOS, "x"))
        .hasMessage("x: is not a known scenario.\nKnown: sc1, sc10.");
    assertThatThrownBy(() -> library.find(Library.Shelf.SCENARIOS, ".."))
        .isInstanceOf(InputException.class);
  }

  private NodeReader place(String name) throws IOException {
    Path file = home.resolve("mine/scenario.json");
    write(
        file,
        "{\"format\": \"scar-scenario-1\", \"name\": \"x\", \"topology\": \"t\","
            + " \"models\": [{\"model\": \""
            + name
            + "\", \"batch\": 1}]}");
    NodeReader root =
        new JsonFileReader("scenario").read(new InputFile(file, "s.json"), new InputProblems());
    return root.at("models").items().get(0).at("model");
  }

  @Test
  void referencesPreferTheFilesOwnFolder() throws IOException {
    assertThat(library.reference(Library.Shelf.MODELS, place("resnet50")).path())
        .isEqualTo(home.resolve("workloads/models/resnet50.json"));
    write(home.resolve("mine/resnet50.json"), "{}");
    assertThat(library.reference(Library.Shelf.MODELS, place("resnet50")).path())
        .isEqualTo(home.resolve("mine/resnet50.json"));
    write(home.resolve("mine/models/resnet50.json"), "{}");
    assertThat(library.reference(Library.Shelf.MODELS, place("resnet50")).shown())
        .isEqualTo("mine/models/resnet50.json");
    assertThat(library.reference(Library.Shelf.TOPOLOGIES, place("base/datacenter")).shown())
        .isEqualTo("topologies/base/datacenter.json");
    assertThat(library.reference(Library.Shelf.MODELS, place("models/resnet50.json")).shown())
        .isEqualTo("mine/models/resnet50.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../secret",
        "../secret.json",
        "a/../../../secret",
        "/etc/passwd",
        "./x",
        "a//b",
        "",
        " ",
        "..",
        "a/",
        "C:/x",
        "~/x",
        ".hidden",
        "a/./b",
        "a/b/c/d/e/f/g/h/i"
      })
  void referencesCannotLeaveTheirFolders(String name) throws IOException {
    NodeReader place = place(name);
    InputFile found = library.reference(Library.Shelf.MODELS, place);
    assertThat(found).isEqualTo(place.file());
    assertThatThrownBy(place.problems()::throwIfAny)
        .hasMessageStartingWith("s.json: models[0].model")
        .hasMessageContaining("is not a plain name or a path below this file's folder.");
  }

  @Test
  void tellsWhatFilesReferTo() throws IOException {
    List<String> told = new ArrayList<>();
    Library listening =
        new Library(home, (shelf, name, file) -> told.add(shelf + " " + name + " " + file));
    listening.find(Library.Shelf.SCENARIOS, "sc1");
    listening.reference(Library.Shelf.MODELS, place("resnet50"));
    listening.reference(Library.Shelf.TOPOLOGIES, place("base/datacenter"));
    listening.reference(Library.Shelf.MODELS, place("missing"));
    assertThat(told)
        .containsExactly(
            "MODELS resnet50 workloads/models/resnet50.json",
            "TOPOLOGIES base/datacenter topologies/base/datacenter.json");
  }
}
