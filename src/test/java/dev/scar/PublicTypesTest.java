package dev.scar;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import dev.scar.run.Scar;
import dev.scar.schedule.ScheduleException;
import dev.scar.trace.EventsFormat;
import dev.scar.workload.ModelBuilder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A type is public if another package needs it: its code uses the type, or meets it in what a
 * public type that it uses takes or gives.
 */
class PublicTypesTest {
  private static final ArchitectureTest.MainCode MAIN = new ArchitectureTest.MainCode();

  /** Public for programs that use the library, though nothing here does: the type and why. */
  private static final Map<String, String> FOR_USERS =
      Map.of(
          Scar.class.getName(), "what the commands do, a call each",
          ModelBuilder.class.getName(), "models in code",
          EventsFormat.class.getName(), "the header of event logs, a constant that compilers copy",
          ScheduleException.class.getName(), "what is wrong with a schedule that a program makes");

  @Test
  void noTypeIsPublicThatNobodyElseNeeds() {
    JavaClasses all =
        ArchConfiguration.withThreadLocalScope(
            configuration -> {
              configuration.setResolveMissingDependenciesFromClassPath(false);
              return new ClassFileImporter().importPackages("dev.scar");
            });
    Set<JavaClass> needed = new HashSet<>();
    Deque<JavaClass> open = new ArrayDeque<>();
    for (JavaClass type : all) {
      if (isPublicMain(type) && (isUsedElsewhere(type) || FOR_USERS.containsKey(type.getName()))) {
        open.add(type);
      }
    }
    while (!open.isEmpty()) {
      JavaClass type = open.poll();
      if (needed.add(type)) {
        type.getEnclosingClass().ifPresent(open::add);
        signatures(type).filter(PublicTypesTest::isPublicMain).forEach(open::add);
      }
    }
    Set<String> idle = new TreeSet<>();
    for (JavaClass type : all) {
      if (isPublicMain(type) && type.isTopLevelClass() && !needed.contains(type)) {
        idle.add(type.getName());
      }
    }
    assertThat(idle).isEmpty();
  }

  private static boolean isPublicMain(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getSource().map(s -> MAIN.includes(Location.of(s.getUri()))).orElse(false);
  }

  private static boolean isUsedElsewhere(JavaClass type) {
    return type.getDirectDependenciesToSelf().stream()
        .anyMatch(d -> !d.getOriginClass().getPackageName().equals(type.getPackageName()));
  }

  private static Stream<JavaClass> signatures(JavaClass type) {
    Stream<JavaType> members =
        Stream.concat(
            type.getCodeUnits().stream()
                .filter(PublicTypesTest::isOpen)
                .flatMap(
                    unit ->
                        Stream.concat(
                            Stream.of(unit.getReturnType()), unit.getParameterTypes().stream())),
            type.getFields().stream()
                .filter(f -> f.getModifiers().contains(JavaModifier.PUBLIC))
                .map(f -> f.getType()));
    return Stream.concat(
            members.flatMap(t -> t.getAllInvolvedRawTypes().stream()),
            Stream.concat(
                type.getAllRawSuperclasses().stream(), type.getAllRawInterfaces().stream()))
        .map(t -> t.isArray() ? t.getBaseComponentType() : t);
  }

  private static boolean isOpen(JavaCodeUnit unit) {
    return unit.getModifiers().contains(JavaModifier.PUBLIC)
        || unit.getModifiers().contains(JavaModifier.PROTECTED);
  }
}
