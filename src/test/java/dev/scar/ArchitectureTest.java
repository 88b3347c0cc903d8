package dev.scar;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import dev.scar.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which package may import which, and what no package below the command line does. */
@AnalyzeClasses(packages = "dev.scar", importOptions = ArchitectureTest.MainCode.class)
class ArchitectureTest {
  /** Every room with those that it may import, from the bottom to the top. */
  static final List<Room> ROOMS =
      List.of(
          room("units"),
          room("files", "units"),
          room("workload", "units, files"),
          room("hardware", "units, files"),
          room("cost", "units, files, workload, hardware"),
          room("schedule", "files, workload, hardware"),
          room("plan", "units, workload, hardware, cost, schedule"),
          room("analysis", "units, hardware, schedule, plan"),
          room("bound", "units, workload, hardware, cost, schedule, plan"),
          room("search", "units, workload, hardware, cost, schedule, plan, analysis, bound"),
          room("trace", "units, files"),
          room("sim", "units, hardware, plan, trace"),
          room(
              "refine",
              "units, workload, hardware, cost, schedule, plan, analysis, search, trace, sim"),
          room("replay", "trace, sim"),
          room("traffic", "units, files, hardware, trace, sim, replay"),
          room(
              "report",
              "units, files, workload, hardware, cost, schedule, plan, analysis, bound,"
                  + " search, trace, sim"),
          room(
              "run",
              "units, files, workload, hardware, cost, schedule, plan, analysis, search, trace, sim,"
                  + " traffic, report"),
          room(
              "study",
              "units, files, workload, hardware, cost, schedule, plan, analysis, search, trace, sim,"
                  + " refine, report"),
          room(
              "paper",
              "files, workload, hardware, cost, schedule, plan, analysis, search, report, run, study"),
          room(
              "explore",
              "units, files, workload, hardware, cost, schedule, analysis, search, sim, report, run,"
                  + " study"),
          room("cluster", "study"),
          room(
              "cli",
              "units, files, workload, hardware, cost, schedule, plan, analysis, search, trace, sim,"
                  + " refine, replay, traffic, report, run, study, paper, explore, cluster"));

  /** A package below {@code dev.scar} and the rooms that it may import. */
  record Room(String name, List<String> mayImport) {}

  private static Room room(String name, String... mayImport) {
    return new Room(
        name, Stream.of(mayImport).flatMap(names -> Stream.of(names.split(", *"))).toList());
  }

  /** The compiled main code: what lies where {@link Main} lies. */
  static final class MainCode implements ImportOption {
    private static final String FOLDER =
        Main.class.getProtectionDomain().getCodeSource().getLocation().getPath();

    @Override
    public boolean includes(Location location) {
      return location.contains(FOLDER);
    }
  }

  @ArchTest
  static void packagesImportOnlyThoseBelow(JavaClasses classes) {
    var architecture =
        Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.scar..")
            .ensureAllClassesAreContainedInArchitecture();
    for (Room room : ROOMS) {
      architecture = architecture.layer(room.name()).definedBy("dev.scar." + room.name() + "..");
    }
    for (Room room : ROOMS) {
      architecture =
          room.mayImport().isEmpty()
              ? architecture.whereLayer(room.name()).mayNotAccessAnyLayer()
              : architecture
                  .whereLayer(room.name())
                  .mayOnlyAccessLayers(room.mayImport().toArray(String[]::new));
    }
    architecture.check(classes);
  }

  /** So that the table says what is, not what once was. */
  @ArchTest
  static void noPackageMayImportWhatItDoesNotNeed(JavaClasses classes) {
    Map<String, Set<String>> needs = new TreeMap<>();
    for (JavaClass each : classes) {
      for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
        needs
            .computeIfAbsent(roomOf(each), name -> new TreeSet<>())
            .add(roomOf(dependency.getTargetClass()));
      }
    }
    assertThat(ROOMS)
        .allSatisfy(
            room ->
                assertThat(needs.get(room.name())).as(room.name()).containsAll(room.mayImport()));
  }

  /** The room of a class of ours; empty for others. */
  private static String roomOf(JavaClass of) {
    Matcher inRoom = Pattern.compile("dev\\.scar\\.(\\w+).*").matcher(of.getPackageName());
    return inRoom.matches() ? inRoom.group(1) : "";
  }

  @ArchTest
  static void theConstitutionHasTheSameTable(JavaClasses classes) throws IOException {
    Path page = Path.of(System.getProperty("scar.home", "."), ".github", "CONTRIBUTING.md");
    List<Room> written =
        Files.readAllLines(page).stream()
            .map(line -> Pattern.compile("\\| `(\\w+)` \\|([^|]*)\\|.*").matcher(line))
            .filter(Matcher::matches)
            .map(
                row ->
                    new Room(
                        row.group(1),
                        Pattern.compile("\\w+")
                            .matcher(row.group(2))
                            .results()
                            .map(MatchResult::group)
                            .toList()))
            .toList();
    assertThat(written).isEqualTo(ROOMS);
  }

  @ArchTest
  static final ArchRule noCycles = slices().matching("dev.scar.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule akkaStaysAtTheRim =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.scar.replay..", "dev.scar.cluster..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("akka..");

  @ArchTest
  static final ArchRule graphsStayWithTheInputs =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.scar.hardware..", "dev.scar.workload..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.jgrapht..");

  @ArchTest
  static final ArchRule evolutionStaysInTheSearches =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.scar.search..", "dev.scar.explore..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.jenetics..");

  @ArchTest
  static final ArchRule linearProgrammesStayWithTheBounds =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.scar.bound..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.ojalgo..");

  @ArchTest
  static final ArchRule jsonOnlyInReadersWritersAndFormats =
      noClasses()
          .that()
          .haveNameNotMatching(".*(Reader|Writer|Format)(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.fasterxml.jackson..", "com.networknt..");

  @ArchTest
  static final ArchRule noClockAndNoChanceBelowTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.scar.cli..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callConstructor(Random.class)
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(ThreadLocalRandom.class)
          .orShould()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest static final ArchRule noMutableStatics = fields().that().areStatic().should().beFinal();

  @ArchTest
  static final ArchRule classesAreFinalUnlessMeantForExtension =
      classes()
          .that()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .and()
          .doNotHaveModifier(com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT)
          .and()
          .areTopLevelClasses()
          .and()
          .haveSimpleNameNotEndingWith("package-info")
          .should()
          .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL);
}
