package dev.scar;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** Which package may import which, and what no package below the command line does. */
@AnalyzeClasses(packages = "dev.scar", importOptions = ArchitectureTest.NoTests.class)
class ArchitectureTest {
  /** Leaves tests out, whether Maven compiled them or an editor did. */
  static final class NoTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return new DoNotIncludeTests().includes(location) && !location.contains("/test/");
    }
  }

  @ArchTest
  static final ArchRule packagesImportOnlyThoseBelow =
      Architectures.layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("units")
          .definedBy("dev.scar.units")
          .layer("files")
          .definedBy("dev.scar.files")
          .layer("workload")
          .definedBy("dev.scar.workload")
          .layer("hardware")
          .definedBy("dev.scar.hardware")
          .layer("cost")
          .definedBy("dev.scar.cost")
          .layer("schedule")
          .definedBy("dev.scar.schedule")
          .layer("plan")
          .definedBy("dev.scar.plan")
          .layer("analysis")
          .definedBy("dev.scar.analysis")
          .layer("search")
          .definedBy("dev.scar.search")
          .layer("trace")
          .definedBy("dev.scar.trace")
          .layer("sim")
          .definedBy("dev.scar.sim")
          .layer("replay")
          .definedBy("dev.scar.replay")
          .layer("study")
          .definedBy("dev.scar.study")
          .layer("traffic")
          .definedBy("dev.scar.traffic")
          .layer("paper")
          .definedBy("dev.scar.paper")
          .layer("report")
          .definedBy("dev.scar.report")
          .layer("cli")
          .definedBy("dev.scar.cli")
          .whereLayer("units")
          .mayNotAccessAnyLayer()
          .whereLayer("files")
          .mayOnlyAccessLayers("units")
          .whereLayer("workload")
          .mayOnlyAccessLayers("units", "files")
          .whereLayer("hardware")
          .mayOnlyAccessLayers("units", "files")
          .whereLayer("cost")
          .mayOnlyAccessLayers("units", "files", "workload", "hardware")
          .whereLayer("schedule")
          .mayOnlyAccessLayers("units", "files", "workload", "hardware")
          .whereLayer("plan")
          .mayOnlyAccessLayers("units", "workload", "hardware", "cost", "schedule")
          .whereLayer("analysis")
          .mayOnlyAccessLayers("units", "workload", "hardware", "cost", "schedule", "plan")
          .whereLayer("search")
          .mayOnlyAccessLayers(
              "units", "workload", "hardware", "cost", "schedule", "plan", "analysis")
          .whereLayer("trace")
          .mayOnlyAccessLayers("units", "files")
          .whereLayer("sim")
          .mayOnlyAccessLayers("units", "hardware", "plan", "trace")
          .whereLayer("replay")
          .mayOnlyAccessLayers("units", "hardware", "plan", "trace", "sim")
          .whereLayer("traffic")
          .mayOnlyAccessLayers("units", "files", "hardware", "trace", "sim", "replay")
          .whereLayer("study")
          .mayOnlyAccessLayers(
              "units",
              "files",
              "workload",
              "hardware",
              "cost",
              "schedule",
              "plan",
              "analysis",
              "search",
              "trace",
              "sim")
          .whereLayer("paper")
          .mayOnlyAccessLayers(
              "units",
              "files",
              "workload",
              "hardware",
              "cost",
              "schedule",
              "plan",
              "analysis",
              "search",
              "trace",
              "sim",
              "study")
          .whereLayer("report")
          .mayOnlyAccessLayers(
              "units",
              "files",
              "workload",
              "hardware",
              "cost",
              "schedule",
              "plan",
              "analysis",
              "search",
              "trace",
              "sim")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule noCycles = slices().matching("dev.scar.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule akkaStaysAtTheRim =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.scar.replay..")
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
  static final ArchRule evolutionStaysInTheSearch =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.scar.search..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.jenetics..");

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
